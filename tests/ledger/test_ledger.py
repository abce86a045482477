"""The ledger: formulas over printed figures, what is missing, and figures computed from the real reports."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.data_files import FIGURES
from analysis.errors import DataError
from analysis.files import DATA
from analysis.ledger.figures import CellId, Figure
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import Ledger, load_ledger
from tests.boards import REPORT, make_board, write_csv, write_figures

UNREAD = REPORT.replace("-300 200 -500", "-300 2O0 -500")
DEVIATION = "[kultur-2023:drift:Summa:avvikelse 2023]"


def load(folder: Path, *rows: Mapping[str, str], report: str = REPORT) -> Ledger:
    return load_ledger(write_figures(make_board(folder, report), rows))


def said(folder: Path, *rows: Mapping[str, str]) -> list[str]:
    """Return what is said of wrong rows, without what to do about it."""
    with pytest.raises(DataError, match=r"^figures\.csv, line \d+: saw ") as error:
        load(folder, *rows)
    return [line.removeprefix("figures.csv, ").rpartition("; ")[0] for line in str(error.value).splitlines()]


def values(ledger: Ledger, *names: str) -> list[tuple[str, str] | None]:
    """Return value and tolerance of figures as texts, None where they are missing."""
    found = [(ledger.figures[name].value(), ledger.figures[name].tolerance()) for name in names]
    return [
        None if one is None or two is None else (f"{one.normalize():f}", f"{two.normalize():f}") for one, two in found
    ]


A, B = {"id": "a", "value": "1 200"}, {"id": "b", "value": "65,4", "resolution": "0,1", "unit": "mnkr"}


def test_formulas_are_computed_whatever_order_they_stand_in(tmp_path: Path) -> None:
    rows = [
        {"id": "last", "formula": "middle * 2"},
        {"id": "middle", "formula": f"first - {DEVIATION}"},
        {"id": "first", "formula": "a + b"},
        A,
        B,
    ]
    expected = [("134400", "102"), ("67200", "51"), ("66600", "50.5"), ("1200", "0.5"), ("65.4", "0.05")]
    assert values(load(tmp_path / "1", *rows), "last", "middle", "first", "a", "b") == expected
    assert values(load(tmp_path / "2", *reversed(rows)), "last", "middle", "first", "a", "b") == expected


def test_a_figure_is_given_in_the_unit_of_its_row(tmp_path: Path) -> None:
    ledger = load(
        tmp_path,
        A,
        B,
        {"id": "share", "formula": "a / b", "unit": "%"},
        {"id": "sum_kr", "formula": "a + b", "unit": "kr"},
        {"id": "per_month", "formula": "a / 8 mån", "unit": "kr/mån"},
        {"id": "exact", "value": "7", "resolution": "0", "unit": "antal"},
    )
    assert values(ledger, "sum_kr", "per_month", "exact") == [
        ("66600000", "50500"),
        ("150000", "62.5"),
        ("7", "0"),
    ]
    share = ledger.figures["share"].value()
    assert share is not None
    assert round(share, 4) == Decimal("1.8349")


def test_a_figure_that_two_ways_lead_to_is_doubted_once(tmp_path: Path) -> None:
    ledger = load(tmp_path, A, B, {"id": "c", "formula": "a + b"}, {"id": "d", "formula": "c - a", "unit": "mnkr"})
    assert values(ledger, "d") == [("65.4", "0.05")]


def test_a_folder_without_figures_has_its_printed_cells(tmp_path: Path) -> None:
    ledger = load_ledger(make_board(tmp_path))
    assert len(ledger.figures) == 12
    assert values(ledger, "kultur-2023:drift:Summa:avvikelse 2023") == [("-600", "0.5")]
    assert {figure.status for figure in ledger.figures.values()} == {"tryckt"}


def test_a_head_without_rows_has_the_printed_cells_too(tmp_path: Path) -> None:
    assert len(load(tmp_path).figures) == 12


def test_a_figure_knows_what_its_row_and_cell_say(tmp_path: Path) -> None:
    ledger = load(
        tmp_path, {**A, "concept": "ram", "note": "Ca.", "line": "12"}, {"id": "x", "formula": "a + a", "period": "maj"}
    )
    assert ledger.figures["a"]._replace(node=None, quantity=None) == Figure(
        *("a", "ram 2023", "ram", 2023, "helår", "tkr", "tryckt", Decimal(1), "kultur-2023", "Drift", None, "Ca.", 2),
        report_line=12,
        place="rad 12",
    )
    assert ledger.figures["x"]._replace(node=None, quantity=None) == Figure(
        *("x", "x 2023", "x", 2023, "maj", "tkr", "beräknad", None, "", "", None, "", 3, "a + a")
    )
    cell = ledger.figures["kultur-2023:drift:=Simhall:utfall 2023"]
    assert cell._replace(node=None, quantity=None) == Figure(
        *(
            "kultur-2023:drift:=Simhall:utfall 2023",
            "Drift: =Simhall, utfall 2023",
            "=Simhall, utfall",
            2023,
            "helår",
            "tkr",
        ),
        *("tryckt", Decimal(1), "kultur-2023", "Drift", 9, ""),
        cell=CellId("kultur-2023", "drift", "=Simhall", "utfall", 2023),
        report_line=9,
        place="rad 9",
    )


def test_what_is_missing_is_named_at_every_figure_above_it(tmp_path: Path) -> None:
    ledger = load(
        tmp_path,
        A,
        {"id": "m"},
        {"id": "n"},
        {"id": "one", "formula": "a + m"},
        {"id": "both", "formula": "one - n + m"},
        {"id": "none", "formula": "a + a"},
    )
    missing = {name: ledger.figures[name].missing for name in ("a", "m", "one", "both", "none")}
    assert missing == {"a": (), "m": ("m",), "one": ("m",), "both": ("m", "n"), "none": ()}
    assert values(ledger, "m", "one", "both", "none") == [None, None, None, ("2400", "1")]


def test_a_cell_that_could_not_be_read_is_missing(tmp_path: Path) -> None:
    name = "kultur-2023:drift:Ledning:budget 2023"
    ledger = load(tmp_path, {"id": "x", "formula": f"[{name}] * 2"}, report=UNREAD)
    assert (ledger.figures[name].status, ledger.figures[name].note) == ("saknas", "Kunde inte läsas säkert.")
    assert ledger.figures["x"].missing == (name,)
    assert values(ledger, "x", name) == [None, None]


def test_a_formula_of_ones_own_is_evaluated(tmp_path: Path) -> None:
    ledger = load(tmp_path, A, {"id": "m"})
    quantity, missing = ledger.evaluate(parse_formula("a / 2 - a"))
    assert quantity is not None
    assert (quantity.value, quantity.tolerance) == (Decimal(-600), Decimal("0.25"))
    assert missing == ()
    assert ledger.evaluate(parse_formula("a + m + m")) == (None, ("m",))


def test_a_formula_comes_down_to_its_printed_figures(tmp_path: Path) -> None:
    other = {"id": "b", "value": "3", "section": "Bilaga"}
    ledger = load(tmp_path, A, other, {"id": "c", "formula": "a + b"}, {"id": "d", "formula": f"c - a + {DEVIATION}"})
    node = parse_formula("d * c")
    assert [leaf.id for leaf in ledger.leaves(node)] == ["a", "b", DEVIATION[1:-1]]
    assert ledger.sources(node) == {"dokument": "kultur-2023", "avsnitt": "Drift; Bilaga"}
    assert ledger.written(parse_formula(f"-(a + {DEVIATION}) * 2")) == "−(a 2023 + Drift: Summa, avvikelse 2023) × 2"


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    assert values(load(tmp_path, A), "a") == [("1200", "0.5")]
    assert values(load(tmp_path, {**A, "value": "1 300"}), "a") == [("1300", "0.5")]
    (tmp_path / "figures.csv").unlink()
    assert "a" not in load_ledger(tmp_path).figures


def test_a_changed_report_is_read_anew(tmp_path: Path) -> None:
    row = {"id": "x", "formula": DEVIATION}
    assert values(load(tmp_path, row), "x") == [("-600", "0.5")]
    assert values(load(tmp_path, row, report=REPORT.replace("-3 400 -600", "-3 300 -700")), "x") == [("-700", "0.5")]


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    write_figures(make_board(tmp_path), [A])
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row[::-1] for row in csv.reader(file)]
    write_csv(tmp_path / "figures.csv", rows[0], rows[1:])
    assert values(load_ledger(tmp_path), "a") == [("1200", "0.5")]


@pytest.mark.parametrize("column", [name for name in FIGURES.names if name not in FIGURES.optional])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    left = [name for name in FIGURES.names if name != column]
    write_csv(make_board(tmp_path) / "figures.csv", left, [])
    with pytest.raises(DataError, match=rf"^figures\.csv, line 1: saw columns {', '.join(left)}; expected columns id,"):
        load_ledger(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "places"),
    [
        ("nettobudget_2019", "-181206", 0),
        ("nettokostnad_2019", "-220080", 0),
        ("bruttokostnad_2019", "-251655", 0),
        ("bruttokostnad_2020", "-244770", 0),
        ("hvb_ensamkommande_2017", "-45779", 0),
        ("avvikelse_utan_engångskostnad_och_ledning_2020", "-10189", 0),
        ("utbetalt_2019", "-61013.232", 3),
    ],
)
def test_the_real_computed_figures(name: str, value: str, places: int) -> None:
    figure = load_ledger(DATA).figures[name]
    found = figure.value()
    assert found is not None
    assert round(found, places) == Decimal(value)
    assert (figure.status, figure.unit) == ("beräknad", "tkr")


def test_a_long_chain_of_figures_is_computed(tmp_path: Path) -> None:
    chain = [{"id": f"b{at}", "formula": f"b{at - 1} + 1 tkr" if at else "a"} for at in range(1500)]
    ledger = load(tmp_path, A, *chain)
    last = ledger.figures["b1499"]
    assert last.value() == (ledger.figures["a"].value() or 0) + 1499
    assert last.node is not None
    assert [leaf.id for leaf in ledger.leaves(last.node)] == ["a"]
