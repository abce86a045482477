"""What may be mistaken in what is said of a report is asked, or refused where nobody can be asked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted
from analysis.statements.load import load_drift, load_volumes
from analysis.statements.register import load_documents, registered_rows
from analysis.statements.sources import compare_sources
from tests.boards import REPORT, make_board, plain_rows

OTHER = REPORT.replace("Bibliotek -1 200 -1 000 -200", "Bibliotek -1 300 -1 000 -300").replace("-4 000", "-4 100").replace("-600", "-700")  # fmt: skip
AUGUST = "## Drift\n\nDriftredovisning (tkr)\t\t\n\tUtfall jan-aug 2023\tÅrsbudget 2023\tPrognos\tAvvikelse\nStab\t-19\t-30\t-29\t1\nSumma\t-19\t-30\t-29\t1\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_board(tmp_path / "data")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "ny.txt"
    path.write_text(OTHER.replace("2023", "2024"), encoding="utf-8", newline="\n")
    return path


def add(report: Path, data: Path, *more: str) -> int:
    words = {"--board": "Kulturnämnden", "--year": "2024"}
    own = [part for name, value in words.items() if name not in more for part in (name, value)]
    return main(["add", str(report), "--data", str(data), *own, *more])


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but for what a slow first reading keeps in its cache."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".analysis-cache" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


CASES = {
    "year": (["--year", "2032"], "ny.txt: tabellhuvudena har 2024, men rapporten läggs in för 2032; väntade 2024; ändra --year, eller säg ja med --accept year."),
    "board": (["--board", "Kultur-nämnden"], "ny.txt: mappen har ingen ”Kultur-nämnden”; väntade ”Kulturnämnden”, som den har; ändra --board, eller säg ja med --accept board."),
    "publisher": (["--publisher", "Annanby"], "ny.txt: kommunen är ”Annanby”; väntade ”Exempelby”, som i mappen; ändra --publisher, eller säg ja med --accept publisher."),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_what_may_be_mistaken_is_refused_unless_it_is_said(
    report: Path, data: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    before, (words, said) = held(data), CASES[kind]
    assert add(report, data, "--yes", *words) == 1
    assert capsys.readouterr().err == f"Det gick inte:\n{said}\n"
    assert held(data) == before
    assert add(report, data, "--yes", *words, "--accept", kind) == 0
    assert len(registered_rows(data)) == 2


@pytest.mark.parametrize(
    ("printed", "period", "asked"),
    [("202401 - 202412", "januari–augusti", "helår"), ("januari–augusti 2024", "helår", "januari–augusti")],
)
def test_a_period_that_the_file_names_otherwise_is_asked(
    report: Path, data: Path, capsys: pytest.CaptureFixture[str], printed: str, period: str, asked: str
) -> None:
    report.write_text(f"Period: {printed}\n\n{report.read_text(encoding='utf-8')}", encoding="utf-8")
    assert add(report, data, "--yes", "--period", period) == 1
    assert capsys.readouterr().err == (
        f"Det gick inte:\nny.txt: ovanför tabellen står perioden {printed}, men rapporten läggs in för {period}; väntade "
        f"{printed}; ändra --period till ”{asked}”, eller säg ja med --accept period.\n"
    )
    assert add(report, data, "--yes", "--period", period, "--accept", "period") == 0


@pytest.mark.parametrize(
    ("printed", "year", "is_asked"),
    [("202301 - 202312", "2024", True), ("jan–dec 2023", "2024", True), ("202401 - 202412", "2024", False)],
)
def test_a_year_that_only_the_period_prints_is_asked_where_it_is_another(
    report: Path, data: Path, capsys: pytest.CaptureFixture[str], printed: str, year: str, *, is_asked: bool
) -> None:
    text = report.read_text(encoding="utf-8").replace(" 2024", "")
    report.write_text(f"Period: {printed}\n\n{text}", encoding="utf-8")
    assert add(report, data, "--yes", "--year", year) == int(is_asked)
    said = (
        f"står perioden {printed}, men rapporten läggs in för {year}; väntade {printed}; ändra --year, "
        "eller säg ja med --accept year."
    )
    assert (said in capsys.readouterr().err) is is_asked


HEADS = "## Drift\n\nDriftredovisning (tkr)\t\t\n\t{}\nStab\t-19\t-20\t1\nBad\t-9\t-9\t0\nSumma\t-28\t-29\t1\n"


@pytest.mark.parametrize("period", ["januari–april", "helår"])
def test_a_period_that_the_columns_name_otherwise_is_asked(
    report: Path, data: Path, capsys: pytest.CaptureFixture[str], period: str
) -> None:
    report.write_text(HEADS.format("Utfall jan-aug 2024\tBudget jan-aug 2024\tAvvikelse"), encoding="utf-8")
    assert add(report, data, "--yes", "--period", period) == 1
    assert (
        f"ny.txt: kolumnerna med utfall gäller januari–augusti, men rapporten läggs in för {period}; väntade "
        "januari–augusti; ange --period januari–augusti, eller säg ja med --accept period."
    ) in capsys.readouterr().err
    assert add(report, data, "--yes", "--period", "januari–augusti") == 0


@pytest.mark.parametrize("head", ["Utfall 2024\tBudget 2024\tAvvikelse", "Utfall\tBudget\tAvvikelse"])
def test_columns_of_a_whole_year_are_not_asked_about(report: Path, data: Path, head: str) -> None:
    report.write_text(HEADS.format(head), encoding="utf-8")
    (plan,) = [plan_addition(report, Wanted("Kulturnämnden", 2024), data=data)]
    assert [doubt.kind for doubt in plan.doubts] == []


def test_a_year_whose_budget_the_report_does_not_have_is_asked(
    report: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        HEADS.format("Utfall 2025\tBudget 2025\tAvvikelse\tUtfall 2024")
        .replace("1\n", "1\t-18\n")
        .replace("\t0\n", "\t0\t-9\n")
    )
    report.write_text(text, encoding="utf-8")
    assert add(report, data, "--yes") == 1
    said = "ny.txt: budget och avvikelse är för 2025, men rapporten läggs in för 2024; väntade 2025; ändra --year"
    assert said in capsys.readouterr().err
    assert add(report, data, "--yes", "--year", "2025") == 0


@pytest.mark.parametrize(
    ("above", "period"),
    [
        ("Period: januari–augusti 2024", "jan-aug"),
        ("Period: 202401 - 202412", "helår"),
        ("Perioden januari–augusti visar ett underskott", "helår"),
    ],
)
def test_a_period_that_agrees_or_cannot_be_compared_is_not_asked(
    report: Path, data: Path, above: str, period: str
) -> None:
    report.write_text(f"{above}\n\n{report.read_text(encoding='utf-8')}", encoding="utf-8")
    assert add(report, data, "--yes", "--period", period) == 0


@pytest.mark.parametrize("answers", ["j\nj\n", "n\nj\n", "j\nn\n"])
def test_at_a_terminal_it_is_asked(
    report: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answers: str
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answers))
    assert add(report, data, "--year", "2032") == 0
    out = capsys.readouterr().out
    question = "Tabellhuvudena har 2024, men rapporten läggs in för 2032; väntade 2024."
    assert f"Att svara på:\n  {question}\n" in out
    assert f"{question} Är det rätt ändå? [j/N] " in out
    assert len(registered_rows(data)) == (1 if "n" in answers else 2)


@pytest.mark.parametrize(
    ("board", "near"),
    [
        ("Kulturnämnden", []),
        ("kulturnämnden", []),
        ("Kulturnämden", ["board"]),
        ("Kultur nämnden", ["board"]),
        ("Socialnämnden", ["board"]),  # a folder of its own was forgotten, perhaps
    ],
)
def test_a_board_that_the_folder_lacks_is_doubted_where_it_has_others(
    report: Path, data: Path, board: str, near: list[str]
) -> None:
    assert [doubt.kind for doubt in plan_addition(report, Wanted(board, 2024), data=data).doubts] == near


def test_nothing_is_doubted_of_the_first_report_of_a_folder(report: Path, tmp_path: Path) -> None:
    assert plan_addition(report, Wanted("Kulturnämnden", 2024), data=tmp_path / "ny").doubts == []


@pytest.fixture
def first(report: Path, data: Path) -> Path:
    """Register the report of 2024, and leave another one of that year in its place."""
    assert add(report, data, "--yes") == 0
    report.write_text(report.read_text("utf-8").replace("-2 500 -2 600 100", "-2 400 -2 600 200"), encoding="utf-8")
    return report


def test_a_second_report_of_a_year_is_refused_with_both_ways_out(
    first: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(data)
    assert add(first, data, "--yes") == 1
    assert capsys.readouterr().err.endswith(
        "documents.csv: en andra rapport från Kulturnämnden för 2024, helår, bredvid ”Kulturnämndens årsredovisning "
        "2024”; väntade en rapport per nämnd, år och period; byt ut den med --replace, eller behåll båda som två källor "
        "med --accept source.\n"
    )
    assert add(first, data, "--yes", "--id", "export") == 1
    assert "eller säg ja med --accept source." in capsys.readouterr().err
    assert held(data) == before


def test_a_second_source_is_compared_and_counts_nothing_twice(
    first: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = plain_rows(load_drift(data=data), "dokument", "post", "utfall_tkr")
    assert add(first, data, "--yes", "--id", "export", "--accept", "source") == 0
    assert plain_rows(load_drift(data=data), "dokument", "post", "utfall_tkr") == lines
    found = compare_sources(data=data)
    assert set(found["källa"]) == {"kulturnamnden-2024"}
    assert plain_rows(found[found["utslag"] == "avviker"], "post", "storhet", "värde", "andra_värde", "skillnad") == [
        ("=Simhall", "utfall", -2500.0, -2400.0, 100.0),
        ("=Simhall", "avvikelse", 100.0, 200.0, 100.0),
    ]
    capsys.readouterr()
    assert main(["check", "--data", str(data)]) == 1
    said = "Två källor för samma tid (kulturnamnden-2024 och export): tolv uppgifter finns i båda: tio stämmer, två avviker."
    assert said in capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")


def test_a_second_source_without_an_id_is_called_by_its_file(first: Path, data: Path) -> None:
    second = first.with_name("Export från Ekonomi 2024 (kr).txt")
    second.write_bytes(first.read_bytes())
    assert add(second, data, "--yes", "--accept", "source") == 0
    row = load_documents(data=data).set_index("id").loc["export-fran-ekonomi-2024-kr"]
    assert row["title"] == "Kulturnämndens årsredovisning 2024 (export-fran-ekonomi-2024-kr)"
    assert row["file"] == "reports/export-fran-ekonomi-2024-kr.txt"


def test_a_yes_to_a_second_source_changes_nothing_where_there_is_no_first(first: Path, tmp_path: Path) -> None:
    assert add(first, tmp_path / "ny", "--yes", "--accept", "source") == 0
    assert load_documents(data=tmp_path / "ny")["id"].tolist() == ["kulturnamnden-2024"]


def test_a_source_that_agrees_within_rounding_does_not_fail(data: Path, tmp_path: Path) -> None:
    rounded = tmp_path / "mnkr.txt"
    rounded.write_text(
        "Drift\n\nDriftredovisning (mnkr)\n\nUtfall 2023 Budget 2023 Avvikelse\n\nBibliotek -1,2 -1,0 -0,2\n\n"
        "SIMHALL -2,5 -2,6 0,1\n\nSumma nämnd -4,0 -3,4 -0,6\n",
        encoding="utf-8",
    )
    assert add(rounded, data, "--year", "2023", "--yes", "--id", "mnkr", "--accept", "source") == 0
    assert plain_rows(compare_sources(data=data), "post", "storhet", "andra_värde", "tolerans", "utslag") == [
        ("Bibliotek", "utfall", -1200.0, 50.5, "stämmer"),
        ("Bibliotek", "budget", -1000.0, 50.5, "stämmer"),
        ("Bibliotek", "avvikelse", -200.0, 50.5, "stämmer"),
    ]
    assert main(["check", "--data", str(data)]) == 0


def test_what_the_first_source_has_no_table_of_is_loaded_from_the_second(data: Path, tmp_path: Path) -> None:
    more = tmp_path / "bilaga.txt"
    more.write_text("Volymutveckling\n\nVolymmått Utfall 2022 Utfall 2023\nLån 10 8\nBesök 4 5\n", encoding="utf-8")
    assert add(more, data, "--year", "2023", "--yes", "--id", "bilaga", "--accept", "source") == 0
    assert set(load_volumes(data=data)["dokument"]) == {"bilaga"}
    assert compare_sources(data=data).empty


def test_two_sources_of_a_part_of_a_year_are_one_forecast(data: Path, tmp_path: Path) -> None:
    for name, text in (("a", AUGUST), ("b", AUGUST.replace("-29", "-25").replace("\t1\n", "\t5\n"))):
        path = tmp_path / f"{name}.txt"
        path.write_text(text.replace("2023", "2025"), encoding="utf-8")
        words = ["--year", "2025", "--period", "jan-aug" if name == "a" else "januari-augusti", "--id", name]
        assert add(path, data, "--yes", *words, *(["--accept", "source"] if name == "b" else [])) == 0
    assert load_documents(data=data)["period"].tolist() == ["helår", "januari–augusti", "januari–augusti"]
    drift = load_drift(data=data)
    assert plain_rows(drift[drift["år"] == 2025], "dokument", "post", "utfall_tkr") == [("a", "Stab", -29.0), ("a", "Summa", -29.0)]  # fmt: skip
    assert plain_rows(
        compare_sources(data=data).query("utslag == 'avviker'"), "post", "storhet", "värde", "andra_värde"
    ) == [
        ("Stab", "prognos", -29.0, -25.0),
        ("Stab", "prognosavvikelse", 1.0, 5.0),
        ("Summa", "prognos", -29.0, -25.0),
        ("Summa", "prognosavvikelse", 1.0, 5.0),
    ]


@pytest.mark.parametrize("words", ["januari-augusti", "januari–augusti", "jan-aug", "Delår 2"])
def test_the_same_months_give_one_id(report: Path, data: Path, words: str) -> None:
    row = plan_addition(report, Wanted("Kulturnämnden", 2024, words), data=data).row
    assert (row["id"], row["period"]) == ("kulturnamnden-2024-januari-augusti", "januari–augusti")
