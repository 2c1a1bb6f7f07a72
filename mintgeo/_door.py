"""The one door for files of others: what is opened at all, and what a parser's errors become."""

import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from mintgeo._errors import InputError, MintgeoError, reason
from mintgeo._formats import PACKED, TEXT, format_of, refuse_foreign
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase

_ENCRYPTED: Final = 0x1


def check_file(
    path: str | Path, *, most: int, do: str = Phrase("take a smaller one"), hint: str = ""
) -> Path:
    """Return the path of a regular file that is there, readable, not empty and not too large.

    Pipes, devices and folders are refused before they are opened: they may never end.

    Raises
    ------
    InputError
        If it is none of these; ``hint`` says what is wanted where no file is.
    """
    file = Path(path)
    name = file.name or str(file)
    try:
        about = file.stat()
        if stat.S_ISREG(about.st_mode):
            file.open("rb").close()
    except FileNotFoundError as error:
        where = file.parent.name or "."
        raise InputError(
            "There is no file '{name}' in '{where}'{hint}.", name=name, where=where, hint=hint
        ) from error
    except (OSError, ValueError) as error:
        raise InputError("'{name}' can't be read: {why}.", name=name, why=reason(error)) from error
    if stat.S_ISDIR(about.st_mode):
        raise InputError("'{name}' is a folder; name a file in it.", name=name)
    if not stat.S_ISREG(about.st_mode):
        raise InputError("'{name}' is a device or pipe, not a file.", name=name)
    if not about.st_size:
        raise InputError("'{name}' is empty (0 bytes).", name=name)
    refuse_more(about.st_size, most, file=name, of=Phrase("bytes"), do=do)
    return file


@contextmanager
def reading(file: str, what: str) -> Iterator[None]:
    """Turn whatever a foreign parser raises into one of our errors, and keep its warnings in.

    Parsers of damaged files raise what they please, hence every exception; our own pass. For plain
    ``with`` only, never around a ``yield`` of a generator.

    Parameters
    ----------
    file
        What to call the file.
    what
        What it should have been: "Excel workbook".

    Raises
    ------
    InputError
        In place of any other exception.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except MintgeoError:
        raise
    except OSError as error:
        raise InputError("'{file}' can't be read: {why}.", file=file, why=reason(error)) from error
    except Exception as error:
        said = f"{type(error).__name__}: {reason(error)}"
        raise InputError(
            "'{file}' is damaged, cut off or no {what} ({said}).", file=file, what=what, said=said
        ) from error


@contextmanager
def open_archive(file: Path, *, what: str = Phrase("ZIP archive")) -> Iterator[ZipFile]:
    """Open a ZIP, or what is one inside, to read its members by name; nothing is ever unpacked.

    Python's zipfile gives no more of a member than its directory declares, so declared sizes bound
    what can come.

    Raises
    ------
    InputError
        If it is none, needs a password, or holds too many files.
    """
    kind = format_of(file)
    if kind not in (TEXT, PACKED):
        refuse_foreign(file, kind)
    with reading(file.name, what), ZipFile(file) as archive:
        members = archive.infolist()
        refuse_more(len(members), LIMITS.members, file=file.name, of=Phrase("files inside"))
        if any(one.flag_bits & _ENCRYPTED for one in members):
            raise InputError("'{file}' has a password: save it without one.", file=file.name)
        yield archive
