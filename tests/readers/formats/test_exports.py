"""What economy systems export: konto by ansvar, a column a month, one amount a line."""

from __future__ import annotations

from pathlib import Path

from analysis.readers.tables import Table, read_tables
from tests.grids import columns, printed


def read(tmp_path: Path, text: str) -> list[Table]:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return read_tables(path, "kr")


def test_a_ledger_by_ansvar_and_konto(tmp_path: Path) -> None:
    (table,) = read(
        tmp_path,
        "Resultatrapport per konto och ansvar\nBelopp i kr\n\n"
        "Ansvar;Ansvar (T);Konto;Konto (T);Ack utfall 202408;Ack budget 202408;Avvikelse;Årsbudget\n"
        "5110;Stab;3011;Försäljning;-120 000,00;-100 000,00;-20 000,00;-150 000,00\n"
        "5110;Stab;5010;Löner;2 450 120,50;2 500 000,00;-49 879,50;3 750 000,00\n"
        "5120;Barn och unga;5010;Löner;8 120 400,00;8 000 000,00;120 400,00;12 000 000,00\n",
    )
    assert columns(table) == [
        ("Ack utfall 202408", "utfall", 2024, ""),
        ("Ack budget 202408", "budget", 2024, ""),
        ("Avvikelse", "avvikelse", None, ""),
        ("Årsbudget", "budget", None, ""),
    ]
    assert printed(table) == [
        ("Stab, Försäljning", -120000, -100000, -20000, -150000, "säker"),
        ("Stab, Löner", 2450120.5, 2500000, -49879.5, 3750000, "säker"),
        ("Barn och unga, Löner", 8120400, 8000000, 120400, 12000000, "säker"),
    ]
    assert table.rows[0].texts == {"Ansvar": "5110", "Konto": "3011"}


def test_months_with_what_they_come_to(tmp_path: Path) -> None:
    (table,) = read(
        tmp_path,
        "Verksamhet;jan;feb;Ack;Budget ack;Avvikelse;Prognos;Årsbudget\n"
        "Stab;-120;-121;-241;-240;-1;-1450;-1440\n"
        "Hemtjänst;-1.200;-1.210;-2.410;-2.400;-10;-14.900;-14.400\n"
        "Summa;-1.320;-1.331;-2.651;-2.640;-11;-16.350;-15.840\n",
    )
    assert [(name, role) for name, role, *_ in columns(table)] == [
        ("jan", "utfall"),
        ("feb", "utfall"),
        ("Ack", "utfall"),
        ("Budget ack", "budget"),
        ("Avvikelse", "avvikelse"),
        ("Prognos", "prognos"),
        ("Årsbudget", "budget"),
    ]
    assert [column.period for column in table.columns[:3]] == ["januari", "februari", ""]
    assert printed(table)[1:] == [
        ("Hemtjänst", -1200, -1210, -2410, -2400, -10, -14900, -14400, "säker"),
        ("Summa", -1320, -1331, -2651, -2640, -11, -16350, -15840, "säker"),
    ]


def test_a_column_that_the_months_do_not_come_to_keeps_no_role(tmp_path: Path) -> None:
    (table,) = read(tmp_path, "Verksamhet;jan;feb;mar;Ack\nStab;-120;-121;-1;-500\nHVB;-5;-6;-1;-99\n")
    assert [name for name, *_ in columns(table)] == ["jan", "feb", "mar"]
    assert [row.texts for row in table.rows] == [{"Ack": "-500"}, {"Ack": "-99"}]


def test_amounts_of_a_ledger_are_outcomes_and_doubted(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        "Ansvar;Konto;Kontotext;Period;Belopp\n5110;5010;Löner;202401;201500,50\n5110;5010;Löner;202402;202000,00\n",
    )
    assert columns(first) == [("Belopp januari 2024", "utfall", 2024, "januari")]
    assert printed(first) == [("Löner", 201500.5, "tveksam")]
    assert printed(second) == [("Löner", 202000, "tveksam")]
    assert first.rows[0].doubt.startswith("”Belopp” säger inte om beloppet är utfall eller budget")


def test_a_long_list_of_period_unit_measure_and_value(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        "Period;Enhet;Mått;Värde\n"
        "2024-01;Hemtjänst;Utfall;-1200\n2024-01;Hemtjänst;Budget;-1210\n"
        "2024-02;Hemtjänst;Utfall;-1300\n2024-02;Hemtjänst;Budget;-1210\n"
        "2024-01;Stab;Utfall;-120\n2024-01;Stab;Budget;-121\n",
    )
    assert [printed(table) for table in tables] == [
        [("Hemtjänst", -1200, -1210, "säker"), ("Stab", -120, -121, "säker")],
        [("Hemtjänst", -1300, -1210, "säker")],
    ]
    assert [note for table in tables for note in table.notes if "ingår inte" in note] == []
