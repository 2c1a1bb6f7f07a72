"""What ``[schools]`` can say in a study file."""

from dataclasses import dataclass
from pathlib import Path

from mintgeo._errors import OptionError


@dataclass(frozen=True, kw_only=True)
class Schools:
    """Schools of the area, and who could come to those that reach nothing.

    Attributes
    ----------
    file, extract
        A list of schools, or an OpenStreetMap extract that holds them. One of both.
    minutes
        How far an offer may be, one way.
    partners
        A list of those who are willing to come to a school; without it those of the study's list
        that are no offers yet.
    party_minutes, most
        How far they come, and to how many schools at most.
    """

    file: Path | None = None
    extract: Path | None = None
    minutes: float = 30
    partners: Path | None = None
    party_minutes: float = 30
    most: int = 2

    def __post_init__(self) -> None:
        if (self.file is None) == (self.extract is None):
            raise OptionError("[schools] needs one of file and extract.")
        for name in ("minutes", "party_minutes", "most"):
            if not getattr(self, name) > 0:
                raise OptionError(
                    "[schools] {name} must be positive, not {n:g}.",
                    name=name, n=getattr(self, name),
                )  # fmt: skip
