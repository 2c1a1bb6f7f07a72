"""The text of a small study: one Kreis on foot, and sections of one's own."""


def study(
    title: str,
    sections: str,
    *,
    as_of: str = "2026-11-26",
    modes: str = '"foot"',
    outputs: str = "",
) -> str:
    """A study of ``orte.csv`` in the Hanse- und Universitätsstadt Rostock, for ``out``."""
    return f"""
[study]
name = "klein"
title = "{title}"
as_of = {as_of}
[inputs]
sites = "orte.csv"
[router]
modes = [{modes}]
[coverage]
minutes = [30]
within = "13003"
{sections.strip()}
[outputs]
folder = "out"
{outputs}
"""
