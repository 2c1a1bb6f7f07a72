"""Write ``docs/tables.md`` from the schema. Run by hand: ``python tools/write_table_docs.py``."""

from pathlib import Path

from mintgeo._schema import TABLES, Column, Table


def main() -> None:
    page = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
    head = "# Tables\n\nMade from `mintgeo/_schema.py` by `tools/write_table_docs.py`.\n"
    page.write_text(head + "".join(map(section, TABLES)), encoding="utf-8")


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
