"""The one door to matplotlib: a figure with its words, the same bytes every time."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from textwrap import TextWrapper
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mintgeo._cache import write_atomically
from mintgeo._errors import OptionError
from mintgeo._markup import filled, template, verbatim
from mintgeo._text import printable
from mintgeo.cartography.sources import all_sources, told_sources
from mintgeo.language import N_, Language

TITLE: Final = N_("Erreichbarkeit von MINT-Angeboten")
INK: Final = "#1b2733"
SOFT: Final = "#51606e"
DPI: Final = 300
_PACKING: Final = 3
"""Level of zlib: half the time of the usual one, for a file that is 4 % larger."""
CM: Final = 1 / 2.54
_STYLE: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "hatch.linewidth": 0.5,
    "hatch.color": "#8a949d",
    "path.simplify": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "mintgeo",
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "xtick.color": SOFT,
    "ytick.color": INK,
}
"""The fonts come with matplotlib, so a figure looks the same on every machine; $ is a dollar."""


_SVG: Final = template("""\
{{ start }} role="img">
<title>{{ title }}</title>
<desc>{{ alt }}</desc>
{{ rest }}""")
_LINES: Final = {"title": 4, "subtitle": 6, "note": 8}
"""So many lines are drawn at most; what is longer stands in full in title and description."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """A figure for print.

    Attributes
    ----------
    figure
        As matplotlib has it.
    title, subtitle
        Its headline, and what is shown; both stand in the figure too.
    body
        Where the drawing itself begins and ends below headline and above sources: from the top, in
        parts of the height.
    alt
        What it shows, in words, for those who do not see it.
    """

    figure: Figure
    title: str
    subtitle: str
    body: tuple[float, float]
    alt: str

    def png(self, *, dpi: int = DPI) -> bytes:
        """Return the figure as PNG, title and alternative text in its metadata."""
        about = PngInfo()
        about.add_itxt("Title", printable(self.title))
        about.add_itxt("Description", printable(self.alt))
        target = BytesIO()
        self._pixels(dpi).save(
            target, format="png", dpi=(dpi, dpi), pnginfo=about, compress_level=_PACKING
        )
        return target.getvalue()

    def svg(self) -> str:
        """Return the figure as SVG, its letters as outlines, named and described for readers."""
        target = StringIO()
        with styled():
            self.figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
        text = printable(target.getvalue())
        end = text.index(">", text.index("<svg"))
        start, rest = verbatim(text[:end]), verbatim(text[end + 1 :].lstrip())
        return str(filled(_SVG, start=start, title=self.title, alt=self.alt, rest=rest))

    def save(self, path: str | Path) -> Path:
        """Write ``.png`` (300 dpi) or ``.svg``; the file is whole or not there.

        Raises
        ------
        OptionError
            For another ending.
        """
        goal = Path(path)
        if goal.suffix not in {".png", ".svg"}:
            raise OptionError(
                "A figure can be written as .png or .svg, not as '{suffix}'.", suffix=goal.suffix
            )
        content = self.png() if goal.suffix == ".png" else self.svg().encode("utf-8")
        with write_atomically(goal) as part:
            part.write_bytes(content)
        return goal

    def _repr_png_(self) -> bytes:
        return self.png(dpi=110)

    def _pixels(self, dpi: int) -> Image.Image:
        """Red, green and blue, as they are drawn."""
        before = self.figure.dpi
        self.figure.dpi = dpi
        try:
            canvas: Any = FigureCanvasAgg(self.figure)
            with styled():
                canvas.draw()
            drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
            return drawn.convert("RGB")
        finally:
            self.figure.dpi = before


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the style of mintgeo, and leave matplotlib's own settings as they were.

    A letter that the font lacks is drawn as a box, and nobody is warned of it.
    """
    with rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph .* missing from font", UserWarning)
        yield


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """A figure with headline and foot; all lengths are centimetres."""

    figure: Figure
    title: str
    subtitle: str
    width: float
    height: float
    floor: float
    """Where the body begins, above the foot."""
    body: float
    """How high the body is."""

    def box(
        self, left: float, bottom: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        """A place in the body, as matplotlib wants it: in parts of the figure."""
        up = self.floor + bottom
        return left / self.width, up / self.height, width / self.width, height / self.height

    def picture(self, alt: str) -> Picture:
        """What has been drawn, with its words."""
        top = self.height - self.floor - self.body
        return Picture(
            figure=self.figure,
            title=self.title,
            subtitle=self.subtitle,
            body=(top / self.height, (top + self.body) / self.height),
            alt=alt,
        )


def sourced(notes: Sequence[str], say: Language, *tables: Any) -> list[str]:
    """Notes, and the sources that the tables name and no note does."""
    named = [line for line in all_sources() if any(line in note for note in notes)]
    wanted = told_sources(say, *tables, named=named)
    lines = [one for one in wanted if not any(one in note for note in notes)]
    found = [say("Quellen: {sources}", sources=" · ".join(lines))] if lines else []
    return [*notes, *found]


def wrapped(text: str, width: int, *, lines: int, indent: str = "") -> list[str]:
    """The text in lines of so many letters, with a sign where there would be more lines."""
    wrapper = TextWrapper(width, max_lines=lines, placeholder=" …", subsequent_indent=indent)
    return wrapper.wrap(printable(text))


def sheet(
    *, title: str, subtitle: str, notes: Sequence[str], body: float, width: float = 17.0
) -> Sheet:
    """Make a figure with its headline above the body, vintages and sources below it.

    Parameters
    ----------
    title, subtitle, notes
        Lines that are wrapped to the width.
    body, width
        Height of the body and width of the figure, in centimetres.
    """
    heads = wrapped(title, int(width * 3.8), lines=_LINES["title"])
    subs = wrapped(subtitle, int(width * 6.2), lines=_LINES["subtitle"])
    feet = [
        line for note in notes for line in wrapped(note, int(width * 9.2), lines=_LINES["note"])
    ]
    floor = 0.4 + 0.27 * len(feet) + 0.2
    height = floor + body + 0.3 + 0.42 * len(subs) + 0.56 * len(heads) + 0.35
    figure = Figure(figsize=(width * CM, height * CM))
    top = height - 0.35
    for line in heads:
        figure.text(0.4 / width, top / height, line, va="top", fontsize=10, weight="bold")
        top -= 0.56
    for line in subs:
        figure.text(0.4 / width, top / height, line, va="top", fontsize=8)
        top -= 0.42
    for place, line in enumerate(reversed(feet)):
        up = (0.3 + 0.27 * place) / height
        figure.text(0.4 / width, up, line, va="bottom", fontsize=5.2, color=SOFT)
    return Sheet(
        figure=figure, title=title, subtitle=subtitle, width=width, height=height, floor=floor,
        body=body,
    )  # fmt: skip
