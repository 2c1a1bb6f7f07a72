"""Words that several chapters use."""

from mintgeo.language import MODES, Language
from mintgeo.modes import MODES as KNOWN
from mintgeo.run import Run


def who(run: Run, say: Language) -> str:
    """Whom the study counts."""
    return say.who(run.parameters["people"]["who"])


def by_mode(mode: str, say: Language) -> str:
    """How people travel, as in "mit dem Fahrrad"."""
    return say(MODES[mode])


def said_of(sentences: tuple[str, str], mode: str, say: Language, **values: object) -> str:
    """Say one of two sentences: of people who go by themselves, or of those who are brought."""
    alone, brought = sentences
    text = brought if KNOWN[mode].brought else alone
    return say(text, mode=by_mode(mode, say), **values)


def vintage_lines(run: Run, say: Language) -> list[str]:
    """Say of when the ingredients are, one line per date."""
    by_vintage: dict[str, list[str]] = {}
    for what, when in run.vintages:
        by_vintage.setdefault(when, []).append(say(what))
    return [f"{', '.join(things)}: {say(when)}" for when, things in by_vintage.items()]


def notes(run: Run, say: Language) -> list[str]:
    """What stands below a figure."""
    return [
        say("Stand: {vintages}", vintages=" · ".join(vintage_lines(run, say))),
        say("Quellen: {sources}", sources=" · ".join(run.attributions)),
    ]
