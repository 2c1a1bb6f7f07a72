"""What stands on a page or in a text without having come from a message.

``pretend`` makes English of German in ⟦…⟧; then whatever is outside of such brackets, and is no
number, no sign and none of the words that are data, was never translated.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import pandas as pd
import pytest
from playwright.sync_api import Frame, Page

from mintgeo.language import _figures, _speech
from mintgeo.language._catalog import Messages
from mintgeo.modes import MODES
from tools.messages import DOMAINS, ROOT, read

UNITS: Final = ("km", "km²", "m", "min")
_SAID: Final = re.compile("⟦[^⟦⟧]*⟧")
_SHOWN: Final = ("title", "aria-label", "alt", "placeholder")


def pretend(patch: pytest.MonkeyPatch) -> None:
    """Let English be German in brackets until the test ends."""

    def said(lang: str) -> Messages:
        return _bracketed() if lang == "en" else {}

    for room in (_figures, _speech):
        patch.setattr(room, "messages", said)
    patch.setattr(_figures, "known_as", lambda lang, text: said(lang).get(text))


def untranslated(part: Page | Frame, data: Iterable[str] = ()) -> list[str]:
    """Texts, titles and labels of a page or frame, visible or not yet, that no message said."""
    texts, labels = part.evaluate(_TEXTS, list(_SHOWN))
    return leftovers("\n".join(texts), data) + leftovers("\n".join(labels), data)


def tips(part: Page | Frame) -> list[str]:
    """What the tooltips and popups of a map say, of all that lies on it now."""
    return [str(one) for one in part.evaluate(_TIPS)]


def leftovers(text: str, data: Iterable[str] = ()) -> list[str]:
    """Pieces of a text that are neither in brackets nor data, numbers or signs; one per line."""
    while (rest := _SAID.sub("", text)) != text:
        text = rest
    known = sorted({*UNITS, *filter(None, map(str.strip, data))}, key=len, reverse=True)
    found = []
    for line in filter(_speaks, text.splitlines()):
        left = line
        for word in known:
            left = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "", left) if word in left else left
        if _speaks(left):
            found.append(line.strip())
    return found


def cells(*tables: pd.DataFrame) -> set[str]:
    """Every text in some tables, whole, by line, and by word of a list: they are data."""
    texts: set[str] = set()
    for table in tables:
        for name in table.select_dtypes(["object", "str"]):
            texts |= {one for one in table[name].dropna() if isinstance(one, str)}
    return texts | {part for one in texts for part in re.split(r"\s*[;,\n]\s*", one)}


@cache
def _bracketed() -> Messages:
    made: Messages = {name: (f"⟦{name}⟧",) for name in MODES.phrases("en")}
    for domain in DOMAINS:
        for message in read(ROOT / "language" / "en" / f"{domain}.po", "en"):
            forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            made[forms[0]] = tuple(f"⟦{form}⟧" for form in forms)
    return made


def _speaks(text: str) -> bool:
    return "⟦" in text or "⟧" in text or any(letter.isalpha() for letter in text)


_WALK = """(top) => {
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!node.parentElement?.closest("script, style")) texts.push(node.data);
    }
    return texts;
}"""

_TEXTS = f"""(names) => {{
    const labels = names.flatMap((name) => [...document.querySelectorAll(`[${{name}}]`)]
        .map((one) => one.getAttribute(name)));
    return [[document.title, ...({_WALK})(document.body)], labels];
}}"""

_TIPS = f"""() => {{
    const found = new Set();
    window.mintgeo.map.eachLayer((layer) => {{
        const one = layer.getLayers ? layer.getLayers()[0] : layer;
        [layer.getTooltip(), layer.getPopup()].filter((tip) => tip && one).forEach((tip) => {{
            const said = tip.getContent();
            const texts = ({_WALK})(typeof said === "function" ? said(one) : said);
            found.add(texts.join("\\n"));
        }});
    }});
    return [...found];
}}"""
