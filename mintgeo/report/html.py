"""The report as one HTML page: it renders a Run and computes nothing but order and wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from mintgeo._kinds import declared
from mintgeo._markup import verbatim
from mintgeo.chapters import Section, registered
from mintgeo.chapters.streets import is_local
from mintgeo.chapters.words import vintage_lines, who
from mintgeo.language import MODES, PEOPLE, Language, language
from mintgeo.maps._page import POLICY, framed
from mintgeo.report.environment import environment
from mintgeo.report.points import caveats, findings, message, next_steps, omissions
from mintgeo.report.shared import Maker, plainly
from mintgeo.report.spoken import spoken
from mintgeo.report.themes import study_map
from mintgeo.run import Run

_TOP_ON_PAPER: Final = 40
_MAP_HEIGHT: Final = 720


@dataclass(frozen=True, kw_only=True)
class _Rendered:
    """A section as it stands in the page."""

    anchor: str
    title: str
    body: Markup


@dataclass(frozen=True, kw_only=True, eq=False)
class Told:
    """What a page says of a run, gathered once for the screen and for paper.

    Attributes
    ----------
    lang
        ``de`` or ``en``.
    common
        What all templates have.
    whole
        What the page has besides its sections.
    sections
        Of all chapters, in their order.
    """

    lang: str
    common: Mapping[str, Any]
    whole: Mapping[str, Any]
    sections: Sequence[Section]


def told(run: Run, *, lang: str = "de", made: Maker = plainly) -> Told:
    """Gather what a page says of a run; ``made`` lets chapters make their parts.

    Raises
    ------
    OptionError
        If mintgeo does not speak the language.
    """
    run, say, chapters = spoken(run, lang), language(lang), registered()
    common = {
        "run": run, "lang": lang, "public": run.is_public, "local": is_local(run),
        "who": who(run, say), "modes": MODES, "minutes": run.parameters["minutes"],
        "all_people": PEOPLE, "omissions": omissions(run, lang=lang),
    }  # fmt: skip
    whole = {
        "policy": POLICY,
        "day": say("Berechnet am {day}", day=say.day(run.as_of)),
        "personal": _is_personal(run),
        "vintages": vintage_lines(run, say),
        "head": [text for chapter in chapters for text in chapter.head(run, say)],
        "headlines": [one for chapter in chapters for one in chapter.headlines(run, say)],
        "message": message(run, lang=lang),
        "points": findings(run, lang=lang),
        "steps": next_steps(run, lang=lang),
        "sketch": _sketch(run, say, made),
        "caveats": [text for text in caveats(run, lang=lang) if text not in common["omissions"]],
    }
    sections = [one for chapter in chapters for one in made(chapter.sections, run, say)]
    return Told(lang=lang, common=common, whole=whole, sections=sections)


def render(
    run: Run | Told,
    *,
    map_html: str | None = None,
    still: Mapping[str, str] | None = None,
    head: str = "",
    lang: str = "de",
) -> str:
    """Render the report of a run as one page that loads nothing.

    Parameters
    ----------
    run
        The result of a study, or what has been gathered of it (``told``), in its language.
    map_html
        Its map, if it has been drawn already.
    still
        For paper: HTML of figures by the anchor of their section; that of ``map`` stands in place
        of the map. Long tables are cut then, and say so.
    head
        What the page needs besides in its head.
    lang
        ``de`` or ``en``; names, and words of the lists' own, stay as they are.

    Raises
    ------
    OptionError
        If mintgeo does not speak the language.
    """
    about = run if isinstance(run, Told) else told(run, lang=lang)
    say, figures = language(about.lang), {k: verbatim(text) for k, text in (still or {}).items()}
    templates = environment(say)
    common = {**about.common, "most": None if still is None else _TOP_ON_PAPER}
    if still is None:
        common["frame"] = framed(
            map_html if map_html is not None
            else study_map(about.common["run"], lang=about.lang).html(),
            title=say("Karte der Erreichbarkeit"), height=_MAP_HEIGHT,
        )  # fmt: skip

    def rendered(section: Section) -> _Rendered:
        body = templates.get_template(section.template).render(
            **common, still=figures.get(section.anchor, ""), **section.values
        )
        return _Rendered(anchor=section.anchor, title=section.title, body=verbatim(body))

    shown = [
        rendered(one)
        for one in about.sections
        if still is None or one.anchor != "map" or one.anchor in figures
    ]
    return templates.get_template("report.html.j2").render(
        **common, **about.whole, page_head=head, sections=shown
    )


def _sketch(run: Run, say: Language, made: Maker) -> Markup:
    """The small map of the first chapter that draws one."""
    drawn = (made(chapter.sketch, run, say) for chapter in registered())
    return verbatim(next(filter(None, drawn), ""))


def _is_personal(run: Run) -> bool:
    """Whether the run holds rows of single people."""
    kinds = declared()
    return any(
        len(table) and name in kinds and kinds[name].privacy == "personal"
        for name, table in run.tables.items()
    )
