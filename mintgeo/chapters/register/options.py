"""What ``[register]`` can say in a study file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Registers:
    """A register as ``mintgeo register update`` keeps it, and an older state of it.

    Attributes
    ----------
    folder
        The register; of it a study reads only what may be published.
    former
        The state that news are told since, if they are.
    """

    folder: Path
    former: Path | None = None
