"""Write ``docs/tables.md`` from the schema; ``make docs`` does it too."""

from pathlib import Path
from typing import Final

from mintgeo._schema import TABLES, Column, Table

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
_HEAD: Final = """\
# Tables

Every table is a pandas or GeoPandas frame that keeps the index, the order and further columns of
what it was made from. `id` is a text and unique. Geometry is EPSG:4326. A missing time has its
reason in `status`; no number ever stands for something else. Optional columns are there where the
data or the options allow.

Made from `mintgeo/_schema.py` by `tools/write_table_docs.py`.
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    return _HEAD + "".join(map(section, TABLES))


def section(table: Table) -> str:
    rows = "".join(map(row, table.columns))
    return (
        f"\n## {table.name}\n\n{table.meaning}\n\n"
        f"| column | holds | unit | may be empty | meaning |\n|---|---|---|---|---|\n{rows}"
    )


def row(column: Column) -> str:
    meaning = column.meaning + (f": {', '.join(column.allowed)}" if column.allowed else "")
    empty = "yes" if column.nullable else "no"
    note = "" if column.required else " (optional)"
    return f"| `{column.name}` | {column.kind}{note} | {column.unit} | {empty} | {meaning} |\n"


if __name__ == "__main__":
    main()
