"""The main results as sentences that can be quoted; they claim no more than the spans allow."""

from mintgeo.chapters import Sentence, registered
from mintgeo.language import language
from mintgeo.run import Run


def key_points(run: Run, *, lang: str = "de") -> list[Sentence]:
    """Say the main results, most of the first mode and the longest threshold.

    Returns
    -------
    list of Sentence
        Of every chapter, in their order; nothing of what the run does not know. What the shares do
        not hold for, stands in ``caveats``; what to do next in ``next_steps``.
    """
    say = language(lang)
    return [point for chapter in registered() for point in chapter.points(run, say)]


def findings(run: Run, *, lang: str = "de") -> list[Sentence]:
    """Say the main results besides those that stand in large letters: no number twice."""
    say = language(lang)
    return [
        point for chapter in registered() for point in chapter.points(run, say) if not point.large
    ]


def next_steps(run: Run, *, lang: str = "de") -> list[Sentence]:
    """Say what to do next, as follows from what was found."""
    say = language(lang)
    return [step for chapter in registered() for step in chapter.steps(run, say)]


def message(run: Run, *, lang: str = "de") -> str:
    """Say in one sentence what the study found; nothing if no chapter has a message."""
    say = language(lang)
    return next(filter(None, (chapter.message(run, say) for chapter in registered())), "")


def caveats(run: Run, *, lang: str = "de") -> list[str]:
    """Say what every share must be read with, the gravest first, and what is left out."""
    say = language(lang)
    said = [text for chapter in registered() for text in chapter.caveats(run, say)]
    return said + omissions(run, lang=lang)


def omissions(run: Run, *, lang: str = "de") -> list[str]:
    """Say what is left out, and why."""
    say = language(lang)
    return [text for chapter in registered() for text in chapter.omissions(run, say)]
