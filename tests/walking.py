"""Every public verb of the package, found by walking its names."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import mintgeo as mg


def verbs() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Names and callables: functions, classes, and what classes offer themselves."""
    for name in mg.__all__:
        one = getattr(mg, name)
        if inspect.ismodule(one):
            yield from ((f"{name}.{n}", o) for n, o in _of_module(one))
        elif inspect.isclass(one):
            yield from ((f"{name}.{n}" if n else name, o) for n, o in _of_class(one))
        else:
            yield name, one


def _of_module(module: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in getattr(module, "__all__", ()):
        one = getattr(module, name)
        if inspect.isclass(one):
            yield from ((f"{name}.{n}" if n else name, o) for n, o in _of_class(one))
        elif inspect.isroutine(one):
            yield name, one


def _of_class(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    if not issubclass(kind, Exception | dict):
        yield "", kind
        for name, one in inspect.getmembers(kind, callable):
            if not name.startswith("_") and str(getattr(one, "__module__", "")).startswith(
                "mintgeo"
            ):
                yield name, one
