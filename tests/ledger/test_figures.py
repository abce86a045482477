"""The ledger as a frame: what each column says of printed, computed and missing figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.ledger.ledger import FIGURES, load_figures
from tests.boards import REPORT, make_board, plain_rows, write_board, write_figures

DEVIATION = "[kultur-2023:drift:Summa:avvikelse 2023]"
ROWS = [
    {"id": "ramökning", "value": "1 200", "note": "Ca."},
    {"id": "andel", "value": "65,4", "resolution": "0,1", "unit": "%", "section": "Bilaga", "period": "maj"},
    {"id": "antal_barn", "value": "7", "resolution": "0", "unit": "barn", "year": "2022"},
    {"id": "okänt", "concept": "okänd ram", "note": "Bara i ord."},
    {"id": "ny_ram", "formula": f"{DEVIATION} + ramökning * andel"},
    {"id": "allt", "formula": "(ny_ram - okänt) / 2", "unit": "mnkr", "note": "Går inte."},
]

UNREAD = ("Drift: Ledning, budget 2023", "Kunde inte läsas säkert.")


def load(folder: Path, rows: list[dict[str, str]] | None = None, report: str = REPORT) -> pd.DataFrame:
    return load_figures(data=write_figures(make_board(folder, report), ROWS if rows is None else rows))


def own(figures: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of the figures that are no cells of a table."""
    return plain_rows(figures[~figures["id"].str.contains(":")], "id", *columns)


def test_values_are_in_the_unit_beside_them(tmp_path: Path) -> None:
    figures = load(tmp_path)
    assert own(figures, "värde", "enhet", "tolerans", "upplösning", "status") == [
        ("ramökning", 1200.0, "tkr", 0.5, 1.0, "tryckt"),
        ("andel", 65.4, "%", 0.05, 0.1, "tryckt"),
        ("antal_barn", 7.0, "barn", 0.0, 0.0, "tryckt"),
        ("okänt", None, "tkr", None, None, "saknas"),
        ("ny_ram", 184.8, "tkr", 1.42725, None, "beräknad"),
        ("allt", None, "mnkr", None, None, "beräknad"),
    ]


def test_figures_say_what_they_measure_and_when(tmp_path: Path) -> None:
    assert own(load(tmp_path), "begrepp", "år", "period") == [
        ("ramökning", "ramökning", 2023, "helår"),
        ("andel", "andel", 2023, "maj"),
        ("antal_barn", "antal barn", 2022, "helår"),
        ("okänt", "okänd ram", 2023, "helår"),
        ("ny_ram", "ny ram", 2023, "helår"),
        ("allt", "allt", 2023, "helår"),
    ]


def test_formulas_are_shown_as_written_and_as_people_say_them(tmp_path: Path) -> None:
    assert own(load(tmp_path), "formel", "uträkning", "saknas")[3:] == [
        ("okänt", "", "", "okänd ram 2023"),
        (
            "ny_ram",
            f"{DEVIATION} + ramökning * andel",
            "Drift: Summa, avvikelse 2023 + ramökning 2023 × andel 2023",
            "",
        ),
        ("allt", "(ny_ram - okänt) / 2", "(ny ram 2023 − okänd ram 2023) / 2", "okänd ram 2023"),
    ]


def test_figures_say_where_they_come_from(tmp_path: Path) -> None:
    assert own(load(tmp_path), "dokument", "avsnitt", "rad", "anmärkning") == [
        ("ramökning", "kultur-2023", "Drift", None, "Ca."),
        ("andel", "kultur-2023", "Bilaga", None, ""),
        ("antal_barn", "kultur-2023", "Drift", None, ""),
        ("okänt", "", "", None, "Bara i ord."),
        ("ny_ram", "kultur-2023", "Drift; Bilaga", None, ""),
        ("allt", "kultur-2023", "Drift; Bilaga", None, "Går inte."),
    ]


def test_the_cells_of_tables_come_first(tmp_path: Path) -> None:
    figures = load(tmp_path)
    assert figures["id"].str.contains(":").tolist() == [True] * 12 + [False] * 6
    columns = ("id", "begrepp", "värde", "tolerans", "upplösning", "status", "formel", "avsnitt", "rad")
    assert plain_rows(figures.head(2), *columns) == [
        ("kultur-2023:drift:Bibliotek:utfall 2023", "Bibliotek, utfall", -1200.0, 0.5, 1.0, "tryckt", "", "Drift", 7),
        ("kultur-2023:drift:Bibliotek:budget 2023", "Bibliotek, budget", -1000.0, 0.5, 1.0, "tryckt", "", "Drift", 7),
    ]


def test_a_cell_that_could_not_be_read_is_missing(tmp_path: Path) -> None:
    figures = load(tmp_path, [], REPORT.replace("-300 200 -500", "-300 2O0 -500"))
    missing = plain_rows(figures[figures["status"] == "saknas"], "id", "värde", "saknas", "anmärkning")
    assert ("kultur-2023:drift:Ledning:budget 2023", None, *UNREAD) in missing
    assert {name for name, *_ in missing} == set(figures["id"].loc[figures["värde"].isna()])


def test_columns_and_their_kinds_are_always_the_same(tmp_path: Path) -> None:
    empty = load_figures(data=write_board(tmp_path / "empty", {}))
    for figures in (load(tmp_path / "some"), empty):
        assert {name: str(kind) for name, kind in figures.dtypes.items()} == dict(FIGURES)
    assert len(empty) == 0


def test_a_folder_without_figures_has_its_cells(tmp_path: Path) -> None:
    assert load_figures(data=make_board(tmp_path))["status"].tolist() == ["tryckt"] * 12


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "x", "formula": "y"}, "line 2: saw formula = 'y'; expected one of:"),
        ({"id": "x", "value": "a"}, "line 2: saw value = 'a'; expected a number"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, row: Mapping[str, str], message: str) -> None:
    with pytest.raises(DataError, match=rf"^figures\.csv, {message}"):
        load(tmp_path, [dict(row)])


def test_a_frame_that_is_changed_leaves_the_next_one_alone(tmp_path: Path) -> None:
    figures = load(tmp_path)
    figures["värde"] = 0.0
    assert own(load(tmp_path), "värde")[0] == ("ramökning", 1200.0)


def test_the_real_figures_are_each_listed_once_and_computed_or_named_missing() -> None:
    figures = load_figures()
    assert not figures["id"].duplicated().any()
    assert (figures["värde"].isna() == (figures["saknas"] != "")).all()
    assert (figures["värde"].isna() == figures["tolerans"].isna()).all()
    assert ((figures["formel"] != "") == (figures["status"] == "beräknad")).all()
    assert (figures.loc[figures["status"] == "tryckt", ["dokument", "avsnitt"]] != "").all(axis=None)
