"""Rows that once were left out or doubted although print and arithmetic are clear: all that is read of each text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

ReadOne = Callable[[str], Table]
Printed = tuple[str, list[float | None]]  # label and numbers as printed

HEAD = "Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\n"
TABS = "Drift (tkr)\n\n\tUtfall\tBudget\tAvvikelse\n"
VOLUMES = "Volymutveckling\nVolymmått Utfall 2019 Utfall 2020\n"

CASES: dict[str, tuple[str, list[Printed]]] = {
    "no-break space in thousands": (
        f"{HEAD}Ledning -15\u00a0785 859 -16\u00a0644\n",
        [("Ledning", [-15785, 859, -16644])],
    ),
    "narrow no-break space in thousands": (
        f"{HEAD}Ledning -15\u202f785 859 -16\u202f644\n",
        [("Ledning", [-15785, 859, -16644])],
    ),
    "abbreviation and capital": (
        f"{HEAD}Stab 1 2 -1\nKv. Lyktan -10 -12 2\nHVB 1 2 -1\n",
        [("Stab", [1, 2, -1]), ("Kv. Lyktan", [-10, -12, 2]), ("HVB", [1, 2, -1])],
    ),
    "abbreviation and capital between blank lines": (
        f"{HEAD}Stab 1 2 -1\n\nAdm. Stöd -10 -12 2\n\nHVB 1 2 -1\n",
        [("Stab", [1, 2, -1]), ("Adm. Stöd", [-10, -12, 2]), ("HVB", [1, 2, -1])],
    ),
    "label ends in a point": (
        f"{HEAD}Stab 1 2 -1\nLokaler m.m. -10 -12 2\n",
        [("Stab", [1, 2, -1]), ("Lokaler m.m.", [-10, -12, 2])],
    ),
    "row of dashes": (
        f"{HEAD}Hyror - - -\nStab 1 2 -1\n",
        [("Hyror", [None, None, None]), ("Stab", [1, 2, -1])],
    ),
    "first tabbed row of dashes": (
        f"{TABS}Hyror\t-\t-\t-\nStab\t1\t2\t-1\n",
        [("Hyror", [None, None, None]), ("Stab", [1, 2, -1])],
    ),
    "blank line between tabbed rows": (
        f"{TABS}Stab\t1\t2\t-1\n\nHVB\t1\t2\t-1\n",
        [("Stab", [1, 2, -1]), ("HVB", [1, 2, -1])],
    ),
    "first tabbed row of numbers like years": (
        "Volymer\n\tUtfall 2019\tUtfall 2020\nVårddygn\t2060\t1950\nHushåll\t588\t565\n",
        [("Vårddygn", [2060, 1950]), ("Hushåll", [588, 565])],
    ),
    "star behind a number": (f"{HEAD}Stab -1 100* -200 -900\n", [("Stab", [-1100, -200, -900])]),
    "bold numbers": (f"{HEAD}<b>Summa</b> <b>-1</b> <b>-2</b> <b>1</b>\n", [("<b>Summa</b>", [-1, -2, 1])]),
    "label ends in a unit": (
        f"{VOLUMES}Kostnad per dygn, kr 100 200\nBarn 5 6\nVuxna 7 8\n",
        [("Kostnad per dygn, kr", [100, 200]), ("Barn", [5, 6]), ("Vuxna", [7, 8])],
    ),
    "signs with a space": (f"{HEAD}Stab + 100 - 200 + 300\n", [("Stab", [100, -200, 300])]),
    "date in the label": (f"{HEAD}Skuld per 31/12 1 2 -1\n", [("Skuld per 31/12", [1, 2, -1])]),
    "year before in the first column": (
        "Drift (tkr)\n\nUtfall 2019 Utfall 2020 Budget 2020 Avvikelse\nLedning -15 -15 785 859 -16 644\n",
        [("Ledning", [-15, -15785, 859, -16644])],
    ),
    "bare years without a label": (
        "Volymer\n\n2019 2020\nHushåll 588 565\nVuxna 5 6\nBarn 7 8\n",
        [("Hushåll", [588, 565]), ("Vuxna", [5, 6]), ("Barn", [7, 8])],
    ),
    "gaps of one and two spaces": (
        f"{HEAD}Ledning      -15 785      859 -16 644\n",
        [("Ledning", [-15785, 859, -16644])],
    ),
    "sum of sums": (
        (
            "Volymer\n\nVolymmått Utfall 2019 Utfall 2020\n"
            "A 5 7\nSumma A 5 7\nB 1 100 100\nC 1 1\nSumma B 1 101 101\nTotalt 1 106 108\n"
        ),
        [
            ("A", [5, 7]),
            ("Summa A", [5, 7]),
            ("B", [1100, 100]),
            ("C", [1, 1]),
            ("Summa B", [1101, 101]),
            ("Totalt", [1106, 108]),
        ],
    ),
    "months in the head": (
        "Drift (tkr)\n\nUtfall jan-dec Budget jan-dec Avvikelse\nStab 1 2 -1\n",
        [("Stab", [1, 2, -1])],
    ),
    "reviderad budget": (
        "Drift (tkr)\n\nUtfall 2020 Reviderad budget 2020 Avvikelse\nStab 1 2 -1\n",
        [("Stab", [1, 2, -1])],
    ),
    "column of shares": (
        "Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse Andel\nStab 1 2 -1 50\n",
        [("Stab", [1, 2, -1, 50])],
    ),
    "unit without parentheses": (
        "Drift\nBelopp i tkr\n\nUtfall 2020 Budget 2020 Avvikelse\nStab 1 2 -1\n",
        [("Stab", [1, 2, -1])],
    ),
}


@pytest.mark.parametrize(("text", "rows"), CASES.values(), ids=CASES)
def test_no_row_is_lost(read_one: ReadOne, text: str, rows: list[Printed]) -> None:
    table = read_one(text)
    assert [
        (row.label, [None if cell is None else float(cell.value) for cell in row.cut]) for row in table.rows
    ] == rows
    assert [(row.certainty, row.doubt) for row in table.rows] == [("säker", "")] * len(rows)
    assert not any("rubrik utan tal" in note for note in table.notes)


def test_a_tabbed_row_that_cannot_be_read_does_not_take_others_with_it(read_one: ReadOne) -> None:
    table = read_one(f"{TABS}Stab\t1.000\t2.000\t-1.000\nHVB\t1\t2\t-1\n")
    unread = "; ".join(
        f"{name}: ”{cell}” kan vara tusental eller decimaler; cellen är utelämnad"
        for name, cell in [("Utfall", "1.000"), ("Budget", "2.000"), ("Avvikelse", "-1.000")]
    )
    assert [(row.label, row.certainty, row.doubt) for row in table.rows] == [
        ("Stab", "tveksam", unread),
        ("HVB", "säker", ""),
    ]
    assert table.rows[0].cut == (None, None, None)


# what is still not decided is at least not lost in silence
DOUBTED = {
    "one row of three digits": (
        "Volymer\n\nVolymmått Utfall 2019 Utfall 2020\nHushåll 588 565\n",
        "Hushåll",
        "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade",
    ),
    "a cell that may be missing": (
        "Volymer\n\nVolymmått Utfall 2019 Utfall 2020\nHushåll 1 588 1 565\nHem 5 6\nVuxna 11 747\nBarn 2 001 2 002\n",
        "Vuxna",
        "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade",
    ),
}


@pytest.mark.parametrize(("text", "label", "doubt"), DOUBTED.values(), ids=DOUBTED)
def test_what_cannot_be_decided_is_doubted(read_one: ReadOne, text: str, label: str, doubt: str) -> None:
    table = read_one(text)
    (row,) = [row for row in table.rows if row.certainty == "tveksam"]
    assert (row.label, row.doubt) == (label, doubt)
