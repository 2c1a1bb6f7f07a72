"""Bring the message files up to date: ``make messages``, then translate what is empty in them.

One file per part of the package (its domain). A message is what stands in ``say("…")``,
``say.count("…", "…", n)`` or ``N_("…")`` of Python, templates and scripts (a language itself says
``self("…")``). A script says several things with ``sayCount``. Nothing is said inside of a template
literal or an f-string: Babel does not look there, or under some Pythons only. Messages that the
code has no more are taken away.

Errors are English in the code, as are the phrases in them: ``de/errors.po`` has their German. Every
other message is German in the code, and ``en/*.po`` have its English.
"""

import ast
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parents[1] / "mintgeo"
DOMAINS: Final = (
    "language", "findings", "analysis", "cartography", "maps", "figures", "pages", "survey",
    "duplicates", "register", "chapters", "report", "study", "cli",
)  # fmt: skip
ERRORS: Final = "errors"
"""The domain of errors: those of the whole package."""
_KEYWORDS: Final = {
    "say": None, "self": None, "N_": None, "NN_": (1, 2), "count": (1, 2), "sayCount": (1, 2),
}  # fmt: skip
_METHODS: Final = [("**.py", "python"), ("**.j2", "jinja2"), ("**.js", "javascript")]
_OPTIONS: Final = {
    "**.js": {"parse_template_string": "true"},
    "**.j2": {"extensions": "jinja2.ext.i18n"},
}

_UNSAID: Final = tuple(
    f'"{head}'
    for head in ("Project-", "Report-", "POT-", "PO-", "Last-", "Language-T", "Generated")
)


def main() -> None:
    """Write every message file that exists for a language anew."""
    for lang in languages():
        for domain in domains(lang):
            catalog = current(lang, domain)
            write(catalog, ROOT / "language" / lang / f"{domain}.po")
            open_ones = [one.id for one in catalog if one.id and not has_text(one.string)]
            print(f"{lang}/{domain}.po: {len(catalog)} messages, {len(open_ones)} without a text")


def languages() -> list[str]:
    """Languages that have a folder of message files."""
    return sorted(path.name for path in (ROOT / "language").iterdir() if path.is_dir()
                  and not path.name.startswith("_"))  # fmt: skip


def domains(lang: str) -> tuple[str, ...]:
    """The domains that a language has a file for: German has only errors."""
    return (ERRORS,) if lang == "de" else DOMAINS


def current(lang: str, domain: str) -> Catalog:
    """The messages of a part of the code, with the translations that its file has for them."""
    file = ROOT / "language" / lang / f"{domain}.po"
    known = read(file, lang) if file.exists() else Catalog(locale=lang)
    fresh = Catalog(locale=lang, fuzzy=False, header_comment=f"# What {domain} says, in {lang}.")
    for text in sorted(set(found(domain)), key=str):
        old = known.get(text[0] if isinstance(text, tuple) else text)
        fresh.add(text, string=old.string if old else None)
    return fresh


def read(file: Path, lang: str) -> Catalog:
    """Read a message file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=lang)


@cache
def found(domain: str) -> tuple[str | tuple[str, ...], ...]:
    """All messages of a part of the code."""
    if domain == ERRORS:
        calls = chain.from_iterable(error_calls().values())
        return tuple(call.args[0].value for call in calls if is_said(call))
    texts = extract_from_dir(
        ROOT / domain, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS
    )
    return tuple(text for _, _, text, _, _ in texts)


@lru_cache(maxsize=1)
def error_calls() -> dict[Path, list[ast.Call]]:
    """File → calls that make an error of ours, or a phrase; Babel does not see one in another."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in ROOT.rglob("*.py")}
    names = {"Phrase", *_error_names(trees.values())}
    return {
        file: [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in names
        ]
        for file, tree in trees.items()
    }


def is_said(call: ast.Call) -> bool:
    """Whether a call begins with a text that stands there."""
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def _error_names(trees: Iterable[ast.Module]) -> set[str]:
    """Names of the errors of the package: those derived of ``MintgeoError``, near or far."""
    bases = {
        one.name: {base.id for base in one.bases if isinstance(base, ast.Name)}
        for tree in trees
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef)
    }
    names = {"MintgeoError"}
    while more := {name for name, of in bases.items() if of & names} - names:
        names |= more
    return names


def has_text(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a message is translated, in all its forms."""
    return bool(string) and (isinstance(string, str) or all(string))


def write(catalog: Catalog, file: Path) -> None:
    """Write a message file, the same bytes for the same messages."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog, width=100, omit_header=False, no_location=True)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(_UNSAID)]
    file.write_text("".join(kept).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
