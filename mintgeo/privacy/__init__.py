"""What may stand in a public output, and the proof that it tells of no single person.

See docs/decisions/0028-publication-model.md.
"""

from mintgeo.privacy.audit import Leak, audit, refuse_leaks
from mintgeo.privacy.counts import Choose, Participation, published_table
from mintgeo.privacy.infer import Published
from mintgeo.privacy.key import secret_key
from mintgeo.privacy.rule import LEAST, MOST_OFF, NEAR, SHOWN
from mintgeo.privacy.tables import PERSONAL_INPUTS, TOTAL, check_public, harmless, public_tables
from mintgeo.privacy.ways import told_way

__all__ = [
    "LEAST", "MOST_OFF", "NEAR", "PERSONAL_INPUTS", "SHOWN", "TOTAL", "Choose", "Leak",
    "Participation", "Published", "audit", "check_public", "harmless", "public_tables",
    "published_table", "refuse_leaks", "secret_key", "told_way",
]  # fmt: skip
