"""One board a paper: a folder of several boards is narrowed to one, and nothing of another reaches it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.csv_files import CsvRow
from analysis.data_files import CAUSES, CLAIMS, COMMENTS, CONCEPTS, DOCUMENTS, DRIVERS, FIGURES, SUBJECTS, SUMS
from analysis.errors import DataError
from analysis.explanations.causes import load_causes
from analysis.explanations.notes import load_comments
from analysis.explanations.sensitivity import load_drivers
from analysis.explanations.subjects import load_subjects
from analysis.ledger.claims import load_claims
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.ledger import load_ledger
from analysis.statements.boards import NO_PUBLISHER, boards_of
from analysis.statements.folder import boards, opened, use
from analysis.statements.load import load_drift
from tests.boards import REPORT, document_row, make_board, sum_parts, write_csv

CULTURE, SPORT = "Kulturnämnden", "Idrottsnämnden"
OTHER = REPORT.replace("Bibliotek -1 200 -1 000 -200", "Ridhus -1 900 -1 000 -900").replace(
    "-4 000 -3 400 -600", "-4 700 -3 400 -1 300"
)


def rows_of(board: str, document: str, line: str) -> dict[str, list[dict[str, str]]]:
    """Write a row of each file that says something of a board; those without a document name it."""
    place = {"document": document, "section": "Drift", "line": "7"}
    cell = f"[{document}:drift:{line}:utfall 2023]"
    figure = {"id": "dubbelt", "concept": "dubbelt", "year": "2023", "period": "helår", "formula": f"2 * {cell}"}
    said = {
        "kind": "påstående",
        "id": "påstått",
        "claim": f"{line} kostade.",
        "claimed": "dubbelt",
        "formula": "dubbelt",
    }
    worded = {"wording": "exakt", "relation": "lika", "unit": "tkr"}
    measured = {"concept": "mått", "year": "2023", "figure": cell, "unit": "tkr", "basis": "rad"}
    driven = {"driver": "ett besök", "year": "2023", "unit": "antal", "effect": "3 tkr / 1 antal"}
    return {
        FIGURES.name: [{**figure, "unit": "tkr", "status": "beräknad", "board": board}],
        CLAIMS.name: [{**place, **said, **worded}],
        CONCEPTS.name: [{**measured, "comparability": "jämförbar", "board": board}],
        CAUSES.name: [
            {**place, "year": "2023", "kind": "rad", "what": line, "cause": f"Orsak {line}.", "strength": "anger"}
        ],
        COMMENTS.name: [{**place, "line": line, "date": "2024-01-02", "name": "Controller", "comment": f"Om {line}."}],
        DRIVERS.name: [{**driven, "board": board}],
        SUBJECTS.name: [{"sheet": "Ämne", "kind": "fråga", "what": f"Varför {line}?", "board": board}],
    }


FILES = {file.name: file for file in (FIGURES, CLAIMS, CONCEPTS, CAUSES, COMMENTS, DRIVERS, SUBJECTS)}


def write_rows(data: Path, *groups: Mapping[str, list[dict[str, str]]]) -> Path:
    for name, file in FILES.items():
        rows = [row for group in groups for row in group.get(name, [])]
        write_csv(data / name, file.names, [[row.get(column, "") for column in file.names] for row in rows])
    return data


def two_boards(folder: Path, publisher: str = "Exempelby", other: str = SPORT) -> Path:
    """Write the reports of two boards for the same year, each with its sums."""
    data = make_board(folder, sums=[*sum_parts("Bibliotek", "=Simhall", "Ledning"), *SPORTS_SUMS])
    rows = [document_row(data, "kultur-2023", REPORT, nämnd=CULTURE, publisher="Exempelby")]
    rows.append(document_row(data, "idrott-2023", OTHER, nämnd=other, publisher=publisher))
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    return data


SPORTS_SUMS = [
    ("idrott-2023", *row[1:3], row[3].replace("Bibliotek", "Ridhus"), *row[4:])
    for row in sum_parts("Bibliotek", "=Simhall", "Ledning")
]


def told(data: Path, board: str | None) -> dict[str, object]:
    """Gather what every file of a folder says of a board."""
    folder = opened(data, board)
    return {
        "figures": {name: str(one.value()) for name, one in load_ledger(folder).figures.items()},
        "claims": [one.row["claim"] for one in load_claims(folder)],
        "concepts": [(one.row["concept"], one.row["figure"]) for one in load_crosswalk(folder)],
        "causes": [one.orsak for one in load_causes(folder)],
        "comments": [one.text for own in load_comments(folder).values() for one in own],
        "drivers": [row["driver"] for row in load_drivers(folder)],
        "subjects": [one.questions for one in load_subjects(folder)],
    }


def test_a_folder_of_two_boards_is_refused_with_those_to_choose_from(tmp_path: Path) -> None:
    data = two_boards(tmp_path)
    message = r"^documents\.csv: saw the reports of 2 boards; expected one of: Kulturnämnden; Idrottsnämnden; say which"
    with pytest.raises(DataError, match=message) as error:
        load_drift(data=data)
    assert error.value.swedish() == (
        "documents.csv: rapporter från flera nämnder; väntade en av: Kulturnämnden; Idrottsnämnden; "
        "välj med --board i kommandot eller board= i Python."
    )


def test_a_notebook_says_it_in_swedish_instead_of_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="2 boards") as error:
        analysis.years(data=two_boards(tmp_path))
    (text,) = error.value._render_traceback_()
    assert text.startswith("Det gick inte:\ndocuments.csv: rapporter från flera nämnder")


@pytest.mark.parametrize("asked", ["Kulturnämnden", "kulturnämnden", " Kulturnämnden,  Exempelby "])
def test_a_board_is_chosen_by_its_name(tmp_path: Path, asked: str) -> None:
    drift = load_drift(data=two_boards(tmp_path), board=asked)
    assert set(drift["nämnd"]) == {CULTURE}
    assert drift["post"].tolist() == ["Bibliotek", "=Simhall", "Ledning", "Summa"]


def test_an_unknown_board_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw board = 'Kultur'; expected one of: Kulturnämnden") as error:
        load_drift(data=two_boards(tmp_path), board="Kultur")
    assert "nämnden ”Kultur”; väntade en av: Kulturnämnden" in error.value.swedish()


def test_the_only_board_need_not_be_named_and_another_is_refused(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    assert opened(data) is opened(data, CULTURE) is opened(str(data)) is opened(opened(data))
    with pytest.raises(DataError, match="saw board = 'Idrottsnämnden'"):
        opened(data, SPORT)


def test_two_municipalities_are_two_boards(tmp_path: Path) -> None:
    data = two_boards(tmp_path, publisher="Provstad", other=CULTURE)
    assert boards(data=data) == ["Kulturnämnden, Exempelby", "Kulturnämnden, Provstad"]
    with pytest.raises(DataError, match="expected one of: Kulturnämnden, Exempelby; Kulturnämnden, Provstad"):
        load_drift(data=data, board=CULTURE)
    assert set(load_drift(data=data, board="Kulturnämnden, Provstad")["dokument"]) == {"idrott-2023"}


def test_a_report_without_a_municipality_is_that_of_the_only_board_of_its_name() -> None:
    def row(name: str, publisher: str) -> CsvRow:
        return CsvRow({"id": f"{name}{publisher}", "nämnd": name, "publisher": publisher}, 2)

    assert boards_of([row("A", "X"), row("a", NO_PUBLISHER)]).choices == ["A"]
    assert boards_of([row("A", "X"), row("A", "Y"), row("A", NO_PUBLISHER)]).choices == [
        *("A, X", "A, Y", "A, utgivare ej angiven"),
    ]


def test_rows_of_one_board_never_reach_the_other(tmp_path: Path) -> None:
    own = rows_of(CULTURE, "kultur-2023", "Bibliotek")
    both = write_rows(two_boards(tmp_path / "två"), own, rows_of(SPORT, "idrott-2023", "Ridhus"))
    alone = write_rows(make_board(tmp_path / "en"), own)
    assert told(both, CULTURE) == told(alone, None)
    assert "Ridhus" in str(told(both, SPORT))
    assert "Bibliotek" not in str(told(both, SPORT))
    assert told(both, SPORT)["figures"]["dubbelt"] == "-3800"  # type: ignore[index]


LOADERS: list[Callable[..., pd.DataFrame]] = [
    *(analysis.load_drift, analysis.load_figures, analysis.reconcile, analysis.audit_claims, analysis.concepts),
    *(analysis.causes, analysis.year_table, analysis.load_documents, analysis.unknown_lines),
]


@settings(max_examples=15)
@given(st.lists(st.sampled_from([CULTURE, SPORT]), min_size=1, max_size=6))
def test_a_board_looks_the_same_whatever_else_its_folder_holds(order: list[str]) -> None:
    names = {CULTURE: "kultur", SPORT: "idrott"}
    reports = [(names[board], board, 2015 + at) for at, board in enumerate(order)]

    def write(data: Path, only: str | None) -> Path:
        data.mkdir()
        rows = [
            document_row(data, f"{name}-{year}", REPORT.replace("2023", str(year)), nämnd=board)
            for name, board, year in reports
            if only in {None, board}
        ]
        write_csv(data / "documents.csv", DOCUMENTS.names, rows)
        write_csv(data / "sums.csv", SUMS.names, [])
        return data

    with TemporaryDirectory() as place:
        whole = write(Path(place, "alla"), None)
        for board in dict.fromkeys(order):
            alone = write(Path(place, names[board]), board)
            for load in LOADERS:
                pd.testing.assert_frame_equal(load(data=whole, board=board), load(data=alone))


@pytest.mark.parametrize(
    ("board", "english", "swedish"),
    [
        ("", "saw board = ''; expected one of: Kulturnämnden; Idrottsnämnden", "en av mappens nämnder: Kulturnämnden"),
        ("Skolnämnden", "saw board = 'Skolnämnden'; expected one of: Kulturnämnden, Idrottsnämnden", "något av:"),
    ],
)
@pytest.mark.parametrize("name", [FIGURES.name, CONCEPTS.name, DRIVERS.name, SUBJECTS.name])
def test_a_row_of_nobodys_is_refused_where_there_are_several(
    tmp_path: Path, name: str, board: str, english: str, swedish: str
) -> None:
    (row,) = rows_of(board, "kultur-2023", "Bibliotek")[name]
    data = write_rows(two_boards(tmp_path), {name: [row]})
    with pytest.raises(DataError, match=rf"^{name}, line 2: {english}") as error:
        told(data, SPORT)
    assert swedish in error.value.swedish()


def test_a_row_without_a_board_is_the_only_boards(tmp_path: Path) -> None:
    data = write_rows(make_board(tmp_path), rows_of("", "kultur-2023", "Bibliotek"))
    assert told(data, None)["concepts"] == [("mått", "[kultur-2023:drift:Bibliotek:utfall 2023]")]


def test_a_row_may_not_name_another_board_than_its_document(tmp_path: Path) -> None:
    printed = {"id": "tryckt", "concept": "tryckt", "year": "2023", "period": "helår", "value": "5", "unit": "tkr"}
    place = {"resolution": "1", "document": "kultur-2023", "section": "Drift", "status": "tryckt", "board": SPORT}
    data = write_rows(two_boards(tmp_path), {FIGURES.name: [{**printed, **place}]})
    with pytest.raises(DataError, match="saw board = 'Idrottsnämnden'; expected the board of the document, Kultur"):
        told(data, SPORT)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back the session as it was."""
    for name in ("ANALYSIS_DATA", "ANALYSIS_BOARD"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


@pytest.mark.usefixtures("session")
def test_a_session_works_on_the_folder_and_the_board_that_are_chosen(tmp_path: Path) -> None:
    data = two_boards(tmp_path)
    use(str(data), board=SPORT)
    assert analysis.describe_board() == "Idrottsnämnden, Exempelby"
    assert float(analysis.year_total(2023)["utfall_tkr"]) == -4700
    assert analysis.describe_board(board=CULTURE) == "Kulturnämnden, Exempelby"
    use()
    assert analysis.describe_board() == "Idrottsnämnden, Exempelby"
    assert os.environ["ANALYSIS_BOARD"] == SPORT
    use(analysis.DATA)
    assert analysis.years() == [2017, 2020]


@pytest.mark.usefixtures("session")
def test_the_board_of_a_session_is_not_that_of_another_folder(tmp_path: Path) -> None:
    use(two_boards(tmp_path / "två"), board=SPORT)
    assert set(load_drift(data=make_board(tmp_path / "en"))["nämnd"]) == {CULTURE}


@pytest.mark.usefixtures("session")
def test_a_session_refuses_to_mix_and_stays_as_it_was(tmp_path: Path) -> None:
    before = os.environ["ANALYSIS_DATA"]
    with pytest.raises(DataError, match="saw the reports of 2 boards"):
        use(two_boards(tmp_path))
    assert os.environ["ANALYSIS_DATA"] == before


@pytest.mark.usefixtures("session")
def test_a_folder_below_the_project_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    use("data")
    assert Path(os.environ["ANALYSIS_DATA"]) == Path(analysis.__file__).resolve().parents[1] / "data"


KNOWN_BOARD = {
    "register",
    "plan_addition",
    "add_report",
    "correct",
    "remove",
    "boards",
}  # what they are given says whose it is
PUBLIC = [name for name in dir(analysis) if inspect.isfunction(getattr(analysis, name))]
READERS = [name for name in PUBLIC if "data" in inspect.signature(getattr(analysis, name)).parameters and name != "use"]


@pytest.mark.parametrize("name", READERS)
def test_folder_and_board_are_given_by_name_alone(name: str) -> None:
    own = inspect.signature(getattr(analysis, name)).parameters
    wanted = {"data"} if name in KNOWN_BOARD else {"data", "board"}
    assert {one for one in ("data", "board") if one in own} == wanted
    assert all(own[one].kind is inspect.Parameter.KEYWORD_ONLY and own[one].default is None for one in wanted)


def test_what_reads_a_folder_is_most_of_the_package() -> None:
    assert len(READERS) > 50
