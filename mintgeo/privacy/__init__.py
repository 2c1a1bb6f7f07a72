"""What may stand in a public output, and the proof that it tells of no single person.

See docs/decisions/0028-publication-model.md.
"""

from mintgeo.privacy.audit import Leak, audit, refuse_leaks
from mintgeo.privacy.key import secret_key
from mintgeo.privacy.members import public_members
from mintgeo.privacy.rule import LEAST, MOST_OFF, NEAR, SHOWN
from mintgeo.privacy.tables import public_tables

__all__ = [
    "LEAST", "MOST_OFF", "NEAR", "SHOWN", "Leak", "audit", "public_members", "public_tables",
    "refuse_leaks", "secret_key",
]  # fmt: skip
