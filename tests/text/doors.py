"""Finds markup that takes data in another way than through the one door (``mintgeo/_markup.py``).

Three readers: of Python (by its syntax tree), of templates, and of scripts of the pages. Each gives
faults as ``line: what``.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

MARKUP: Final = re.compile(r"<[A-Za-z!?/]")
_NO_MARKUP: Final = re.compile(r"\(\?P?<[\w=!]+>?|\\g<\w+>|^<[UiufbS]\d+$")
_JOINING: Final = {"format", "format_map", "join", "replace", "sub", "subn", "substitute"}
_MAKERS: Final = {"Template", "Environment", "from_string", "Html", "IFrame", "to_html"}
_DOORS: Final = {"Markup", "verbatim"}
_SECOND_DOORS: Final = {"html", "xml.sax", "xml.sax.saxutils", "cgi", "string", "lxml", "IPython"}
KNOWN: Final = {
    ("_markup.py", "Environment"): "the door",
    ("_markup.py", "from_string"): "the door: of texts that stand in the package, as checked here",
    ("_markup.py", "Markup"): "the door: all others come to it through verbatim",
    ("_markup.py", "verbatim"): "what a template of the door has made",
    ("maps/_assets.py", "verbatim"): "Leaflet's own files, JSON without < > &",
    ("maps/_element.py", "verbatim"): "scripts and styles of the package",
    ("maps/_page.py", "verbatim"): "a style of the package, what elements and folium have rendered",
    ("register/page.py", "verbatim"): "the script of the package",
    ("pages/environment.py", "verbatim"): "messages of the templates; values are escaped",
    ("report/html.py", "verbatim"): "figures for paper, made by report/pdf.py; rendered sections",
    ("report/leaves.py", "verbatim"): "rendered pages",
    ("report/pdf.py", "verbatim"): "the style sheet of the package",
    ("figures/_picture.py", "verbatim"): "what matplotlib drew: it escapes, and texts are outlines",
}
"""Who may vouch for markup, and why."""
OWN_TEMPLATES: Final = {
    "folium": {"maps/_map.py", "maps/_needs.py", "maps/_theme.py"},
    "branca": {"maps/_element.py", "maps/_map.py", "maps/_needs.py", "maps/_page.py"},
    "jinja2": {"_markup.py", "pages/environment.py"},
}
"""Packages that take texts for the source of a template, and who may use them."""


def in_python(source: str, file: str) -> list[str]:
    """Faults of a module of the package."""
    tree = ast.parse(source)
    constants = _constants(tree)
    return [
        f"{getattr(node, 'lineno', 0)}: {what}"
        for node in ast.walk(tree)
        for what in _of(node, file, constants)
    ]


def _of(node: ast.AST, file: str, constants: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        filled = any(isinstance(part, ast.FormattedValue) for part in node.values)
        if filled and _is_markup(node, constants):
            yield "f-string of markup"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod | ast.Mult):
        sides = (node.left, node.right)
        if any(_is_markup(one, constants) for one in sides) and not all(map(_constant, sides)):
            yield "markup put together with an operator"
    elif isinstance(node, ast.Call):
        yield from _of_call(node, file, constants)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from _of_import(node, file)


def _of_call(node: ast.Call, file: str, constants: dict[str, str]) -> Iterator[str]:
    name = _name(node.func)
    if name in _MAKERS | _DOORS and (file, name) not in KNOWN:
        yield f"{name}() outside of the door"
    if name == "template" and not all(map(_constant, node.args)):
        yield "template() of something that is no literal"
    given = [*node.args, *(one.value for one in node.keywords)]
    if isinstance(node.func, ast.Attribute) and name in _JOINING:
        ours = name == "replace" and all(map(_constant, given))
        if any(_is_markup(one, constants) for one in (node.func.value, *given)) and not ours:
            yield f"markup put together with {name}()"


def _of_import(node: ast.Import | ast.ImportFrom, file: str) -> Iterator[str]:
    listed = [one.name for one in node.names]
    for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else listed:
        if name in _SECOND_DOORS:
            yield f"{name} is a second door"
        if file not in OWN_TEMPLATES.get(name.split(".")[0], {file}):
            yield f"{name} has templates of its own"


def _constants(tree: ast.Module) -> dict[str, str]:
    """Names of the module that stand for a literal text."""
    found = {}
    for node in tree.body:
        value = getattr(node, "value", None)
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found.update({one.id: value.value for one in targets if isinstance(one, ast.Name)})
    return found


def _texts(node: ast.AST, constants: dict[str, str]) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Name) and node.id in constants:
        return [constants[node.id]]
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values for text in _texts(part, constants)]
    if isinstance(node, ast.BinOp):
        return _texts(node.left, constants) + _texts(node.right, constants)
    return []


def _is_markup(node: ast.AST, constants: dict[str, str]) -> bool:
    return any(MARKUP.search(_NO_MARKUP.sub("", text)) for text in _texts(node, constants))


def _constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def templates_of(source: str) -> list[str]:
    """Templates that a module makes: literals in ``template(…)``."""
    return [
        str(one.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _name(node.func) == "template"
        for one in node.args
        if isinstance(one, ast.Constant)
    ]


_OF_ROUTERS: Final = re.escape('["router_" ~ router.key ~ ".html.j2"')
"""Keys of routers are of small letters, digits and underscores."""
_IN_TEMPLATES: Final = {
    r"\|\s*(?:safe|forceescape|xmlattr|tojson|urlize|striptags)\b": "a filter that makes markup",
    r"\bautoescape\b": "escaping is switched",
    r"\bMarkup\b": "markup is vouched for",
    r"=\s*\{\{": "a value in an attribute without quotes",
    r"<[^>{%]*\son\w+\s*=": "an attribute with a script",
    r"(?:href|action|formaction|data|poster)\s*=\s*[\"']\s*\{\{": "a value as an address",
    r"<\s*\{\{": "a value as the name of an element",
    r"\b(?:say|count)\((?![\"']|not_reached\[)": "a message that is no literal",
    r"\{%-?\s*(?:import|include|extends|from)\s+(?![\"']|" + _OF_ROUTERS + ")": (
        "a template that is no literal"
    ),
}
_HTML: Final = "Leaflet takes this text for HTML"
_IN_SCRIPTS: Final = {
    r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write|srcdoc": "markup from a text",
    r"createContextualFragment|DOMParser": "markup from a text",
    r"\beval\b|\bFunction\s*\(|\bimport\s*\(": "a script from a text",
    r"set(?:Timeout|Interval)\(\s*[\"'`]": "a script from a text",
    r"setAttribute\(\s*[\"'`]on|\.on[a-z]+\s*=(?!=)": "an attribute with a script",
    r"javascript:|\.(?:href|src|action)\s*=(?!=|\s*URL\.createObjectURL\()": "an address from data",
    r"window\.open|\blocation\b(?!:|\.hash\b|\.href\))": "an address from data",
    r"bind(?:Popup|Tooltip)\((?!\(\w+\) => node\()": _HTML,
    r"instanceof Node \?(?! made : element\(\"span\", made\))": _HTML,
    r"set(?:Content|TooltipContent|PopupContent)\((?!wrap\(|element\()": _HTML,
    r"\bhtml:(?!\s*(?:element\(|mark\b))|addAttribution|attribution:": _HTML,
    r"(?i:\bL\.control\.(?:attribution|layers))": _HTML,
    r"\.cssText|insertRule|style\.setProperty\(": "a style from a text",
    r"</script|<!--": "ends the script",
}


def in_template(text: str) -> list[str]:
    """Faults of a template."""
    return _found(text, _IN_TEMPLATES)


def in_script(text: str) -> list[str]:
    """Faults of a script of the pages."""
    return _found(text, _IN_SCRIPTS)


def _found(text: str, rules: dict[str, str]) -> list[str]:
    return [
        f"{text.count(chr(10), 0, found.start()) + 1}: {what}"
        for rule, what in rules.items()
        for found in re.finditer(rule, text)
    ]
