"""The page on which somebody decides of pairs that may be the same; it loads and sends nothing."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from mintgeo import _markup
from mintgeo._errors import OptionError
from mintgeo._outputs.single import written
from mintgeo.duplicates import Duplicates
from mintgeo.duplicates.decisions import COLUMNS, FILE_NAME, VERDICTS, signs
from mintgeo.language import N_, Language, language
from mintgeo.maps._needs import hashed
from mintgeo.pages.environment import environment
from mintgeo.register.changes import records
from mintgeo.register.words import text_of, title

_SHOWN: Final = (
    "title", "name", "provider", "street", "postcode", "place", "email", "phone", "url", "age_from",
    "age_to", "times", "date_from", "topics", "description",
)  # fmt: skip
_LEVELS: Final = {
    "title": N_("Titel"), "name": N_("Name"), "provider": N_("Anbieter"), "where": N_("Ort"),
    "contact": N_("Kontakt"), "age": N_("Alter"),
}  # fmt: skip
_WORDS: Final = {
    "equal": N_("gleich"), "kind": N_("gleich, aber allgemein"), "near": N_("fast gleich"),
    "part": N_("einer hat mehr Wörter"), "vague": N_("nur die Art gleich"), "mixed": N_("ähnlich"),
    "contrary": N_("ähnlich mit Unterschied"), "other": N_("anders"), "missing": N_("fehlt"),
    "house": N_("gleiches Haus"), "street": N_("gleiche Straße"), "town": N_("gleicher Ort"),
    "city": N_("gleiche Stadt, andere PLZ"), "moved": N_("anderes Haus im Ort"),
    "elsewhere": N_("anderer Ort"), "twice": N_("mehrfach gleich"), "direct": N_("gleich"),
    "domain": N_("gleiche Domain"), "different": N_("anders"), "same": N_("gleich"),
    "overlap": N_("überschneidet sich"), "disjoint": N_("verschieden"),
}  # fmt: skip
_AS_IT_IS: Final = _markup.template("{{ text }}")
MOST: Final = 500
"""Pairs on a page; the likeliest."""
_LONGEST: Final = 400


def review_duplicates(
    found: Duplicates,
    path: str | Path,
    *,
    also_same: bool = False,
    title: str = "",
    lang: str = "de",
    force: bool = False,
) -> Path:
    """Write a page on which pairs are decided: same, different, or unsure.

    It saves ``entscheidungen.csv``, which ``find_duplicates`` and ``Register.update`` take as
    ``decisions``. Only the user can read the page, for it names people.

    Parameters
    ----------
    found
        As of ``find_duplicates`` (or ``Register.found``).
    path
        The page, ``.html``.
    also_same
        Also show pairs that are taken for the same.
    title, lang
        Headline and language.
    force
        Overwrite a file that mintgeo did not write.

    Raises
    ------
    OutputError
        If the file is there and not mintgeo's.
    OptionError
        If mintgeo does not speak the language, or there are no duplicates to show.
    """
    goal = Path(path)
    say = language(lang)
    if not isinstance(found, Duplicates):
        raise OptionError(
            "Pairs come from find_duplicates, or from a register that update has just made; one "
            "that was loaded has none."
        )
    pairs = found.pairs if also_same else found.unsure
    with written(goal, private=True, force=force) as part:
        part.write_text(_page(found, pairs, title, say), encoding="utf-8", newline="\n")
    return goal


def _page(found: Duplicates, pairs: pd.DataFrame, title: str, say: Language) -> str:
    script = files("mintgeo.register").joinpath("templates/decide.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {hashed(script)}"
    return (
        environment(say, "mintgeo.register")
        .get_template("duplicates.html.j2")
        .render(
            lang=say.code,
            policy=policy,
            title=title or say("Doppelte Einträge"),
            message=_message(len(pairs), say),
            file=FILE_NAME,
            script=_markup.verbatim(script),
            header=_exact(json.dumps([say(one) for one in COLUMNS.values()], ensure_ascii=False)),
            done=say("{n} von {whole} entschieden", n="{n}", whole="{whole}"),
            pairs=_pairs(found, pairs.head(MOST), say),
            verdicts=[(code, say(word)) for code, word in VERDICTS.items()],
        )
    )


def _message(n: int, say: Language) -> str:
    if n > MOST:
        return say("{n} Paare sind vielleicht dasselbe; hier stehen die {most} wahrscheinlichsten",
                   n=say.number(n), most=say.number(MOST))  # fmt: skip
    return say.count("{n} Paar ist vielleicht dasselbe", "{n} Paare sind vielleicht dasselbe", n)


def _pairs(found: Duplicates, pairs: pd.DataFrame, say: Language) -> list[dict[str, Any]]:
    table = found.table
    ids = [str(one) for one in table["id"]]
    rows = dict(zip(ids, records(table.astype(object)), strict=True))
    marks = dict(zip(ids, signs(table), strict=True))
    out = []
    for number, pair in enumerate(records(pairs)):
        one, other = rows[pair["a"]], rows[pair["b"]]
        told = (text_of(name, one.get(name), say) for name in ("title", "name", "provider"))
        name = _cut(next(filter(None, told), pair["a"]))
        out.append({
            "number": f"p{number}", "a": pair["a"], "b": pair["b"], "name": name,
            "id_a": _exact(pair["a"]), "id_b": _exact(pair["b"]),
            "check_a": marks[pair["a"]], "check_b": marks[pair["b"]], "why": _why(pair, say),
            "rows": _fields(one, other, say),
        })  # fmt: skip
    return out


def _exact(text: str) -> Markup:
    """A text that a script reads, without the spaces and quotation marks of what people read."""
    return _markup.filled(_AS_IT_IS, text=text)


def _why(pair: dict[str, Any], say: Language) -> str:
    told = "; ".join(
        f"{say(_LEVELS[name])}: {say(_WORDS[pair[name]])}"
        for name in _LEVELS
        if pair.get(name, "missing") != "missing"
    )
    sure = say("Wahrscheinlichkeit {share}", share=say.percent(pair["probability"]))
    return f"{sure} – {told}" if told else sure


def _fields(one: dict[str, Any], other: dict[str, Any], say: Language) -> list[dict[str, Any]]:
    out = []
    for name in _SHOWN:
        left, right = (_cut(text_of(name, row.get(name), say)) for row in (one, other))
        if left or right:
            out.append({"field": title(name, say), "a": left or "–", "b": right or "–",
                        "differs": bool(left and right and left != right)})  # fmt: skip
    return out


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
