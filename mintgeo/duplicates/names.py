"""How alike two names are: what they share, and what each has that the other has not."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from mintgeo.duplicates.words import KINDS, NEUTRAL, OPPOSITES, WHAT

_SHORTEST, _SHORT, _LONG = 3, 4, 9
_SHARE: Final = 0.55
_SHARED: Final = 0.66
_COMPOUND: Final = 7
_SOUNDS: Final = {"c": "k", "v": "f", "y": "i", "j": "i"}
Words = Sequence[str]


def compare_names(one: Words, other: Words, places: Collection[str]) -> str:
    """The level of a comparison of two names.

    Words are joined one to one: equal ones first, then compounds ("Naturkundemuseum": "Museum für
    Naturkunde"), then short forms and slips of one or two letters. What is left over decides.

    Parameters
    ----------
    one, other
        As of ``words_of``.
    places
        Words of the places of both rows, which tell nothing in a name.

    Returns
    -------
    str
        ``equal``, ``kind`` (equal, but only in what many share), ``near``, ``part`` (one has words
        more), ``vague`` (one has words more, and they share but a kind), ``mixed`` (much shared,
        both have words more), ``contrary`` (alike but for words that tell them apart), ``other``,
        or ``missing``.

    Examples
    --------
    >>> from mintgeo.duplicates.words import words_of
    >>> def level(a, b): return compare_names(words_of(a), words_of(b), ("jena",))
    >>> level("Museum für Naturkunde", "Naturkundemuseum Jena"), level("Löten I", "Löten II")
    ('kind', 'contrary')
    """
    if not one or not other:
        return "missing"
    left, right, exact = _apart(one, other)
    left, right, near = _joined(left, right)
    shared = [word for word in (*exact, *near) if word not in NEUTRAL]
    telling = [word for word in shared if _tells(word, places)]
    left, right = _what_tells(left, places), _what_tells(right, places)
    if not left and not right:
        return _whole(shared, telling, near)
    if all(word in places for word in shared):
        return "contrary" if _other_kinds(left, right) else "other"
    if not left or not right:
        more = left or right
        told = any(word.isdigit() for word in more)
        return "contrary" if told else "part" if telling else "vague"
    weight = sum(map(len, shared)) / max(1, sum(map(len, shared)) + max(_size(left), _size(right)))
    if weight >= _SHARED and telling and not _set_apart(left, right):
        return "mixed"
    return "contrary"


def _whole(shared: list[str], telling: list[str], near: list[str]) -> str:
    if not shared:
        return "vague"
    if not telling:
        return "kind"
    return "near" if near else "equal"


def _other_kinds(left: Words, right: Words) -> bool:
    """Whether both say what they are, and it is not the same."""
    one, other = ([word for word in words if word.endswith(WHAT)] for words in (left, right))
    pairs = [(a, b) for a in one for b in other]
    return bool(pairs) and not any(a.endswith(b) or b.endswith(a) for a, b in pairs)


def _size(words: Words) -> int:
    return sum(map(len, words))


def _tells(word: str, places: Collection[str]) -> bool:
    return word not in KINDS and word not in places and not word.isdigit()


def _what_tells(words: Words, places: Collection[str]) -> list[str]:
    return [word for word in words if word not in NEUTRAL and word not in places]


def _set_apart(left: Words, right: Words) -> bool:
    """Whether one word stands for another ("Nord", "Süd"), or numbers and kinds are left over."""
    return len(left) == len(right) == 1 or any(
        word.isdigit() or word in KINDS for word in (*left, *right)
    )


def _apart(one: Words, other: Words) -> tuple[list[str], list[str], list[str]]:
    right, left, both = list(other), [], []
    for word in one:
        if word in right:
            right.remove(word)
            both.append(word)
        else:
            left.append(word)
    return left, right, both


def _joined(left: list[str], right: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Take away what means the same on both sides in another spelling."""
    near: list[str] = []
    for mine, others in ((left, right), (right, left)):
        for word in list(mine):
            pair = _parts(word, others)
            if pair:
                mine.remove(word)
                others[:] = [one for one in others if one not in pair]
                near.append(word)
    for word in list(left):
        found = next((one for one in right if alike(word, one)), None)
        if found is not None:
            left.remove(word)
            right.remove(found)
            near.append(max(word, found, key=len))
    return left, right, near


def _parts(word: str, others: Words) -> tuple[str, str] | None:
    """Two words of the other name that a compound is made of."""
    if len(word) < _COMPOUND:
        return None
    for first in others:
        rest = word.removeprefix(first)
        if len(first) >= _SHORTEST and rest != word:
            ends = rest, rest.removeprefix("s")
            last = next(
                (one for one in others if one != first and any(alike(end, one) for end in ends)),
                None,
            )
            if last is not None:
                return first, last
    return None


def _begins(word: str) -> str:
    return next((one for one in OPPOSITES if word.startswith(one)), "")


def _sound(word: str) -> str:
    """The first letter, the same one for those that are written either way."""
    return "f" if word.startswith("ph") else _SOUNDS.get(word[0], word[0])


@lru_cache(maxsize=1_000_000)
def alike(one: str, other: str) -> bool:
    """Whether two words are the same but for a slip, or one is a short form of the other.

    Slips leave the first sound: "Astronomie" is no "Gastronomie", "organisch" not "anorganisch";
    "Karl" is a "Carl".
    """
    short, long = sorted((one, other), key=len)
    if one == other or short.isdigit() or long.isdigit() or len(short) < _SHORTEST:
        return one == other
    if KINDS.issuperset((one, other)) or _begins(one) != _begins(other):
        return False
    if long.startswith(short) and len(short) >= max(_SHORT, _SHARE * len(long)):
        return True
    if _sound(one) != _sound(other) and one[:2] != other[1::-1]:
        return False
    slips = OSA.distance(one, other, score_cutoff=2)
    return len(short) >= _SHORT and slips <= (2 if len(short) >= _LONG else 1)
