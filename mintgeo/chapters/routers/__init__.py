"""Which routers a study file can ask for; one of your own is added by ``ROUTERS.register``."""

from mintgeo.chapters.routers.kind import (
    Box,
    Ground,
    NoOptions,
    RouterKind,
    Routers,
    RouterWords,
    files_of,
)
from mintgeo.chapters.routers.known import ROUTERS

__all__ = [
    "ROUTERS", "Box", "Ground", "NoOptions", "RouterKind", "RouterWords", "Routers", "files_of",
]  # fmt: skip
