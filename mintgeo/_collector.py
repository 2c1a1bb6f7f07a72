"""Python's collector of garbage at rest, while many small objects are made of which none is waste.

Every finding, every match is such an object, and the more of them there are, the more often the
collector looks at all objects of the process, which takes a tenth of a second with a gazetteer.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = 20_000
"""So many objects are made before the collector looks; by default 700 to 2,000, as Python is."""


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector rest inside of this block; what is made there must not be cycles."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector rest while modules are loaded, and then never look at them again.

    For a process of our own: modules are there until it ends.
    """
    with resting():
        yield
        if not gc.get_freeze_count():
            gc.freeze()


@contextmanager
def seldom() -> Iterator[None]:
    """Let the collector look ten times less often inside of this block.

    Pages and figures are made of many small objects that live for long, of which it finds hardly
    any to be waste.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SELDOM) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
