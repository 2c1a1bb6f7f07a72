"""What is killed while it writes (see ``killing``): an old state, a new one, and who reads them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo.cli import main
from mintgeo.lists import geocode_list
from mintgeo.register import likely_same, review_duplicates
from mintgeo.register.files import revision_of

STUDY = """
[study]
name = "klein"
title = "{title}"
as_of = 2026-11-23
[inputs]
sites = "angebote.csv"
participants = "kinder.csv"
[router]
modes = ["foot"]
max_min = 30
[coverage]
within = "13003"
minutes = [15]
[outputs]
folder = "out"
public = {public}
"""


class Writer:
    """What is killed: an old state, a new one, and how a reader tells them apart."""

    def __init__(self, kind: str, home: Path) -> None:
        self.home, self.out = home, home / "out"
        self.old, self.new, self.read = getattr(self, f"_{kind}")()

    def _save(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """A run of three tables over one of five others, one of which has the same name."""
        runs = [hand_made("alt", "abcde"), hand_made("neu", "ef1")]
        return (lambda: runs[0].save(self.out), lambda: runs[1].save(self.out), self._loaded)

    def _register(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """Two states of a register, each with its title in every table."""
        old = mg.Register().update(offers("alt"), as_of="2026-01-01")
        new = old.update(offers("neu"), as_of="2026-02-01", complete=True)
        return (
            lambda: old.save(self.out),
            lambda: replace(new, revision=revision_of(self.out)).save(self.out),
            lambda: registered(self.out),
        )

    def _survey(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """The page, the copies and the workbook of two surveys, each with its title in all."""
        found = {}
        for title in ("alt", "neu"):
            folder = self.home / title
            folder.mkdir()
            for number in range(2):
                rows = "".join(f"{title} {row};;{title}@x.example\n" for row in range(9))
                text = f"Titel;Alter;E-Mail\n{rows}"
                (folder / f"rueck{number}.csv").write_text(text, encoding="utf-8")
            found[title] = mg.read_survey(folder, places=False)
        return (
            lambda: mg.survey.review(found["alt"], self.out),
            lambda: mg.survey.review(found["neu"], self.out),
            self._asked,
        )

    def _asked(self) -> str:
        """Which survey the page tells of; every workbook beside it is a whole one."""
        for file in self.out.rglob("*.xlsx"):
            if not any(part.startswith(".") for part in file.relative_to(self.out).parts):
                load_workbook(file)
        return self._shown(self.out / "umfrage.html")

    def _shown(self, file: Path) -> str:
        """Which state a page or a list has, from beginning to end."""
        text = file.read_text(encoding="utf-8")
        (state,) = set(re.findall(r"\b(alt|neu)\s7\b", text))
        return str(state)

    def _export(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """A list of all entries of a register."""
        return self._file("liste.csv", lambda state, file: state.export(file, public=False))

    def _page(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """The page of pairs."""
        return self._file(
            "doppelte.html",
            lambda state, file: review_duplicates(likely_same(state), file, also_same=True),
        )

    def _file(
        self, name: str, write: Callable[[mg.Register, Path], object]
    ) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """One file that is made of one of two states of a register."""
        self.out = self.home / "out" / name
        self.out.parent.mkdir(exist_ok=True)
        states = [
            mg.Register().update(alike(title), as_of="2026-01-01") for title in ("alt", "neu")
        ]
        return (
            lambda: write(states[0], self.out),
            lambda: write(states[1], self.out),
            lambda: self._shown(self.out),
        )

    def _report(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """A whole study without a public variant over one that has one."""
        plan = self._study(public=True)
        old = mg.study.run(plan, progress=False)
        new = replace(old, title="neu")
        plans = {"alt": plan, "neu": self._study(public=False, name="neu")}

        def command(name: str, result: mg.Run) -> Callable[[], object]:
            def write() -> None:
                mg.study.run = lambda *_, **__: result  # type: ignore[assignment]
                if main(["report", str(plans[name])]):
                    raise SystemExit(2)

            return write

        return command("alt", old), command("neu", new), self._loaded

    def _geocode(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        self.out = self.home / "out" / "liste.xlsx"
        self.out.parent.mkdir(exist_ok=True)
        lists = [pd.DataFrame({"PLZ": [plz] * 60, "Ort": [name] * 60})
                 for plz, name in (("18055", "alt"), ("19053", "neu"))]  # fmt: skip
        placed = [geocode_list(one) for one in lists]
        return (
            lambda: placed[0].save(self.out),
            lambda: placed[1].save(self.out),
            lambda: pd.read_excel(self.out)["Ort"].unique().item(),
        )

    def _study(self, *, public: bool, name: str = "alt") -> Path:
        sites = "Name;PLZ;Ort\nLabor;18055;Rostock\nClub;18057;Rostock\n"
        (self.home / "angebote.csv").write_text(sites, encoding="utf-8")
        people = "PLZ;Ort\n" + "18055;Rostock\n" * 7 + "18057;Rostock\n" * 6
        (self.home / "kinder.csv").write_text(people, encoding="utf-8")
        file = self.home / f"{name}.toml"
        file.write_text(STUDY.format(title=name, public=str(public).lower()), encoding="utf-8")
        return file

    def _loaded(self) -> str:
        """The title of what a reader finds, if all of its tables are that run's."""
        run = mg.Run.load(self.out)
        marks = {table["mark"].unique().item() for table in run.tables.values() if "mark" in table}
        if not marks <= {run.title}:
            raise AssertionError(f"a mixture: {run.title} with tables of {marks}")
        return run.title


def hand_made(title: str, names: str) -> mg.Run:
    return mg.Run(
        name="x", title=title, as_of="2026-01-01",
        tables={f"t{one}": pd.DataFrame({"mark": [title] * 5000}) for one in names},
        parameters={}, inputs={}, vintages=(), attributions=(),
    )  # fmt: skip


def offers(title: str) -> pd.DataFrame:
    names = [f"{title} {number}" for number in range(300)]
    return pd.DataFrame({"id": names, "title": names, "provider": names, "email": None})


def alike(title: str) -> pd.DataFrame:
    """Places of which any two of a number may be one."""
    return pd.DataFrame({
        "id": [str(number) for number in range(40)],
        "name": [f"Werk {title} {number // 2}" for number in range(40)],
        "street": [f"Weg {9 * number}" for number in range(40)],
        "postcode": "07743", "place": "Jena",
    })  # fmt: skip


def registered(folder: Path) -> str:
    """Which state of a register a reader finds, if its tables are of one."""
    register = mg.Register.load(folder)
    last = "neu" if len(register.rounds) == 2 else "alt"
    titles = register.entries.loc[register.entries["status"].eq("current"), "title"]
    if set(titles.str.split().str[0]) != {last} or len(register.history) != 300 * (
        1 if last == "alt" else 3
    ):
        raise AssertionError(f"a mixture: {len(register.rounds)} rounds, {set(titles)}")
    return last
