"""Rows that once came out with other numbers than the printed ones, and no doubt: all that is read of each text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
Printed = tuple[str, list[float | None], str]  # label, numbers as printed, why they are doubted

HEAD = "Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\n"
TABS = "Drift (tkr)\n\n\tUtfall\tBudget\tAvvikelse\n"
VOLUMES = "Volymutveckling\nVolymmått Utfall 2019 Utfall 2020\n"
CARRY_OVER = "Ombud (tkr) \n\nNr Projekt Budget 2020 Utfall 2020 Avvikelse Kommentar \n\n12 \n\n"
PROSE = "Nämnden har arbetat med flera frågor.\n" * 12 + "\n"

EXPECTED = "väntade 3 tal (Utfall 2020, Budget 2020, Avvikelse); talen är utelämnade"
WRAPPED = "ett tal kan vara delat över två rader; talen är utelämnade"
MIXED = "tal med och utan mellanrum i tusental; talen är utelämnade"
UNCONFIRMED = "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade"
BROKEN = "talen följer inte utfall − budget = avvikelse; de står kvar som de är tryckta"


def sure(label: str, *numbers: float | None) -> Printed:
    return label, list(numbers), ""


def left_out(label: str, doubt: str, *, width: int = 3) -> Printed:
    return label, [None] * width, doubt


CASES: dict[str, tuple[str, list[Printed]]] = {
    "stray space at the end, thousands": (
        f"{PROSE}{HEAD}Socialnämnd -1 291 -1 402 111 \n",
        [sure("Socialnämnd", -1291, -1402, 111)],
    ),
    "stray space at the end": (f"{PROSE}{HEAD}Stab -100 -200 100 \n", [sure("Stab", -100, -200, 100)]),
    "stray spaces at the end": (f"{PROSE}{HEAD}Stab -100 -200 100    \n", [sure("Stab", -100, -200, 100)]),
    "head of bare years": (
        "Volymer\n\nVolymmått 2019 2020\nHushåll 588 565\nVuxna 5 6\nBarn 7 8\n",
        [sure("Hushåll", 588, 565), sure("Vuxna", 5, 6), sure("Barn", 7, 8)],
    ),
    "one row of three digits": (
        "Volymer\n\nVolymmått 2019 2020\nHushåll 588 565\n",
        [left_out("Hushåll", UNCONFIRMED, width=2)],
    ),
    "first row of numbers like years": (
        f"{VOLUMES}Vårddygn 2060 1950\nHushåll 588 565\n",
        [sure("Vårddygn", 2060, 1950), sure("Hushåll", 588, 565)],
    ),
    "later row of numbers like years": (
        f"{VOLUMES}Hushåll 588 565\nVårddygn 2060 1950\nÄrenden 5 6\n",
        [sure("Hushåll", 588, 565), sure("Vårddygn", 2060, 1950), sure("Ärenden", 5, 6)],
    ),
    "tabbed row of numbers like years": (
        "Volymer\n\tUtfall 2019\tUtfall 2020\nHushåll\t588\t565\nVårddygn\t2060\t1950\nÄrenden\t5\t6\n",
        [sure("Hushåll", 588, 565), sure("Vårddygn", 2060, 1950), sure("Ärenden", 5, 6)],
    ),
    "first tabbed row of numbers like years": (
        f"{TABS}Stab\t2020\t2019\t\nHVB\t1\t2\t-1\n",
        [sure("Stab", 2020, 2019, None), sure("HVB", 1, 2, -1)],
    ),
    "label ends in a number": (f"{HEAD}Enhet 2 -15 785 859 -16 644\n", [sure("Enhet 2", -15785, 859, -16644)]),
    "label ends in a year": (f"{HEAD}Projekt 2019 -47 634 -681\n", [sure("Projekt 2019", -47, 634, -681)]),
    "label ends in an age": (
        f"{HEAD}Personer över 65 279 98 002 -97 723\n",
        [sure("Personer över 65", 279, 98002, -97723)],
    ),
    "label ends in a range": (f"{HEAD}Barn 0 - 17 100 200 -100\n", [sure("Barn 0 - 17", 100, 200, -100)]),
    "fourth number": (f"{HEAD}Stab -100 -200 100 50\n", [left_out("Stab", UNCONFIRMED)]),
    "fourth number, per cent": (f"{HEAD}Stab -100 -200 100 50 %\n", [left_out("Stab", UNCONFIRMED)]),
    "share as the last column": (f"{HEAD}Avv %\nStab -100 -200 100 50\n", [sure("Stab", -100, -200, 100, 50)]),
    "thousands with and without a space": (
        f"{VOLUMES}Barn 1 200 1300\nVuxna 5 6\n",
        [left_out("Barn", MIXED, width=2), sure("Vuxna", 5, 6)],
    ),
    "comment begins with a number": (
        f"{CARRY_OVER}Bord -59 -197 -138 200 stolar \n\nSumma -59 -197 -138 \n",
        [sure("Bord", -59, -197, -138), sure("Summa", -59, -197, -138)],
    ),
    "comment begins with a number and a unit": (
        f"{CARRY_OVER}Bord -197 -59 138 5 st \n\nSumma -197 -59 138 \n",
        [sure("Bord", -197, -59, 138), sure("Summa", -197, -59, 138)],
    ),
    "number wrapped, label on the line before": (
        f"{HEAD}Stab -1 -2 1\nSumma -1\n475 -437 -1 038\n",
        [sure("Stab", -1, -2, 1), left_out("Summa", WRAPPED)],
    ),
    "number wrapped to a line of its own": (
        "Drift \n \nUtfall 2020 Budget 2020 Avvikelse \n \nSumma -1 475 -437 -1 \n038 \n \nStab -1 -2 1 \n",
        [left_out("Summa", WRAPPED), sure("Stab", -1, -2, 1)],
    ),
    "labels first, numbers below": (
        f"{HEAD}Ledning\nStab\nHVB\n-1 -2 1\n-5 -6 1\n-7 -9 2\n",
        [left_out("HVB", EXPECTED)],
    ),
    "sentence above numbers": (
        f"{HEAD}Stab -1 -2 1\n\nNämnden köpte fler platser.\n\nDe kostade 5 6 -1\n",
        [sure("Stab", -1, -2, 1)],
    ),
    "unfinished prose above numbers": (
        f"{HEAD}Stab -1 -2 1\nUnderskottet uppgick till\n100 200 300\n",
        [sure("Stab", -1, -2, 1), ("Underskottet uppgick till", [100, 200, 300], BROKEN)],
    ),
    "deviation that is no difference": (
        f"{HEAD}Stab -10 -12 5\nHVB -10 -12 3\n",
        [("Stab", [-10, -12, 5], BROKEN), sure("HVB", -10, -12, 3)],
    ),
    "tabbed deviation that is no difference": (
        f"{TABS}Stab\t-10\t-12\t5\nHVB\t-10\t-12\t3\n",
        [("Stab", [-10, -12, 5], BROKEN), sure("HVB", -10, -12, 3)],
    ),
}


@pytest.mark.parametrize(("text", "rows"), CASES.values(), ids=CASES)
def test_no_row_is_wrong_and_sure(read: Read, text: str, rows: list[Printed]) -> None:
    (table,) = read(text)
    assert [
        (row.label, [None if cell is None else float(cell.value) for cell in row.cut], row.doubt) for row in table.rows
    ] == rows
    assert [row.certainty for row in table.rows] == ["tveksam" if doubt else "säker" for _, _, doubt in rows]


@pytest.mark.parametrize(
    "text",
    [
        f"{TABS}Stab\t1\t2\t-1\nInvestering (tkr)\t\t\t\n\tBudget\tUtfall\tAvvikelse\nDatorer\t3\t5\t2\n",
        f"{TABS}Stab\t1\t2\t-1\n\nInvestering (tkr)\n\tBudget\tUtfall\tAvvikelse\nDatorer\t3\t5\t2\n",
        (
            "Drift (tkr)\n\tUtfall\tBudget\tAvvikelse\tKommentar\nStab\t1\t2\t-1\tBra\n\n"
            "Investering (tkr)\n\tBudget\tUtfall\tAvvikelse\tKommentar\nDatorer\t3\t5\t2\tBra\n"
        ),
        (
            "Drift (tkr)\n\tUtfall\tBudget\tAvvikelse\tKommentar\nStab\t1\t2\t-1\tBra\n"
            "Investering (tkr)\t\t\t\t\n\tBudget\tUtfall\tAvvikelse\tKommentar\nDatorer\t3\t5\t2\tBra\n"
        ),
        f"{HEAD}Stab 1 2 -1\n\nInvestering (tkr)\n\nBudget 2020 Utfall 2020 Avvikelse\nDatorer 3 5 2\n",
    ],
    ids=["title in a cell", "title on a line", "comments", "comments and a title in a cell", "lost cells"],
)
def test_columns_in_another_order_are_another_table(read: Read, text: str) -> None:
    assert [
        (
            table.kind,
            [column.role for column in table.columns],
            [(row.label, [number and int(number.value) for number in row.cut], row.certainty) for row in table.rows],
        )
        for table in read(text)
    ] == [
        ("drift", ["utfall", "budget", "avvikelse"], [("Stab", [1, 2, -1], "säker")]),
        ("investering", ["budget", "utfall", "avvikelse"], [("Datorer", [3, 5, 2], "säker")]),
    ]


def test_wrapped_digits_are_shown_together(read: Read) -> None:
    before, after = read(
        f"{HEAD}Stab -1 -2 1\nSumma -1\n475 -437 -1 038\n\n## Vård\n{HEAD}Stab -1 -2 1\nSumma -1 475 -437 -1\n038\n"
    )
    told = f"”-1 475 -437 -1 038” – {WRAPPED}; kontrollera raden i dokumentet."
    assert before.notes == (f"rapport.txt rad 5 ”Summa”: {told}",)
    assert after.notes == (f"rapport.txt rad 13 ”Summa”: {told}",)
