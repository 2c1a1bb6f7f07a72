"""The section ``[router]``, whose options depend on the kind of router that it names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mintgeo._errors import MintgeoError
from mintgeo._phrase import Phrase
from mintgeo.chapters.basics import RouterOptions
from mintgeo.chapters.plan import beside
from mintgeo.chapters.routers import ROUTERS, RouterKind, files_of
from mintgeo.study.faults import Fault, built
from mintgeo.study.values import hints, key_faults, required

_NAME: Final = "router"
_WHERE: Final = f"[{_NAME}]"


def routing(given: Any, file: Path) -> tuple[RouterOptions, Any, list[Fault]]:
    """What ``[router]`` says of every kind of router, the options of its own kind, and its faults.

    Where something is wrong, the options are those of a section that does not say it.
    """
    if not isinstance(given, dict):
        text = Phrase("{where} must be a section", where=_WHERE)
        return RouterOptions(), None, [Fault(at=(_NAME,), text=text)]
    common, key = hints(RouterOptions), given.get("kind", RouterOptions.kind)
    if not isinstance(key, str) or not ROUTERS.alone(key):
        own = {name: value for name, value in given.items() if name in common and name != "kind"}
        wrong = ROUTERS.without(key) if isinstance(key, str) else Phrase(
            "{where} {name} = {value} should be {wanted}",
            where=_WHERE, name="kind", value=repr(key)[:20], wanted=Phrase("text in quotes"),
        )  # fmt: skip
        options, _, faults = _of_kind(ROUTERS[RouterOptions.kind], own, file)
        return options, None, [Fault(at=(_NAME, "kind"), text=wrong), *faults]
    return _of_kind(ROUTERS[key], given, file)


def _of_kind(
    kind: RouterKind[Any], given: Mapping[str, Any], file: Path
) -> tuple[RouterOptions, Any, list[Fault]]:
    common, own = hints(RouterOptions), hints(kind.options)
    alone = [one for one in ROUTERS.values() if one.beside is None]
    owners = {name: one.key for one in alone for name in hints(one.options)}
    strange = [name for name in given if name in owners and name not in own]
    known = {name: value for name, value in given.items() if name not in strange}
    needed = required(kind.options)
    faults = [
        *(
            Fault(at=(_NAME, name), key=name, text=Phrase(
                "{where} {name} belongs to kind = '{owner}', not '{kind}'",
                where=_WHERE, name=name, owner=owners[name], kind=kind.key,
            ))
            for name in strange
        ),
        *key_faults(known, {**common, **own}, needed=needed, name=_NAME),
    ]  # fmt: skip
    bad = {one.key for one in faults}
    right = {name: value for name, value in known.items() if name not in bad}
    asked = {name: value for name, value in right.items() if name in common}
    options, more = built(RouterOptions, {"modes": list(kind.modes), **asked}, set(), _NAME)
    way, of_way = None, list[Fault]()
    if not needed & bad:
        try:
            mine = {name: value for name, value in right.items() if name in own}
            rest = with_files(mine, kind.options, file)
            way, of_way = built(kind.options, rest, needed, _NAME)
        except MintgeoError as error:
            of_way = [Fault(at=(_NAME,), text=error)]
    told = options if options is not None and way is not None else RouterOptions()
    return told, way, [*faults, *more, *of_way]


def with_files(given: dict[str, Any], options: type, file: Path) -> dict[str, Any]:
    """Options as a file says them, with paths beside it where they are files."""
    files = files_of(options)
    return {name: _path(file, one) if name in files else one for name, one in given.items()}


def _path(file: Path, named: Any) -> Any:
    return [beside(file, one) for one in named] if isinstance(named, list) else beside(file, named)
