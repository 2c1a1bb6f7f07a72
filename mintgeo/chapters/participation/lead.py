"""What a report of participants alone begins with: where they come from, and a small map."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from mintgeo.analysis.participation import rate_base, rate_words
from mintgeo.cartography.sketch import sketch
from mintgeo.chapters.participation.focus import areas, focus, sources
from mintgeo.chapters.participation.missing import missing
from mintgeo.chapters.participation.tables import COUNTS, near
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.regions import KREISE
from mintgeo.chapters.rows import numbered
from mintgeo.language import N_, NN_, Language, bound
from mintgeo.run import Run

_HALF: Final = 0.5
_NAMED: Final = 3
_PALE: Final = {"nobody": "#e9edf0", "untold": "#e9edf0", "few": "#bcc5cd"}
"""Classes of ``turnout`` that are not white on white paper, without lines around areas."""
_FROM: Final = {
    "kreis": NN_(
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus einem Kreis: {names}",
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus {n} Kreisen: {names}",
    ),
    "gemeinde": NN_(
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus einer Gemeinde: {names}",
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus {n} Gemeinden: {names}",
    ),
    "district": NN_(
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus einem Teilgebiet: {names}",
        "Mehr als die Hälfte der {all} Teilnehmenden kommt aus {n} Teilgebieten: {names}",
    ),
}
_MOST: Final = {
    "kreis": NN_(
        "{all} Teilnehmende kommen aus einem Kreis: {names}",
        "{all} Teilnehmende kommen aus {n} Kreisen, die meisten aus {names}",
    ),
    "gemeinde": NN_(
        "{all} Teilnehmende kommen aus einer Gemeinde: {names}",
        "{all} Teilnehmende kommen aus {n} Gemeinden, die meisten aus {names}",
    ),
    "district": NN_(
        "{all} Teilnehmende kommen aus einem Teilgebiet: {names}",
        "{all} Teilnehmende kommen aus {n} Teilgebieten, die meisten aus {names}",
    ),
}
_ABOUT: Final = N_("Die meisten Teilnehmenden kommen aus {names}")


def message(run: Run, say: Language) -> str:
    """Say where most participants come from, in a study that has no offers to speak of."""
    level, rows = sources(run)
    if "sites" in run.tables or rows.empty:
        return ""
    named = [
        numbered(ags, name, say.number(number), say)
        for ags, name, number in zip(
            rows["ags"], rows["name"], rows["participants"].head(_NAMED), strict=False
        )
    ]
    if run.is_public:
        return say(_ABOUT, names=say.listed(named))
    total = int(run.of(COUNTS, level="kreis")["participants"].sum())
    number = rows["participants"].astype(float).cumsum()
    half = int((number <= _HALF * total).sum()) + 1
    if half <= min(_NAMED, len(rows)):
        return say.count(*_FROM[level], half, all=say.number(total), names=say.listed(named[:half]))
    all_of_them = say.number(number.iloc[-1])
    return say.count(*_MOST[level], len(rows), all=all_of_them, names=say.listed(named))


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """The message, for outputs that have no headline; and who is missing."""
    text = message(run, say)
    if text:
        yield Sentence(about=say("Herkunft"), text=f"{text}.", large=True)
    yield from missing(run, say)


def small_map(run: Run, say: Language) -> Markup | str:
    """Draw the areas in the classes of participation, where there are no offers to draw."""
    from mintgeo.figures.turnout import turnout

    found = areas(run)
    if "sites" in run.tables or found is None:
        return ""
    level, counts, shapes = found
    inside = focus(run) if level == "kreis" else shapes
    shapes = inside if inside is not None else run.of(KREISE)
    rows = counts.set_index("ags").reindex(shapes["ags"])
    told = near(run, counts) if level == "kreis" else counts
    classes = turnout(rows, per=rate_base(told))
    named = [(code, text, _PALE.get(code, colour)) for code, text, colour in classes.classes(say)]
    colours = {code: colour for code, _, colour in named}
    title = say("Teilnehmende je {people}", people=rate_words(told, say))
    return sketch(
        shapes, [colours[code] for code in classes.codes], title=bound(title),
        key=[(colour, bound(text)) for _, text, colour in named],
    )  # fmt: skip
