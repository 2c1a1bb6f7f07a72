"""Ways to travel: the one list of them, which a router of another way adds its own to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mintgeo._errors import OptionError

GERMAN: Final = "de"


@dataclass(frozen=True, kw_only=True)
class Mode:
    """One way to travel.

    Attributes
    ----------
    key
        What stands in the column ``mode``, and in names of tables and files: small letters, digits
        and underscores.
    names
        How people travel, by language, as it stands in a sentence: ``{"de": "mit dem Fahrrad",
        "en": "by bike"}``. German is needed; a language without a name says the German one.
    curve
        A mode that ``Airline`` knows, whose fitted speeds say about how far one gets in a time:
        what points are too coarse for, and what it costs if an offer is farther away than it seems.
        A router may know better (its ``curve``).
    short
        Names for headings, by language: ``{"de": "Fahrrad", "en": "bike"}``; else those above.
    brought
        Whether others take people there: then it is said "wenn sie mit dem Auto gebracht werden".
    order
        Where it stands among the others, the smallest first.
    """

    key: str
    names: Mapping[str, str]
    curve: str
    short: Mapping[str, str] = field(default_factory=dict)
    brought: bool = False
    order: float = 100

    def __post_init__(self) -> None:
        plain = self.key.isascii() and self.key.isidentifier() and self.key == self.key.lower()
        if not plain:
            raise OptionError(
                "The key of a mode is of small letters, digits and underscores, not {key!r}.",
                key=self.key,
            )
        if not self.names.get(GERMAN):
            raise OptionError(
                "The mode {key} needs its German name: names={{'de': ...}}.", key=self.key
            )

    @property
    def heading(self) -> str:
        """Its short name in German, or the other one; said through a ``Language``."""
        return self.short.get(GERMAN) or self.names[GERMAN]


class Modes(Mapping[str, Mode]):
    """All modes by key, in their order; what is registered is known everywhere at once."""

    def __init__(self, *modes: Mode) -> None:
        self._known = {mode.key: mode for mode in modes}

    def register(self, mode: Mode) -> None:
        """Add a mode, for good; the same one may come again.

        Raises
        ------
        OptionError
            If another mode has its key, or its German name.
        """
        for other in self._known.values():
            same = mode.key == other.key or mode.names[GERMAN] == other.names[GERMAN]
            if same and mode != other:
                raise OptionError(
                    "There is a mode {key} ({names}) already; a mode of one's own needs a key and "
                    "a German name of its own, not {key2} ({names2}).",
                    key=other.key,
                    names=other.names[GERMAN],
                    key2=mode.key,
                    names2=mode.names[GERMAN],
                )
        self._known[mode.key] = mode

    def first(self, keys: Iterable[str] = ()) -> str:
        """Which of some modes comes first; the first of all without any."""
        some = {*keys}
        return next(key for key in self if key in some or not some)

    def phrases(self, lang: str) -> dict[str, str]:
        """What the German names are in another language, where they have a name in it."""
        if lang == GERMAN:
            return {}
        every = (one for mode in self._known.values() for one in (mode.names, mode.short))
        return {names[GERMAN]: names[lang] for names in every if GERMAN in names and lang in names}

    def __getitem__(self, key: str) -> Mode:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._known, key=lambda key: (self._known[key].order, key)))

    def __len__(self) -> int:
        return len(self._known)


MODES: Final = Modes(
    Mode(
        key="car",
        names={"de": "mit dem Auto gebracht", "en": "driven"},
        short={"de": "Auto", "en": "car"},
        brought=True,
        curve="car",
        order=1,
    ),
    Mode(
        key="transit",
        names={"de": "mit Bus und Bahn", "en": "by bus and train"},
        short={"de": "Bus und Bahn", "en": "bus and train"},
        curve="bike",
        order=1.5,
    ),
    Mode(
        key="bike",
        names={"de": "mit dem Fahrrad", "en": "by bike"},
        short={"de": "Fahrrad", "en": "bike"},
        curve="bike",
        order=2,
    ),
    Mode(key="foot", names={"de": "zu Fuß", "en": "on foot"}, curve="foot", order=3),
)
"""Ways to travel; ``car`` means brought by car."""

BY_CAR: Final = "car"
ON_FOOT: Final = "foot"
"""What a van drives by, and how a trail is walked, unless somebody says otherwise."""


def check_mode(mode: str, among: Collection[str] = MODES) -> str:
    """Return ``mode`` if it is one of those, by default of all that are registered."""
    if mode not in MODES or mode not in among:
        known = ", ".join(one for one in MODES if one in among)
        raise OptionError("mode must be one of {known}, not {mode!r}.", known=known, mode=mode)
    return mode
