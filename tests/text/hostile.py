"""Texts of strangers (``hostile.json``), and lists and a study that hold them in every field."""

import csv
import json
from pathlib import Path
from typing import Final

from mintgeo._text import printable

CORPUS: Final = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))
TEXTS: Final = [str(entry["text"]) for entry in CORPUS]
HALVES: Final = "halb \ud83d Buchstabe \udcff"
"""What no list in a file holds, but a title given in Python, or the name of a file."""
_SITES: Final = (
    "id", "name", "category", "topics", "provider", "street", "postcode", "place", "state", "url",
    "source", "age_min", "capacity",
)  # fmt: skip
_PEOPLE: Final = ("id", "street", "postcode", "place", "state", "count")
STRANGE: Final = "<script>window.ran=1</script>{{ 7*7 }}=1+1"
"""A header and its column that no schema knows."""


def shown(text: str) -> str:
    """A text as HTML and XML hand it on: printable, its lines ended in one way."""
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")


def flat(text: str) -> str:
    """A text without blanks, for outputs that break lines where they like."""
    return "".join(shown(text).split())


def sites_csv(path: Path) -> Path:
    """Sites near Neubrandenburg: every text in every field of a row of its own."""
    return _write(path, _SITES)


def people_csv(path: Path) -> Path:
    """Participants, likewise."""
    return _write(path, _PEOPLE)


def _write(path: Path, fields: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        lines.writerow([*fields, "lat", "lon", STRANGE])
        for number, text in enumerate(TEXTS):
            at = (53.45 + number % 12 / 50, 12.8 + number // 12 / 40)
            lines.writerow([*[text] * len(fields), *map(str, at), text])
    return path


def study(folder: Path) -> Path:
    """A study file whose every text is all texts, on lists with names of their own."""
    sites = sites_csv(folder / "Angebote; {{ 7*7 }} $x$ <b>.csv")
    people = people_csv(folder / "Teil!nehmende [% 1 %] 'a' .csv")
    every = toml(" ¦ ".join(TEXTS))
    path = folder / "studie.toml"
    path.write_text(
        f"""[study]
name = {toml("{{ 7*7 }} <b> ) /ID [")}
title = {every}
as_of = 2026-11-24
[inputs]
sites = {toml(sites.name)}
participants = {toml(people.name)}
[coverage]
within = "13071"
area = {every}
[router]
modes = ["car"]
[meeting]
name = {every}
date = 2026-05-01
lat = 53.55
lon = 13.26
[outputs]
folder = "out; {{{{ 1 }}}} !"
for_print = true
""",
        encoding="utf-8",
    )
    return path


def toml(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
