"""The user's secret key, by which counts are perturbed before they are published."""

import hashlib
import os
import secrets
import warnings
from functools import lru_cache
from pathlib import Path
from time import sleep
from typing import Final

from platformdirs import user_config_path

from mintgeo._errors import PrivacyError, reason
from mintgeo._phrase import Phrase

VARIABLE: Final = "MINTGEO_PRIVACY_KEY"
"""A text of at least 16 characters in place of the file."""
_FILE: Final = "privacy.key"
_SHORTEST: Final = 16
_BYTES: Final = 32
_TRIES: Final = 50
_PAUSE_S: Final = 0.02


def secret_key() -> bytes:
    """Return the key of this user; make one if there is none.

    It is a file of random bytes that only the user may read, in the folder of settings of the user,
    or the text of ``MINTGEO_PRIVACY_KEY``. With the same key the same counts are published alike;
    whoever knows it can undo the perturbation, so it is kept like a password. Where no file can be
    written, a key is drawn for this process only, with a warning.

    Raises
    ------
    PrivacyError
        If the text is so short that it could be guessed, or the file is no key.
    """
    text = os.environ.get(VARIABLE)
    if text is not None:
        if len(text) < _SHORTEST:
            raise PrivacyError(
                "{variable} has {n} characters; a key needs at least {shortest}, so that nobody "
                "can guess it.",
                variable=VARIABLE,
                n=len(text),
                shortest=_SHORTEST,
            )
        return _stretched(text)
    try:
        return _kept(user_config_path("mintgeo", appauthor=False, roaming=True) / _FILE)
    except (OSError, RuntimeError) as error:
        warnings.warn(
            Phrase(
                "No key can be kept ({why}): the numbers of participants would be perturbed anew "
                "in every run. Set {variable} to keep them.",
                why=reason(error),
                variable=VARIABLE,
            ),
            stacklevel=2,
        )
        return _of_this_process()


@lru_cache(maxsize=4)
def _stretched(text: str) -> bytes:
    """A key from a text, slow to compute, so that texts can't be tried one after the other."""
    secret = text.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=b"mintgeo", n=2**14, r=8, p=1, dklen=_BYTES)


def _kept(file: Path) -> bytes:
    """Read the key; the first of several processes makes it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(file)
    key = secrets.token_bytes(_BYTES)
    with os.fdopen(handle, "wb") as out:
        out.write(key)
    return key


def _read(file: Path) -> bytes:
    for _ in range(_TRIES):
        key = file.read_bytes()
        if len(key) == _BYTES:
            return key
        sleep(_PAUSE_S)  # another process is just writing it
    raise PrivacyError(
        "'{file}' is no key of mintgeo ({n} bytes, not {bytes}). Delete it, and numbers of "
        "participants are perturbed by a new one from then on.",
        file=file,
        n=len(key),
        bytes=_BYTES,
    )


_drawn: list[bytes] = []


def _of_this_process() -> bytes:
    if not _drawn:
        _drawn.append(secrets.token_bytes(_BYTES))
    return _drawn[0]
