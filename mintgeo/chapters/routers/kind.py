"""What a kind of router is: how a study names it, builds it, and speaks of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from reprlib import repr as short
from typing import Any, Final, Generic, TypeVar, get_type_hints

from mintgeo._errors import OptionError
from mintgeo._phrase import Phrase
from mintgeo.germany.within import Area
from mintgeo.language import N_, Language, set_further
from mintgeo.travel.protocol import Router

Own = TypeVar("Own")
Box = tuple[float, float, float, float]
_FILE: Final = (Path, Path | None)
COMMON: Final = frozenset({"kind", "modes", "max_min"})
"""What ``[router]`` says of every kind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What a kind that goes beside another one may know of a study.

    Attributes
    ----------
    router
        Makes a router of the study's own kind in some mode; None if it can't do it.
    area
        Where the study looks; None for everywhere.
    """

    router: Callable[[str], Router | None]
    area: Area | None = None


@dataclass(frozen=True, kw_only=True)
class NoOptions:
    """A kind of router that asks nothing more."""


def _not_alone(_: Any, mode: str) -> Router:
    raise OptionError("The router for {mode} goes beside another one only.", mode=mode)


@dataclass(frozen=True, kw_only=True, eq=False)
class RouterKind(Generic[Own]):
    """A kind of router that a study file can ask for: ``[router] kind = "…"``.

    One that goes ``beside`` others is asked for by its modes, in ``[router] modes`` of any kind,
    and its options stand in a section of its own, named by its key.

    Attributes
    ----------
    key
        What the study file says: small letters, digits and underscores.
    make
        Builds the router of a mode from its options.
    prepare
        Gets ready what the routers of several modes share; called before the first is made.
    beside
        Builds it beside another one, in place of ``make``.
    modes
        The modes that it can do, in the order of a study that names none.
    options
        What else ``[router]`` can say: a frozen dataclass. A field of type ``Path`` is a file
        beside the study file; it is an input of the run under the name of the field.
    local
        Whether it knows one small map, which is then drawn with its streets rather than all Kreise,
        and told by Gemeinden. From elsewhere people come to a meeting by the airline.
    box
        West, south, east and north (degrees) of where people can be counted; everywhere without.
    vintages
        Of when its data are: pairs of what and when, in German or a name.
    open_inputs
        Names of its files that tell nothing of people.
    title
        What ways are computed with, in German, as in "Luftlinie mit Umweg".
    caveat, brief
        What times must be read with, in a sentence, and the same for a page of tables; ``{title}``
        stands for the title.
    limits
        Sentences of what its times do not know.
    method
        Source of a template that tells how ways were computed, a ``<li>``; kinds of the package
        have a file for it (``chapters/templates/router_….html.j2``), others can do without.
    messages
        Language → German text → translation, unless the message files of the package have it.
    """

    key: str
    modes: Collection[str]
    title: str
    make: Callable[[Own, str], Router] = _not_alone
    prepare: Callable[[Own, Collection[str]], None] = lambda *_: None
    beside: Callable[[Own, str, Ground], Router] | None = None
    options: type[Own] = NoOptions  # type: ignore[assignment]
    local: bool = False
    box: Callable[[Own], Box] | None = None
    vintages: Callable[[Own], Iterable[tuple[str, str]]] = lambda _: ()
    open_inputs: frozenset[str] = frozenset()
    caveat: str = N_("Zeiten sind gerechnet, nicht gemessen ({title}).")
    brief: str = N_("Zeiten sind gerechnet ({title}); Spannen enthalten ihren Fehler.")
    limits: tuple[str, ...] = ()
    method: str = ""
    messages: Mapping[str, Mapping[str, str | tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = self.key.isascii() and self.key.isidentifier() and self.key == self.key.lower()
        if not plain:
            raise OptionError(
                "The kind of a router is of small letters, digits and underscores, not {key!r}.",
                key=self.key,
            )
        if not is_dataclass(self.options):
            raise OptionError("The options of the router {key} must be a dataclass.", key=self.key)
        own = {one.name for one in fields(self.options)}
        if self.beside is None and (taken := sorted(COMMON & own)):
            raise OptionError(
                "[router] says {taken} of every kind, not of {key}.",
                taken=", ".join(taken),
                key=self.key,
            )

    def said(self, say: Language) -> "RouterWords":
        """What is said of it, in a language."""
        title = say(self.title)
        return RouterWords(
            key=self.key,
            title=title,
            caveat=say(self.caveat, title=title),
            brief=say(self.brief, title=title),
            limits=tuple(map(say, self.limits)),
        )


@dataclass(frozen=True, kw_only=True)
class RouterWords:
    """What is said of a kind of router, as of its attributes, in one language."""

    key: str
    title: str
    caveat: str
    brief: str
    limits: tuple[str, ...]

    def beside(self, others: Iterable["RouterWords"]) -> "RouterWords":
        """The same with what is said of others that go beside it."""
        every = [self, *others]
        return replace(
            self, caveat=" ".join(one.caveat for one in every),
            brief=" ".join(one.brief for one in every),
            limits=tuple(limit for one in every for limit in one.limits),
        )  # fmt: skip


def files_of(options: type) -> list[str]:
    """Names of the options that are files."""
    hints = get_type_hints(options)
    return [one.name for one in fields(options) if hints[one.name] in (*_FILE, list[Path])]


class Routers(Mapping[str, RouterKind[Any]]):
    """All kinds of routers by key; what is registered can stand in a study file at once."""

    def __init__(self, *kinds: RouterKind[Any]) -> None:
        self._known = {kind.key: kind for kind in kinds}

    def register(self, kind: RouterKind[Any]) -> None:
        """Add a kind, for good; the same one may come again.

        Raises
        ------
        OptionError
            If another kind has its key.
        """
        if self._known.get(kind.key, kind) is not kind:
            raise OptionError(
                "There is a router {key} already; call yours otherwise.", key=kind.key
            )
        self._set({**self._known, kind.key: kind})

    @contextmanager
    def with_kinds(self, *kinds: RouterKind[Any]) -> Iterator[None]:
        """Add kinds until the end of a ``with`` block."""
        before = dict(self._known)
        try:
            for kind in kinds:
                self.register(kind)
            yield
        finally:
            self._set(before)

    def _set(self, known: dict[str, RouterKind[Any]]) -> None:
        self._known = known
        set_further("routers", (kind.messages for kind in known.values()))

    def named(self, key: str) -> RouterKind[Any]:
        """Return the kind that a study file names.

        Raises
        ------
        OptionError
            If there is none.
        """
        if not self.alone(key):
            raise OptionError("{faults}.", faults=self.without(key))
        return self[key]

    def alone(self, key: str) -> bool:
        """Whether there is such a kind that goes without another one."""
        return key in self and self[key].beside is None

    def beside(self, mode: str = "") -> list[RouterKind[Any]]:
        """The kinds that go beside others, or those of them that can do a mode."""
        some = (kind for kind in self.values() if kind.beside is not None)
        return [kind for kind in some if not mode or mode in kind.modes]

    def without(self, key: str) -> Phrase:
        """Say that there is no such kind, and which there are."""
        *others, last = (repr(one) for one in self if self[one].beside is None)
        return Phrase(
            "[router] kind must be {others} or {last}, not {key}",
            others=", ".join(others), last=last, key=short(key),
        )  # fmt: skip

    def __getitem__(self, key: str) -> RouterKind[Any]:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
