"""How the documentation is built: ``make docs``."""

import sys
from pathlib import Path

import mintgeo

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "mintgeo"
version = release = mintgeo.__version__
language = "de"
extensions = [
    "mathml",
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]
nitpicky = True
suppress_warnings = ["ref.python"]  # attributes of one name (mode) in several classes
nitpick_ignore_regex = [("py:(class|exc|obj|data)", ".*")]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autosummary_generate = False
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

html_theme = "furo"
html_title = "mintgeo"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["mintgeo.css"]
html_js_files = ["mintgeo.js"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#01665e", "color-brand-content": "#01665e"},
    "dark_css_variables": {"color-brand-primary": "#7fcdbb", "color-brand-content": "#7fcdbb"},
}
