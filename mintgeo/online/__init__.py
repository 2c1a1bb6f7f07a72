"""Servers of the caller's choice: asked slowly, once, and not about people without consent."""

from mintgeo.online.consent import Consent, withheld
from mintgeo.online.servers import Online

__all__ = ["Consent", "Online", "withheld"]
