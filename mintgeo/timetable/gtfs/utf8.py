"""Files that should be in UTF-8, and are perhaps in what Windows writes."""

from typing import IO, Final

OTHER: Final = "cp1252"
_LONGEST: Final = 4
"""Bytes of a letter."""


class Utf8:
    """A file to be read once, as UTF-8; what is no UTF-8 is taken for Windows-1252 from there on.

    Attributes
    ----------
    odd
        Whether something was no UTF-8.
    """

    closed = False

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ready = self._rest = b""
        self.odd = False

    def read(self, n: int) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._ready:
            piece = self._file.read(n)
            if not piece and not self._rest:
                return b""
            self._ready = self._plain(self._rest + piece, last=not piece)
        out, self._ready = self._ready[:n], self._ready[n:]
        return out

    def readable(self) -> bool:
        """Yes."""
        return True

    def close(self) -> None:
        """Whoever opened the file closes it."""

    def _plain(self, piece: bytes, *, last: bool) -> bytes:
        self._rest = b""
        if piece.isascii():
            return piece
        if not self.odd:
            try:
                piece.decode("utf-8")
            except UnicodeDecodeError as error:
                begun = error.start > len(piece) - _LONGEST and "unexpected end" in error.reason
                if begun and not last:
                    self._rest = piece[error.start :]
                    return piece[: error.start]
                self.odd = True
            else:
                return piece
        return piece.decode(OTHER, errors="replace").encode("utf-8")
