"""Rows that the reader doubts: a note says where, what is printed, what became of it, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers.tables import Table, read_tables
from tests.boards import plain_rows

Read = Callable[[str], list[Table]]
ReadOne = Callable[[str], Table]

HEAD = "Driftsredovisning, nettoresultat (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\n"
TABS = "Driftsredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\n"
VOLUMES = "Volymmått Utfall 2019 Utfall 2020\n"
LEFT_OUT, CELL_LEFT_OUT = "talen är utelämnade", "cellen är utelämnad"
EXPECTED = f"väntade 3 tal (Utfall 2020, Budget 2020, Avvikelse); {LEFT_OUT}"
CHECK = "kontrollera raden i dokumentet."
BY_SUMS = "läsningar av ”{}” är möjliga; kolumnsummorna avgjorde."


def rows(table: Table) -> list[tuple[object, ...]]:
    return plain_rows(table.frame, *table.frame.columns)


def doubtful(table: Table) -> dict[int, str]:
    """Return the doubt of each doubtful row, by line."""
    return {row.line: row.doubt for row in table.rows if row.certainty == "tveksam"}


def open_readings(count: int) -> str:
    return f"{count} läsningar är möjliga och räkningen skiljer dem inte åt; {LEFT_OUT}"


@pytest.mark.parametrize("total", ["Summa", "Total", "TOTALT", "Nettokostnad vård", "Nettoresultat"])
def test_column_sums_decide_what_a_row_cannot(read_one: ReadOne, total: str) -> None:
    table = read_one(f"{VOLUMES}Barn 1 200 300\nVuxna 5 7\n{total} 1 205 307\n")
    assert rows(table) == [("Barn", 1200, 300), ("Vuxna", 5, 7), (total, 1205, 307)]
    assert doubtful(table) == {}
    assert table.notes == (
        f"rapport.txt rad 2 ”Barn”: 2 {BY_SUMS.format('1 200 300')}",
        f"rapport.txt rad 4 ”{total}”: 2 {BY_SUMS.format('1 205 307')}",
    )


def test_a_part_of_a_line_is_not_added_twice(read_one: ReadOne) -> None:
    table = read_one(f"{VOLUMES}Barn 1 200 300\nvarav HVB 100 200\nVuxna 5 7\nTotalt 1 205 307\n")
    assert rows(table)[0] == ("Barn", 1200, 300)
    assert rows(table)[3] == ("Totalt", 1205, 307)


def test_each_total_decides_the_rows_since_the_total_before(read_one: ReadOne) -> None:
    table = read_one(f"{VOLUMES}Barn 1 200 300\nSumma 1 200 300\nVuxna 2 100 700\nUnga 5 7\nSumma 2 105 707\n")
    assert rows(table)[2:] == [("Vuxna", 2100, 700), ("Unga", 5, 7), ("Summa", 2105, 707)]
    assert doubtful(table) == {2: open_readings(2), 3: open_readings(2)}  # both readings of each add up


@pytest.mark.parametrize(
    ("row", "count"),
    [("100 200 100 100 100", 2), ("-15 785 859 -16 999", 3)],
    ids=["two agree", "none agrees"],
)
def test_readings_that_cannot_be_told_apart_are_left_out(read_one: ReadOne, row: str, count: int) -> None:
    table = read_one(f"{HEAD}Stab -5 -6 1\nLedning {row}\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Ledning", None, None, None)]
    assert doubtful(table) == {5: open_readings(count)}
    assert table.rows[1].cut == (None, None, None)
    assert table.notes == (f"rapport.txt rad 5 ”Ledning”: ”{row}” – {open_readings(count)}; {CHECK}",)


@pytest.mark.parametrize(
    "numbers",
    ["-5 000 -4 000", "100", "-5 000 -4 000 -1 000 -3 500", "- 100 - 100", "1'000 2 3", "2,5,5 1 2 -1"],
    ids=["too few", "one", "too many", "signs", "apostrophe", "two commas"],
)
def test_numbers_that_do_not_fill_the_columns_are_left_out(read_one: ReadOne, numbers: str) -> None:
    table = read_one(f"{HEAD}Stab -5 -6 1\nLedning {numbers}\nHVB 1 2 -1\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Ledning", None, None, None), ("HVB", 1, 2, -1)]
    assert doubtful(table) == {5: EXPECTED}
    assert table.notes == (f"rapport.txt rad 5 ”Ledning”: ”{numbers}” – {EXPECTED}; {CHECK}",)


def test_the_same_holds_where_blank_lines_part_the_rows(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}\nStab -5 -6 1\n\nMöbler och\ninventarier -4 000\n\nHVB 1 2 -1\n\nHyror 7 8\n")
    assert rows(table)[1::2] == [("Möbler och inventarier", None, None, None), ("Hyror", None, None, None)]
    assert table.notes == (
        f"rapport.txt rad 8 ”Möbler och inventarier”: ”-4 000” – {EXPECTED}; {CHECK}",
        f"rapport.txt rad 12 ”Hyror”: ”7 8” – {EXPECTED}; {CHECK}",
    )


@pytest.mark.parametrize(
    ("row", "numbers"),
    [("-5.000 -4.000 -1.000", (-5000, -4000, -1000)), ("-100 (200) 100", (-100, -200, 100))],
    ids=["points part thousands", "brackets are a minus"],
)
def test_what_arithmetic_confirms_is_sure(read_one: ReadOne, row: str, numbers: tuple[int, ...]) -> None:
    table = read_one(f"{HEAD}Stab -5 -6 1\nLedning {row}\nHVB 1 2 -1\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Ledning", *numbers), ("HVB", 1, 2, -1)]
    assert doubtful(table) == {}


def test_a_row_without_a_label_is_doubted(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Stab -5 -6 1\n-5 -6 1\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("", None, None, None)]
    assert doubtful(table) == {5: f"raden saknar etikett; {LEFT_OUT}"}
    assert table.notes == (f"rapport.txt rad 5 ””: ”-5 -6 1” – raden saknar etikett; {LEFT_OUT}; {CHECK}",)


def test_one_cell_that_is_no_number_leaves_the_others(read_one: ReadOne) -> None:
    table = read_one(f"{TABS}Stab\t-5\t-6\t1\nVård\t-5\tca 7\t2\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Vård", -5, None, 2)]
    assert doubtful(table) == {5: f"Budget: ”ca 7” kan inte läsas som tal; {CELL_LEFT_OUT}"}
    seen = "”Vård | -5 | ca 7 | 2” – Budget: ”ca 7” kan inte läsas som tal"
    assert table.notes == (f"rapport.txt rad 5 ”Vård”: {seen}; {CELL_LEFT_OUT}; {CHECK}",)


def test_a_row_of_more_cells_than_the_head_is_left_out(read_one: ReadOne) -> None:
    table = read_one(f"{TABS}Stab\t-5\t-6\t1\t\nVård\t-5\t-6\t1\t9\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Vård", None, None, None)]
    seen = "”Vård | -5 | -6 | 1 | 9” – 5 celler, tabellhuvudet har 4"
    assert table.notes == (f"rapport.txt rad 5 ”Vård”: {seen}; {LEFT_OUT}; {CHECK}",)


def test_a_row_of_tabs_without_a_label_is_doubted(read_one: ReadOne) -> None:
    table = read_one(f"{TABS}Stab\t-5\t-6\t1\n\t-5\t-6\t1\n")
    assert rows(table)[1] == ("", -5, -6, 1)
    assert doubtful(table) == {5: "raden saknar etikett; talen står kvar"}
    assert table.notes == (f"rapport.txt rad 5 ””: ”-5 | -6 | 1” – raden saknar etikett; talen står kvar; {CHECK}",)


def test_a_row_of_fewer_cells_than_the_head_is_doubted(read_one: ReadOne) -> None:
    table = read_one(f"{TABS}Stab\t-5\t-6\t1\nVård\t-5\n")
    assert rows(table) == [("Stab", -5, -6, 1), ("Vård", -5, None, None)]
    doubt = "2 celler, tabellhuvudet har 4; de som saknas är lästa som tomma"
    assert doubtful(table) == {5: doubt}
    assert table.notes == (f"rapport.txt rad 5 ”Vård”: ”Vård | -5” – {doubt}; {CHECK}",)


@pytest.mark.parametrize(
    ("text", "printed"),
    [(f"{HEAD}Stab -10 -12 5\n", "-10 -12 5"), (f"{TABS}Stab\t-10\t-12\t5\n", "Stab | -10 | -12 | 5")],
    ids=["lost cells", "tabs"],
)
def test_a_deviation_that_is_no_difference_is_kept_and_doubted(read_one: ReadOne, text: str, printed: str) -> None:
    table = read_one(text)
    assert rows(table) == [("Stab", -10, -12, 5)]
    doubt = "talen följer inte utfall − budget = avvikelse; de står kvar som de är tryckta"
    assert doubtful(table) == {4: doubt}
    assert table.notes == (f"rapport.txt rad 4 ”Stab”: ”{printed}” – {doubt}; {CHECK}",)


def test_a_column_of_numbers_with_an_unknown_head_is_noted(read_one: ReadOne) -> None:
    table = read_one("Drift\n\n\tResultat\tLäge\tAvvikelse\nStab\t1\t2\t-1\n")
    assert rows(table) == [("Stab", -1)]
    assert table.rows[0].texts == {"Resultat": "1", "Läge": "2"}
    notes = [f"kolumnen ”{name}” är okänd; dess tal är inte lästa." for name in ("Resultat", "Läge")]
    notes.append(
        "det går inte att avgöra om avvikelsen är utfall − budget eller budget − utfall; "
        "den står som den är tryckt, men dess tecken är tveksamt."
    )
    assert table.notes == tuple(f"rapport.txt rad 3: {note}" for note in notes)


def test_all_faults_of_a_file_are_told_at_once(read: Read) -> None:
    first, second = read(
        f"{HEAD}Stab -5 -6 1\nLedning -15 785 859 -16 999\nHVB 1 2\nHyror 7 8\nTaxor 1 2 -1\n\n"
        "Text som hör till nästa tabell.\n\n"
        "\tUtfall\tBudget\tAvvikelse\nVård\tx\ty\t1\nHVB\tz\t2\t-1\n"
    )
    assert first.notes == (
        f"rapport.txt rad 5 ”Ledning”: ”-15 785 859 -16 999” – {open_readings(3)}; {CHECK}",
        f"rapport.txt rad 6 ”HVB”: ”1 2” – {EXPECTED}; {CHECK}",
        f"rapport.txt rad 7 ”Hyror”: ”7 8” – {EXPECTED}; {CHECK}",
    )
    unread = "; ".join(f"{name} kan inte läsas som tal; {CELL_LEFT_OUT}" for name in ("Utfall: ”x”", "Budget: ”y”"))
    assert second.notes == (
        f"rapport.txt rad 13 ”Vård”: ”Vård | x | y | 1” – {unread}; {CHECK}",
        f"rapport.txt rad 14 ”HVB”: ”HVB | z | 2 | -1” – Utfall: ”z” kan inte läsas som tal; {CELL_LEFT_OUT}; {CHECK}",
        "rapport.txt rad 12: ingen enhet är tryckt vid tabellen, fast dokumentet har en på annat håll",
    )
    assert [row.certainty for row in first.rows] == ["säker", "tveksam", "tveksam", "tveksam", "säker"]
    assert rows(first)[4] == ("Taxor", 1, 2, -1)


NUMBERS = st.one_of(*(st.integers(-(10**size), 10**size) for size in (1, 3, 4, 6)))
PRINTED_ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            ["Ledning", "Öppna insatser", "Myndighet Barn, unga och familj avd", "HVB", "Budget- och skuld"]
        ),
        NUMBERS,
        NUMBERS,
        st.sampled_from([-1, 0, 0, 1]),  # rounding
        st.sampled_from([None, None, None, 0, 1, 2]),  # a cell that is left empty, because it is nothing
    ),
    min_size=1,
    max_size=6,
)


@given(
    printed=PRINTED_ROWS,
    minus=st.sampled_from(["-", "–", "−", "- ", "– "]),
    total=st.booleans(),
    blank=st.booleans(),
)
def test_no_number_is_wrong_and_sure(
    printed: list[tuple[str, int, int, int, int | None]],
    minus: str,
    total: bool,  # noqa: FBT001
    blank: bool,  # noqa: FBT001
) -> None:
    true: list[tuple[str, list[int | None]]] = []
    for label, *numbers, rounding, empty in printed:
        utfall, budget = (0 if place == empty else number for place, number in enumerate(numbers))
        full = (utfall, budget, utfall - budget + (0 if total else rounding))
        true.append((label, [None if place == empty else cell for place, cell in enumerate(full)]))
    if total:
        utfall, budget = (sum(cells[place] or 0 for _, cells in true) for place in range(2))
        true.append(("Summa", [utfall, budget, utfall - budget]))
    lines = [HEAD.strip().replace("\n", " \n")]
    for label, cells in true:
        texts = ["" if cell is None else f"{cell:,}".replace(",", " ").replace("-", minus) for cell in cells]
        lines += [""] * blank + [" ".join([label, *texts])]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rapport.txt"
        path.write_text("".join(f"{line} \n" for line in lines), encoding="utf-8")
        (table,) = read_tables(path)
    assert [row.label for row in table.rows] == [label for label, _ in true]
    for row, (_, expected) in zip(table.rows, true, strict=True):
        if row.certainty == "säker":
            assert [number and int(number.value) for number in row.cut] == expected
