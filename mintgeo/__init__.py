"""mintgeo: who can reach a MINT (STEM) learning place in Germany, from address lists to a report.

The public verbs stand in the stub beside this file and load what they need when they are first
used; importing the package does no work and opens no connection.
"""

from importlib.metadata import version as _version
from typing import Any

import lazy_loader as _lazy

_attribute, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    return _version("mintgeo") if name == "__version__" else _attribute(name)
