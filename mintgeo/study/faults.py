"""What is wrong with a study, all of it in one message, each with its line where it has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from mintgeo._errors import InputError, MintgeoError, reason
from mintgeo._phrase import Phrase, phrases
from mintgeo.study.lines import Lines

Options = TypeVar("Options")
_MOST: Final = 20
"""How many faults a message lists."""
_SHOWN: Final = 60


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that is wrong.

    Attributes
    ----------
    at
        The section and the key where it stands; empty if it stands nowhere.
    text
        What is wrong: a part of a sentence, or an error, which is a whole one.
    key
        The key that is at fault, if one is.
    missing
        Whether it is something that is not there.
    """

    at: tuple[str, ...] = ()
    text: str | MintgeoError
    key: str = ""
    missing: bool = False


def refusal(file: str, faults: Iterable[Fault], lines: Lines) -> InputError:
    """One error that says everything that is wrong, in the order of the file."""
    placed = [(lines.line(one.at), one) for one in faults]
    placed.sort(key=lambda pair: (isinstance(pair[1].text, MintgeoError), pair[0] or 0))
    shown = [_said(line, one) for line, one in placed[:_MOST]]
    more = [Phrase("and {n} more", n=len(placed) - _MOST)] if len(placed) > _MOST else []
    parts = [text for text, whole in shown if not whole] + more
    whole = [text for text, whole in shown if whole]
    if not whole:
        said = Phrase("{faults}.", faults=phrases(parts, "; "))
    elif not parts:
        said = phrases(whole, " ")
    else:
        first = Phrase("{faults}.", faults=phrases(parts, "; "))
        said = phrases([first, *whole], " ")
    if lines.unread:
        return InputError("{file} is not a TOML file: {error}", file=file, error=said)
    return InputError("{file}: {error}", file=file, error=said)


def _said(line: int | None, fault: Fault) -> tuple[str, bool]:
    """A fault in words, and whether that is a whole sentence."""
    whole = isinstance(fault.text, MintgeoError)
    if line is None:
        return reason(fault.text) if isinstance(fault.text, MintgeoError) else fault.text, whole
    if whole:
        return Phrase("Line {line}: {error}", line=line, error=fault.text), True
    return Phrase("line {line}: {fault}", line=line, fault=fault.text), False


def unread(lines: Lines) -> list[Fault]:
    """Statements of a study file that are no TOML."""
    found = [
        Phrase("line {line}, '{text}'", line=number, text=text[:_SHOWN])
        for number, text in lines.unread[:_MOST]
    ]
    if not found:
        return []
    return [Fault(text=Phrase(
        "what can't be read: {lines} (every line is name = value, each name once; texts stand in "
        "quotes, and a backslash in them is written twice)",
        lines=phrases(found, "; "),
    ))]  # fmt: skip


def built(
    kind: type[Options], given: dict[str, Any], needed: set[str], name: str, *, less: bool = False
) -> tuple[Options | None, list[Fault]]:
    """The options of a section, and every fault that they find with it.

    Options refuse themselves at their first fault. So what is at fault is left out, and they are
    asked again; where leaving something out does not help, they are None. What they miss once
    something was left out, here or before (``less``), is no fault of its own.
    """
    rest, faults = dict(given), list[Fault]()
    while True:
        try:
            return kind(**rest), faults
        except MintgeoError as error:
            key = _culprit(kind, rest, needed, error)
            if key or not (faults or less):
                faults.append(Fault(at=(name, key or ""), text=error, key=key or ""))
            if key is None:
                return None, faults
            del rest[key]


def _culprit(
    kind: type, given: dict[str, Any], needed: set[str], error: MintgeoError
) -> str | None:
    """The key without which there is no fault, or else the first without which there is another.

    What is left out may itself be missed, so that another fault does not clear the rest.
    """
    found: str | None = None
    for key in given:
        if key in needed:
            continue
        try:
            kind(**{name: value for name, value in given.items() if name != key})
        except MintgeoError as other:
            if str(other) != str(error):
                found = found or key
            continue
        return key
    return found
