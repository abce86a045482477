"""Cells between upright strokes."""

from __future__ import annotations

from collections.abc import Callable

from analysis.readers.formats.lines import Document
from analysis.readers.piped import part_pipes
from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
MARKDOWN = """## Driftredovisning (tkr)

| Verksamhet | Utfall 2025 | Budget 2025 | Avvikelse |
|------------|------------:|:-----------:|-----------|
| Nämnd      | -698        | -679        | -19       |
| Turism     | 2 802       |             |           |
| **Summa**  | **2 104**   | 2 124       | -20       |

Mer | än så | blev det inte.
"""


def test_a_table_of_markdown(read: Read) -> None:
    (table,) = read(MARKDOWN)
    assert (table.title, table.unit, table.names) == (
        "Driftredovisning (tkr)",
        "tkr",
        ["Utfall 2025", "Budget 2025", "Avvikelse"],
    )
    assert [(row.label, [cell and int(cell.value) for cell in row.cut], row.doubt) for row in table.rows] == [
        ("Nämnd", [-698, -679, -19], ""),
        ("Turism", [2802, None, None], ""),
        ("Summa", [2104, 2124, -20], ""),
    ]
    assert [table.location.origin.where(row.line) for row in table.rows] == ["rad 5", "rad 6", "rad 7"]


def test_a_printout_of_a_database() -> None:
    lines = ["+------+--------+", "| Post | Utfall |", "+------+--------+", "│ Stab │ -5     │", "+------+--------+"]
    assert part_pipes(Document("a.txt", lines, marks_wraps=False)).lines == ["Post\tUtfall", "Stab\t-5"]


def test_what_has_no_rows_of_as_many_cells_stays_as_it_is() -> None:
    for lines in (
        ["Mer | än så | blev det inte."],
        ["| Post | Utfall |"],
        ["| Post | Utfall | Budget |", "| Stab | -5 |"],
        ["Rubrik", "------", "Text"],
        ["|a\tb|c|", "|d|e|"],
    ):
        document = Document("a.txt", lines, marks_wraps=False)
        assert part_pipes(document) is document


def test_marks_around_a_label_go_and_those_far_apart_stay() -> None:
    far = f"**{'a' * 200}**"
    lines = ["| **Post** | `Utfall` |", f"| {far} | __-5__ |"]
    assert part_pipes(Document("a.md", lines, marks_wraps=False)).lines == ["Post\tUtfall", f"{far}\t-5"]
