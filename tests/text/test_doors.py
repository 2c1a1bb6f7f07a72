"""No markup of the package takes data but through the one door, and the search would find it."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.text.doors import KNOWN, in_python, in_script, in_template, templates_of

HOME = ROOT / "mintgeo"
MODULES = sorted(HOME.rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(HOME).as_posix()


@pytest.mark.slow
def test_modules_put_no_data_into_markup() -> None:
    faults = {
        name(file): found
        for file in MODULES
        if (found := in_python(file.read_text(encoding="utf-8"), name(file)))
    }
    assert faults == {}


@pytest.mark.slow
def test_templates_take_only_escaped_values() -> None:
    files = sorted(HOME.rglob("*.j2"))
    texts = {name(file): file.read_text(encoding="utf-8") for file in files}
    for file in MODULES:
        for number, text in enumerate(templates_of(file.read_text(encoding="utf-8"))):
            texts[f"{name(file)} {number}"] = text
    assert len(texts) >= len(files) + 6
    assert {file: found for file, text in texts.items() if (found := in_template(text))} == {}


def test_scripts_make_elements_and_no_markup() -> None:
    files = sorted(HOME.rglob("*.js"))
    assert len(files) >= 8
    faults = {name(file): in_script(file.read_text(encoding="utf-8")) for file in files}
    assert {file: found for file, found in faults.items() if found} == {}


def test_whoever_vouches_for_markup_does_so_still() -> None:
    texts = {name(file): file.read_text(encoding="utf-8") for file in MODULES}
    assert [key for key in KNOWN if f"{key[1]}(" not in texts[key[0]]] == []


@pytest.mark.parametrize(
    "source",
    [
        'x = f"<b>{name}</b>"',
        'x = "<b>" + name + "</b>"',
        'x = "<b>%s</b>" % name',
        'x = "<b>{}</b>".format(name)',
        'x = "<br>".join(names)',
        'A = "<b>NAME</b>"\nx = A.replace("NAME", name)',
        'x = page.replace("</head>", head, 1)',
        'x = re.sub("</head>", name, page)',
        'x = f"<svg>{name}" f"</svg>"',
        'x = "<p>" * n',
        "from html import escape",
        "import folium",
        "from branca.element import Element",
        "from jinja2 import Template",
        "from string import Template",
        "x = Markup(name)",
        "x = verbatim(name)",
        "x = env.from_string(name)",
        "x = template(name)",
        'x = template(f"{name}")',
        'x = template("<b>" + name)',
        "x = table.to_html()",
        "x = f'<!-- {name} -->'",
        "x = f'<?xml {name}?>'",
    ],
)
def test_search_finds_python(source: str) -> None:
    assert in_python(source, "new.py") != []


@pytest.mark.parametrize(
    "source",
    [
        'x = "<b>fett</b>"',
        'x = template("<b>{{ name }}</b>")',
        'x = re.compile(rf"(?P<number>{NUMBER})")',
        'x = f"{a} < {b}"',
        'x = text.replace("</script", "<\\\\/script")',
        'x = np.full(n, "a", dtype="<U16")',
    ],
)
def test_search_lets_others_be(source: str) -> None:
    assert in_python(source, "new.py") == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ name | safe }}",
        "{{ name|safe }}",
        "{% autoescape false %}",
        "<a title={{ name }}>",
        '<a href="{{ url }}">',
        '<a onclick="x({{ n }})">',
        "<{{ tag }}>",
        "{{ say(name) }}",
        "{{ count(one, 'x', 2) }}",
        "{% include name %}",
        "{{ name | tojson }}",
    ],
)
def test_search_finds_templates(text: str) -> None:
    assert in_template(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "box.innerHTML = name;",
        "x.outerHTML",
        "box.insertAdjacentHTML('beforeend', name);",
        "document.write(name)",
        "eval(name)",
        "new Function(name)()",
        "shape.setAttribute('onclick', name)",
        "box.onclick = name;",
        "layer.bindPopup(spot.name)",
        "layer.bindTooltip((one) => spot.name)",
        "return made instanceof Node ? made : made;",
        "layer.bindTooltip(`<b>${name}</b>`)",
        "popup.setContent(name)",
        "L.divIcon({ html: `<b>${name}</b>` })",
        "L.tileLayer(url, { attribution: name })",
        "link.href = spot.url;",
        "setTimeout('x()', 1)",
        "x = '</script>'",
    ],
)
def test_search_finds_scripts(text: str) -> None:
    assert in_script(text) != []
