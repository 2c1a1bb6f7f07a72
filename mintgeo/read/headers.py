"""German and English headers → the names of the schema."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo._schema import Table
from mintgeo.read.folding import plain
from mintgeo.read.meaning import LIKELY, OWN, SECOND, names, understood
from mintgeo.read.words import INSTEAD, WORDS

_MOST: Final = 30
_LONGEST: Final = 40
"""Letters of a header that are compared and shown; how many headers are."""
_NUMBERED: Final = re.compile(r"[0-9]+$")
_BARE: Final = frozenset({"nr", "nummer", "no", "number", "nr2"})
"""Headers that number something: rows, or the houses of the street beside them."""
_PLACED: Final = {
    "name": frozenset({"name"}),
    "place": frozenset({"place", "postcode", "district", "latlon", "lat"}),
}
"""What a list needs, and what does instead of it."""


class AbsentColumnError(InputError):
    """A list has no column that the caller names.

    Attributes
    ----------
    headers
        Those that it lacks.
    """

    def __init__(self, text: str, /, *, headers: tuple[str, ...], **values: object) -> None:
        super().__init__(text, **values)
        self.headers = headers


def rename(
    cells: pd.DataFrame, table: Table, *, columns: Mapping[str, str] | None, file: str
) -> pd.DataFrame:
    """Give the columns their names in the schema; others keep their own.

    An empty column gives way to a filled one of the same meaning.

    Raises
    ------
    InputError
        If ``columns`` names a header or a schema column that there is not, or two headers mean the
        same column.
    """
    known = names(table)
    meant = {header: _meant(name, table) for header, name in (columns or {}).items()}
    chosen = _chosen(meant, cells.columns, known, file)
    taken = frozenset(chosen.values())
    read = {header: understood(header, table, without=taken) for header in cells.columns}
    read |= {header: (name, OWN + 1) for header, name in chosen.items()}
    means: dict[str, str | None] = {header: name for header, (name, _) in read.items()}
    parts = [header for header, name in means.items() if name == "count_part"]
    means |= dict.fromkeys(parts, None)
    _house_number(cells, means, chosen)
    _stand_in(means, chosen, known)
    sure = {header: sure for header, (_, sure) in read.items()}
    for headers in _doubles(means).values():
        for header in _weaker(cells, headers, sure):
            means[header] = None
    cells = _united(cells, means)
    _refuse_doubles(_doubles(means), file)
    out = cells.rename(columns={header: name for header, name in means.items() if name})
    parts = [header for header in parts if cells[header].notna().any()]
    out.attrs["parts"] = parts if len(parts) > 1 and "count" not in means.values() else []
    return out


def _united(cells: pd.DataFrame, means: dict[str, str | None]) -> pd.DataFrame:
    """The cells, columns of one meaning that are never filled in one row put together.

    So are lists that were put together of files with different headers.
    """
    for headers in _doubles(means).values():
        filled = cells[headers].notna()
        if (filled.sum(axis=1) <= 1).all():
            first, *others = headers
            cells = cells.assign(**{first: cells[headers].bfill(axis=1).iloc[:, 0]})
            cells = cells.assign(**dict.fromkeys(others, None)).astype(dict.fromkeys(others, "str"))
            means.update(dict.fromkeys(others, None))
    return cells


def _weaker(cells: pd.DataFrame, headers: list[str], sure: Mapping[str, int]) -> set[str]:
    """Headers that give way to another of the same meaning: empty ones, and those less sure."""
    filled = [header for header in headers if cells[header].notna().any()] or headers[:1]
    best = max(sure[header] for header in filled)
    kept = [header for header in filled if sure[header] == best]
    return set(headers) - set(kept[:1] if best == LIKELY or _lines_of_one(kept) else kept)


def _lines_of_one(headers: list[str]) -> bool:
    """Whether headers are numbered lines of one thing, such as "Adresse 1" and "Adresse 2"."""
    repeated = any(SECOND.search(header) for header in headers)
    return not repeated and len({_NUMBERED.sub("", plain(header)) for header in headers}) == 1


def _house_number(
    cells: pd.DataFrame, means: dict[str, str | None], chosen: Mapping[str, str]
) -> None:
    """Let a "Nr." beside a street without numbers be the house number."""
    headers = [header for header in cells.columns if header != "_row"]
    streets = [at for at, header in enumerate(headers) if means[header] == "street"]
    if len(streets) != 1 or "house_number" in means.values():
        return
    beside = headers[streets[0] + 1 : streets[0] + 2]
    street = cells[headers[streets[0]]].dropna()
    numbered = int(street.str.contains(r"\d").sum())
    for header in beside:
        bare = means[header] == "id" and plain(SECOND.sub("", header)) in _BARE
        if bare and header not in chosen and 2 * numbered < len(street):
            means[header] = "house_number"


def _stand_in(
    means: dict[str, str | None], chosen: Mapping[str, str], known: frozenset[str]
) -> None:
    """Let the provider be the name, or "Standort" the place, where nothing else is.

    A header does if what it meant so far has another header, or is a thing that no list must have.
    """
    for name, words in INSTEAD.items():
        if name not in known or _PLACED[name] & {one for one in means.values() if one}:
            continue
        for header, now in means.items():
            spared = now != "name" or [*means.values()].count("name") > 1
            if plain(SECOND.sub("", header)) in words and spared and header not in chosen:
                means[header] = name
                break


def suggestions(headers: Iterable[str], wanted: Iterable[str]) -> str:
    """Headers that nearly say what is wanted: "'Wohnot' perhaps place"."""
    return phrases(
        Phrase("'{header}' perhaps {name}", header=header[:_LONGEST], name=name)
        for header, name in near_headers(headers, wanted).items()
    )


def near_headers(headers: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """Headers that nearly say what is wanted, and what: "Wohnot" the place."""
    words = {alias: name for name in wanted for alias in WORDS.get(name, "").split()}
    near = {
        header: get_close_matches(plain(header[:_LONGEST]), words, n=1, cutoff=0.75)
        for header in list(headers)[:_MOST]
    }
    return {header: words[found[0]] for header, found in near.items() if found}


def listed(headers: Iterable[str]) -> str:
    """Headers for a message: the first of them, shortened.

    Where no header was found they may be anybody's cells, so addresses of e-mail are not shown.
    """
    names = [str(name) for name in headers if name != "_row"]
    shown = [name[:1] + "…" if "@" in name else name[:_LONGEST] for name in names[:_MOST]]
    if len(names) <= _MOST:
        return ", ".join(shown)
    return Phrase("{names} and {more} more", names=", ".join(shown), more=len(names) - _MOST)


def _chosen(
    given: dict[str, str], found: Iterable[str], known: frozenset[str], file: str
) -> dict[str, str]:
    headers = [header for header in found if header != "_row"]
    absent = [header for header in given if header not in headers]
    if absent:
        short = [header[:_LONGEST] for header in headers[:_MOST]]
        raise AbsentColumnError(
            "{file} has no column {absent}, which is named in columns; found: {found}.",
            file=file, absent=phrases(_near(one, short) for one in absent), found=listed(headers),
            headers=tuple(absent),
        )  # fmt: skip
    wrong = [name for name in given.values() if name not in known]
    if wrong:
        raise InputError(
            "columns may name {known}, not {wrong}.",
            known=", ".join(sorted(known)), wrong=phrases(_near(one, known) for one in wrong),
        )  # fmt: skip
    return given


def _meant(name: str, table: Table) -> str:
    """A name of the schema, also where somebody says it in German: "PLZ" is postcode."""
    return name if name in names(table) else understood(name, table)[0] or name


def _near(text: str, known: Iterable[str]) -> Phrase:
    """A word that is not known, and the one that may have been meant."""
    short = text[:_LONGEST]
    near = get_close_matches(short.casefold(), {one.casefold(): one for one in known}, n=1)
    same = next((one for one in known if near and one.casefold() == near[0]), None)
    if same is None:
        return Phrase("'{text}'", text=short)
    return Phrase("'{text}' (perhaps '{near}'?)", text=short, near=same)


def _doubles(means: dict[str, str | None]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for header, name in means.items():
        if name:
            by_name.setdefault(name, []).append(header)
    return {name: headers for name, headers in by_name.items() if len(headers) > 1}


def _refuse_doubles(doubles: dict[str, list[str]], file: str) -> None:
    if doubles:
        said = phrases(
            (
                Phrase(
                    "{headers} all mean '{name}'",
                    headers=", ".join(map(repr, same[:_MOST])),
                    name=name,
                )
                for name, same in doubles.items()
            ),
            "; ",
        )
        first = next(iter(doubles))
        raise InputError(
            "{file} has several columns for the same thing: {said}. Say which one counts with "
            "columns={{'{header}': '{first}'}}.",
            file=file,
            said=said,
            header=doubles[first][0],
            first=first,
        )
