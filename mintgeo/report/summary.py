"""What the terminal says when a study is done."""

import pandas as pd

from mintgeo.report.spans import row_span
from mintgeo.report.words import LEVEL_PHRASES, MODE_PHRASES, number
from mintgeo.run import Run


def summary(run: Run) -> str:
    """Say the result of a run in a few lines of German."""
    lines = [run.title, "=" * len(run.title)]
    lines += [_matches(run, name, label) for name, label in _lists(run)]
    if "journey_summary" in run.tables:
        one = run.table("journey_summary").iloc[0]
        lines.append(
            f"Wege zum Treffen: {one['min_text']} bis {one['max_text']}, "
            f"Median {one['median_text']}, aus {one['laender']} Ländern"
        )
    who = run.parameters["people"]["who"]
    for row in run.table("coverage_country").to_dict("records"):
        lines.append(
            f"{row_span(row):>9} der {who} erreichen in {number(row['minutes'])} "
            f"Minuten {MODE_PHRASES[row['mode']]} ein Angebot"
        )
    return "\n".join(lines)


def placed_summary(table: pd.DataFrame, left_out: pd.DataFrame) -> str:
    """Say how a list was placed, and what of the file is no row of it."""
    lines = [_levels(table, "Liste")]
    lines += [
        f"  nicht gelesen: {'Zeile ' + str(row) if row else 'Blatt'}, {reason}: {text}"
        for row, text, reason in left_out.itertuples(index=False, name=None)
    ]
    return "\n".join(lines)


def _lists(run: Run) -> list[tuple[str, str]]:
    labels = {"participants": "Teilnehmende", "sites": "Angebote und Partner"}
    return [(name, label) for name, label in labels.items() if name in run.tables]


def _matches(run: Run, name: str, label: str) -> str:
    return _levels(run.table(name), label)


def _levels(table: pd.DataFrame, label: str) -> str:
    levels = table["match_level"].value_counts()
    said = ", ".join(f"{count} {LEVEL_PHRASES[str(level)]}" for level, count in levels.items())
    noted = int((table["match_note"] != "").sum() + (table["read_note"] != "").sum())
    rest = f"; {noted} mit Hinweis" if noted else ""
    return f"{label}: {len(table)} Zeilen ({said}{rest})"
