"""How a page is set: what a compositor would find on it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element

import tinyhtml5

from mintgeo.language import JOINER, NO_BREAK

_LOOSE: Final = re.compile(
    r"\d (?:%|min\b|km\b|m\b|h\b|Mio\.|Minuten?\b|minutes?\b)|\d (?:bis|to) \d|\d–\d"
)
_HYPHEN: Final = re.compile(r"(?<![\w\d.–-])-\d")
_FEW: Final = 3
_EMPTY: Final = {"–", "alle", "all", "alle Arten", "all kinds"}
_STRAIGHT: Final = re.compile(r'"')
_RESULT: Final = re.compile(
    rf"\d[\d.,]*(?:–{JOINER}?\d+)?(?:{NO_BREAK}(?:%|Mio\.|million)|%)|\d[.,]\d{{3}}"
)
_VERBS: Final = {
    "de": r"\b(?:erreichen|fehlt|brächten|hatten|nahmen|sind|sollte|wurde|regnet|kommen|wohnen)\b",
    "en": r"\b(?:reach|lacks?|help|travelled|took|are|should|became|rains|come|live)\b",
}


def page(text: str) -> Element:
    """The page without scripts, styles and the map."""
    tree: Element = tinyhtml5.parse(text, namespace_html_elements=False)
    for parent in tree.iter():
        for one in list(parent):
            if one.tag in {"script", "style", "iframe", "code", "head"}:
                one.clear()
    return tree


def said(element: Element) -> str:
    """All text of an element."""
    return "".join(element.itertext())


def texts(tree: Element) -> Iterator[str]:
    """What stands in the elements of a page."""
    return (text.strip("\n\t ") for text in tree.itertext() if text.strip())


def faults(text: str, lang: str) -> list[str]:
    """What is wrong with the setting of a report, in words."""
    tree = page(text)
    found = [f"may break: {one[0]!r}" for part in texts(tree) for one in _LOOSE.finditer(part)]
    found += [f"no minus: {part!r}" for part in texts(tree) if _HYPHEN.search(part)]
    found += [f"straight quotes: {part!r}" for part in texts(tree) if _STRAIGHT.search(part)]
    found += [*_captions(tree, lang), *_constant_columns(tree), *_doubles(tree)]
    return found


def _captions(tree: Element, lang: str) -> Iterator[str]:
    for table in tree.iter("table"):
        caption = "".join(said(part) for part in table.iter("caption"))
        if not re.search(_VERBS[lang], caption):
            yield f"a caption without a verb: {caption!r}"


def _constant_columns(tree: Element) -> Iterator[str]:
    """Columns that say the same words, or nothing, in every row."""
    for table in tree.iter("table"):
        rows = [[said(cell) for cell in row] for row in table.findall("./tbody/tr")]
        if len({len(row) for row in rows}) != 1 or len(rows) < _FEW:
            continue
        for column in zip(*rows, strict=True):
            if len({*column}) == 1 and column[0] in _EMPTY:
                yield f"a column of {column[0]!r}: {said(table).split()[:6]}"


def _doubles(tree: Element) -> Iterator[str]:
    """Results that the first page says twice; what is counted, and thresholds, may come again."""
    first = next(one for one in tree.iter("section") if one.find(".//h2[@id='points']") is not None)
    parts = [*tree.iter("h1"), *first.iter("b"), *first.iter("dd")]
    told = Counter(number for part in parts for number in {*_RESULT.findall(said(part))})
    for number, times in told.items():
        if times > 1 and not number.startswith("100"):
            yield f"{number!r} stands {times} times on the first page"


def layout_faults(document: Any) -> list[str]:
    """What is wrong with the pages of a PDF, as WeasyPrint has laid them out."""
    pages = [one._page_box for one in document.pages]
    return [
        *_split_tables(pages), *_torn_rows(pages), *_half_empty(pages), *_cut_off(pages),
        *_stranded(pages), *_led_away(pages), *_wide_lines(pages), *_crossed(pages),
    ]  # fmt: skip


def _boxes(box: Any, *kinds: str) -> Iterator[Any]:
    return (one for one in box.descendants() if type(one).__name__ in kinds)


def _split_tables(pages: list[Any]) -> Iterator[str]:
    places: dict[Any, set[int]] = {}
    for number, one in enumerate(pages, start=1):
        for table in _boxes(one, "TableBox"):
            places.setdefault(table.element, set()).add(number)
    for table, numbers in places.items():
        if len(numbers) > 1 and len(table.findall(".//tr")) < 30:
            yield f"a table stands on the pages {sorted(numbers)}"


def _torn_rows(pages: list[Any]) -> Iterator[str]:
    """Rows that begin on one page and end on another, and parts of tables without their head."""
    seen: dict[Any, int] = {}
    for number, one in enumerate(pages, start=1):
        for row in _boxes(one, "TableRowBox"):
            first = seen.setdefault(row.element, number)
            if first != number and row.element.findall("./td"):
                yield f"a row stands on the pages {first} and {number}"
        for table in _boxes(one, "TableBox"):
            if not any(part.is_header for part in table.children):
                yield f"page {number}: a table without its head"


def _lines(one: Any) -> list[Any]:
    """Lines and pictures of the text of a page, from top to bottom."""
    inside = [
        box for box in _boxes(one, "LineBox", "BlockReplacedBox", "InlineReplacedBox")
        if box.element_tag and one.content_box_y() <= box.position_y
        and box.position_y < one.content_box_y() + one.height
    ]  # fmt: skip
    return sorted(inside, key=lambda box: box.position_y + box.margin_height())


def _half_empty(pages: list[Any]) -> Iterator[str]:
    for number, one in enumerate(pages[:-1], start=1):
        low = max(box.position_y + box.height for box in _lines(one))
        filled = (low - one.content_box_y()) / one.height
        if filled < 0.5:
            yield f"page {number} is filled to {filled:.0%}"


def _cut_off(pages: list[Any]) -> Iterator[str]:
    for number, one in enumerate(pages, start=1):
        edge = one.content_box_x() + one.width + 1
        for box in _boxes(one, "TextBox"):
            right = box.position_x + box.width
            if right > edge and box.position_y < one.content_box_y() + one.height:
                yield f"page {number}: {box.text!r} ends {right - edge:.0f} px beyond the edge"


def _stranded(pages: list[Any]) -> Iterator[str]:
    for number, one in enumerate(pages[:-1], start=1):
        lines = [box for box in _boxes(one, "LineBox") if box.position_y > one.content_box_y() - 1
                 and box.position_y < one.content_box_y() + one.height]  # fmt: skip
        last = max(lines, key=lambda box: box.position_y)
        if last.element_tag in {"h1", "h2", "h3", "summary", "caption"}:
            yield f"page {number} ends with a heading"


def _led_away(pages: list[Any]) -> Iterator[str]:
    """Pages that end with the words which lead to a figure or table, where that comes next."""
    for number, (one, then) in enumerate(pairwise(pages), start=1):
        last, first = _flow(one)[-1:], _flow(then)[:1]
        tags = [box.element_tag for box in (*last, *first)]
        if tags in (["p", "figure"], ["p", "div"]):
            yield f"page {number} ends with what leads to the next one: {_words(last[0])!r}"


def _flow(one: Any) -> list[Any]:
    """Paragraphs, figures and tables of a page, as they come."""
    inside = [
        box for box in _boxes(one, "BlockBox")
        if box.element_tag in {"p", "ul", "ol", "figure"} or _is_table(box)
    ]  # fmt: skip
    return sorted(inside, key=lambda box: (box.position_y, box.position_y + box.height))


def _is_table(box: Any) -> bool:
    return box.element is not None and "wide" in box.element.get("class", "")


def _words(box: Any) -> str:
    return "".join(part.text for part in _boxes(box, "TextBox"))[:40]


def _crossed(pages: list[Any]) -> Iterator[str]:
    """Lines of a list that run through a picture beside it, which has no ground of its own."""
    for number, one in enumerate(pages, start=1):
        boxes = [*_boxes(one, "BlockBox")]
        for floating in boxes:
            if floating.style["float"] == "none" or floating.style["background_color"].alpha:
                continue
            high, low = floating.position_y, floating.position_y + floating.margin_height()
            for box in boxes:
                line = box.position_y + box.margin_height()
                wide = box.position_x + box.margin_width() > floating.position_x
                if box.border_bottom_width and wide and high < line < low and box is not floating:
                    yield f"page {number}: a line runs through the {floating.element_tag}"


def _wide_lines(pages: list[Any]) -> Iterator[str]:
    """Lines of running text with more than 95 letters: about 75 are good to read."""
    for number, one in enumerate(pages, start=1):
        for line in _boxes(one, "LineBox"):
            text = "".join(box.text for box in _boxes(line, "TextBox"))
            if line.element_tag == "p" and _runs(line) and len(text) > 100:
                yield f"page {number}: {len(text)} letters in a line: {text!r}"


def _runs(line: Any) -> bool:
    """Whether a line is of running text, and neither small print nor the list of all partners."""
    element = line.element
    if element is None or element.get("class") in {"vintage", "hint", "note"}:
        return False
    return float(line.style["font_size"]) > 12.5
