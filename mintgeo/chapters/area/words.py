"""What the area of a study is called: alone, and as where something is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from mintgeo.language import N_, NN_, Language
from mintgeo.run import Run

_MOST: Final = 3
"""More regions than that are counted, not named."""
_KREIS: Final = re.compile(r"(?:^|[ -])Kreis\b|kreis\b|^Regionalverband\b")
"""Names that say themselves that it is a Kreis ("Vogtlandkreis", "Märkischer Kreis")."""
_REGION: Final = re.compile(r"^(?:Städter|R)egion\b")
_ADJECTIVE: Final = re.compile(r"er(?= Kreis\b)")
_SAARLAND: Final = "10"
_BEGINS: Final = ("in ", "im ", "an ", "am ", "auf ", "on ", "at ")
_IN: Final = {
    "land": N_("in {name}"),
    "saarland": N_("im {name}"),
    "landkreis": N_("im Landkreis {name}"),
    "kreis": N_("im Kreis {name}"),
    "own": N_("im {name}"),
    "region": N_("in der {name}"),
    "stadt": N_("in der Stadt {name}"),
    "gemeinde": N_("in {name}"),
}
"""Where something is, by the sort of a region."""
_CALLED: Final = {
    "landkreis": N_("Landkreis {name}"),
    "kreis": N_("Kreis {name}"),
    "stadt": N_("Stadt {name}"),
}
_SEVERAL: Final = {
    "landkreis": N_("in den Landkreisen {names}"),
    "kreis": N_("in den Kreisen {names}"),
    "stadt": N_("in den Städten {names}"),
}
_COUNTED: Final = {
    "land": NN_("in einem Land", "in den {n} Ländern dieser Studie"),
    "kreis": NN_("in einem Kreis", "in den {n} Kreisen dieser Studie"),
    "part": NN_("in einer Gemeinde", "in den {n} Gemeinden dieser Studie"),
}
Part = Mapping[str, str]


def in_area(run: Run, say: Language, *, first: bool = False) -> str:
    """Say where the study looks, as in "im Landkreis Uelzen"; ``first`` begins a sentence."""
    asked, about = run.parameters.get("area"), run.parameters.get("region")
    if asked:
        text = asked if asked.startswith(_BEGINS) else say("in {name}", name=say(asked))
    elif about is None or about["kind"] == "country":
        text = say("in {name}", name=say("Deutschland"))
    else:
        text = _within(about, say)
    return text[:1].upper() + text[1:] if first else text


def area_name(run: Run, say: Language) -> str:
    """Name the area of a study, as in "Landkreis Uelzen"."""
    asked, about = run.parameters.get("area"), run.parameters.get("region")
    if asked:
        return say("Gebiet") if asked.startswith(_BEGINS) else say(asked)
    if about is None or about["kind"] == "country":
        return say("Deutschland")
    parts: Sequence[Part] = about["parts"]
    if not about["whole"]:
        return say("{name} und Umgebung", name=parts[0]["name"])
    named = [_called(one, say) for one in parts]
    return say.listed(named) if len(named) <= _MOST else say("Gebiet")


def _within(about: Mapping[str, Any], say: Language) -> str:
    parts: Sequence[Part] = about["parts"]
    if not about["whole"]:
        return say("in {name} und Umgebung", name=parts[0]["name"])
    if len(parts) > _MOST:
        one, many = _COUNTED[about["kind"]]
        return say.count(one, many, len(parts))
    sorts = {_sort(one) for one in parts}
    together = _SEVERAL.get(next(iter(sorts))) if len(sorts) == 1 else None
    if together and len(parts) > 1:
        return say(together, names=say.listed([_bare(one) for one in parts]))
    return say.listed([_where(one, say) for one in parts])


def _where(part: Part, say: Language) -> str:
    sort, name = _sort(part), _bare(part)
    if sort == "own" and say.code == "de":
        name = _ADJECTIVE.sub("en", name)
    return say(_IN[sort], name=name)


def _called(part: Part, say: Language) -> str:
    text, name = _CALLED.get(_sort(part)), _bare(part)
    return say(text, name=name) if text else name


def _sort(part: Part) -> str:
    """What sort of region it is, as far as words go."""
    key, name, kind = part["ags"], part["name"], part["kind"]
    if len(key) == 2:  # noqa: PLR2004
        return "saarland" if key == _SAARLAND else "land"
    if _REGION.search(name):
        return "region"
    if len(key) == 5 and "tadt" not in kind:  # noqa: PLR2004
        return "own" if _KREIS.search(name) else "landkreis" if kind == "Landkreis" else "kreis"
    return "stadt" if "tadt" in kind else "gemeinde"


def _bare(part: Part) -> str:
    """The name without what only tells it apart from a namesake."""
    return re.sub(r" \((?:Stadt|Landkreis)\)$", "", part["name"])
