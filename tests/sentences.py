"""Where the package compares, searches or splits German: words that it says are never read again.

German is whatever is a message, begins one, or has letters that only German has here. Names of
constants stand for what they hold, in their own module and where they are imported.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from tools.messages import DOMAINS, ROOT, read

_SIGNS: Final = re.compile("[äöüÄÖÜß„“]")
_CODE: Final = re.compile("[a-z0-9_.]+")
_SHORTEST: Final = 4
_MOST_STEPS: Final = 3
_SEARCHES: Final = frozenset((
    "compile", "contains", "count", "endswith", "eq", "extract", "extractall", "find", "fullmatch",
    "get", "index", "isin", "match", "ne", "partition", "removeprefix", "removesuffix", "replace",
    "rpartition", "rsplit", "search", "split", "startswith", "sub",
))  # fmt: skip
_TAKES_SELF: Final = frozenset(["match", "fullmatch", "search", "sub", "get"])
"""What is called of a constant that holds the literal: ``_PATTERN.search(text)``."""
_SAYS: Final = frozenset({"say.count", "self.count"})
_WRAPS: Final = frozenset({"N_", "say", "frozenset", "set", "tuple", "re.compile"})
_TEXT: Final = r"""(?:"([^"\n]+)"|'([^'\n]+)')"""
_CALLS: Final = r"\b(?:in|includes|startsWith|endsWith|indexOf|split|replace|test)\s*\(?\s*"
_COMPARED: Final = re.compile(rf"(?:[=!]==?\s*|{_CALLS}){_TEXT}|{_TEXT}\s+in\b")
"""A literal beside a comparison or in a search, in templates and scripts."""
Found = tuple[str, int, str]
"""Path below the package, line, literal."""


@cache
def messages() -> frozenset[str]:
    """Every German message of the package."""
    found: set[str] = set()
    for domain in DOMAINS:
        for message in read(ROOT / "language" / "en" / f"{domain}.po", "en"):
            found |= {message.id} if isinstance(message.id, str) else set(message.id)
    return frozenset(found - {""})


def is_german(text: str) -> bool:
    """Whether a literal is German of ours."""
    if _SIGNS.search(text) or text.strip() in messages():
        return True
    if len(text) < _SHORTEST or _CODE.fullmatch(text):
        return False
    return any(one.startswith(text) for one in messages())


def in_package(root: Path = ROOT) -> Iterator[Found]:
    """Every such place of the Python of a package."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in root.rglob("*.py")}
    modules = {_dotted(path, root): _constants(tree) for path, tree in trees.items()}
    for path, tree in sorted(trees.items()):
        known = {**_imported(tree, modules), **_constants(tree)}
        for line, text in _searched(tree, known):
            if is_german(text):
                yield path.relative_to(root).as_posix(), line, text


def in_templates(root: Path = ROOT) -> Iterator[Found]:
    """Every comparison with a German literal in templates and scripts."""
    for path in sorted([*root.rglob("*.j2"), *root.rglob("*.js")]):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for literal in filter(None, chain.from_iterable(_COMPARED.findall(text))):
                if is_german(literal):
                    yield path.relative_to(root).as_posix(), line, literal


def defaults(root: Path = ROOT) -> Iterator[Found]:
    """Every German literal that is a default, but for those that are said (``N_``)."""
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for one in _defaults(node):
                text = one.value if isinstance(one, ast.Constant) else None
                if isinstance(one, ast.Constant) and isinstance(text, str) and is_german(text):
                    yield path.relative_to(root).as_posix(), one.lineno, text


def _defaults(node: ast.AST) -> list[ast.expr | None]:
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        return [*node.args.defaults, *node.args.kw_defaults]
    if isinstance(node, ast.ClassDef):
        return [one.value for one in node.body if isinstance(one, ast.AnnAssign)]
    return []


def _searched(tree: ast.AST, known: dict[str, ast.expr]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            parts = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if ast.unparse(node.func) in _SAYS:
                continue
            name = node.func.attr
            parts = [*node.args[:1]] if name in _SEARCHES else []
            parts += [node.func.value] if name in _TAKES_SELF else []
        for part in parts:
            yield from ((node.lineno, text) for text in _literals(part, known))


def _literals(node: ast.expr, known: dict[str, ast.expr], steps: int = 0) -> Iterator[str]:
    """Literals of an expression, of the constants in it too."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in known and steps < _MOST_STEPS:
        yield from _literals(known[node.id], known, steps + 1)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in _WRAPS:
        yield from (text for one in node.args for text in _literals(one, known, steps))
    elif isinstance(node, ast.Dict):
        yield from (text for one in node.keys if one for text in _literals(one, known, steps))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from (text for one in node.elts for text in _literals(one, known, steps))
    elif isinstance(node, ast.JoinedStr):
        yield from (text for one in node.values for text in _literals(one, known, steps))
    elif isinstance(node, ast.BinOp):
        yield from (
            text for one in (node.left, node.right) for text in _literals(one, known, steps)
        )


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
        elif isinstance(node, ast.Assign):
            found |= _assigned(node.targets[0], node.value)
    return found


def _assigned(target: ast.expr, value: ast.expr) -> dict[str, ast.expr]:
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return {name.id: one for name, one in pairs if isinstance(name, ast.Name)}
    return {}


def _imported(tree: ast.Module, modules: dict[str, dict[str, ast.expr]]) -> dict[str, ast.expr]:
    return {
        one.asname or one.name: modules[node.module][one.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for one in node.names
        if one.name in modules[node.module]
    }


def _dotted(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
