"""A report is looked at, checked and registered, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from analysis.errors import DataError, DocumentError, NoTablesError, OutputError
from analysis.explanations.deviations import year_total
from analysis.files import DATA
from analysis.intake.inspection import Addition, inspect_report, plan_addition
from analysis.intake.proposed_sums import propose_sums
from analysis.intake.registration import Wanted, register, suffix_of
from analysis.statements.checks import reconcile
from analysis.statements.folder import boards
from analysis.statements.load import money_lines
from analysis.statements.register import load_documents
from analysis.statements.sums import load_sums
from tests.boards import REPORT, held, make_board

WANTED = Wanted("Fritidsnämnden", 2023)
HEAD = "Drift\n\nDriftredovisning (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\n"
GRAND = (
    "Stab -10 -12 2\nVård -20 -20 0\nSumma vård -30 -32 2\nHem -5 -5 0\nPark -6 -5 -1\nSumma park -11 -10 -1\n"
    "Totalt -41 -42 1\n"
)
DOUBTED = "Stab\t-10\t-12\t2\nVård\t-20\t-2O\t0\nBad\t-5\t-6\t1\nSumma\t-35\t-38\t3\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "Mitt bokslut.TXT"
    path.write_text(REPORT, encoding="utf-8", newline="\n")
    return path


def put(addition: Addition, data: Path) -> list[Path]:
    return register(addition.found.content, addition.row, addition.sums, data=data)


def test_a_report_is_registered_in_a_folder_that_is_not_there(report: Path, tmp_path: Path) -> None:
    data = tmp_path / "ny" / "data"
    files = put(plan_addition(report, WANTED, data=data), data=data)
    assert [path.name for path in files] == ["fritidsnamnden-2023.txt", "documents.csv", "sums.csv"]
    assert files[0].read_bytes() == report.read_bytes()
    document = load_documents(data=data).iloc[0].to_dict()
    assert document == {
        "id": "fritidsnamnden-2023",
        "nämnd": "Fritidsnämnden",
        "year": 2023,
        "period": "helår",
        "title": "Fritidsnämndens årsredovisning 2023",
        "publisher": "utgivare ej angiven",
        "file": "reports/fritidsnamnden-2023.txt",
        "sha256": hashlib.sha256(report.read_bytes()).hexdigest(),
        "unit": "",
        "sheets": "",
        "reasons": "",
        "missing": "",
    }
    (found,) = load_sums(data)
    assert (found.total, [part.post for part in found.parts]) == ("Summa", ["Bibliotek", "=Simhall", "Ledning"])
    assert year_total(2023, data=data)["avvikelse_tkr"] == -600


def test_a_register_keeps_its_rows_its_columns_and_its_line_ends(report: Path, tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Bibliotek", "Museum"), [])
    rows = list(csv.DictReader((data / "documents.csv").read_text(encoding="utf-8").splitlines()))
    turned = list(rows[0])[::-1]
    with (data / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, turned, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    (data / "documents.csv").write_bytes((data / "documents.csv").read_bytes().rstrip(b"\r\n"))
    before = (data / "documents.csv").read_bytes()
    put(plan_addition(report, WANTED, data=data), data=data)
    after = (data / "documents.csv").read_bytes()
    assert after.startswith(before + b"\r\n,")
    assert after.count(b"\n") == after.count(b"\r\n") == 3
    ids = [load_documents(data=data, board=board)["id"].tolist() for board in boards(data=data)]
    assert ids == [["kultur-2023"], ["fritidsnamnden-2023"]]


def test_the_publisher_is_that_of_the_boards_last_report(report: Path, tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Bibliotek", "Museum"), [])
    assert plan_addition(report, Wanted("Kulturnämnden", 2024), data=data).row["publisher"] == "Exempelby"
    told = Wanted("Kulturnämnden", 2024, "januari–augusti", "Delår", "Byn", "delar_24")
    row = plan_addition(report, told, data=data).row
    assert [row[name] for name in ("id", "period", "title", "publisher", "file")] == [
        "delar_24",
        "januari–augusti",
        "Delår",
        "Byn",
        "reports/delar_24.txt",
    ]
    part = plan_addition(report, Wanted("Kulturnämnden", 2024, "januari–juni"), data=data).row
    assert (part["id"], part["title"]) == (
        "kulturnamnden-2024-januari-juni",
        "Kulturnämndens uppföljning 2024, januari–juni",
    )


def test_a_file_of_cells_is_not_called_an_annual_report(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Drift (tkr)\n\nPost;Utfall;Budget;Avvikelse\nStab;-5;-6;1\nHVB;-7;-9;2\n", encoding="utf-8")
    assert plan_addition(path, WANTED, data=tmp_path / "data").row["title"] == "Fritidsnämndens redovisning 2023"


def test_the_same_file_is_not_registered_twice(report: Path, tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    before = held(data)
    with pytest.raises(DataError, match=r"saw a file that is registered, as kultur-2023; expected one that is not"):
        plan_addition(report, WANTED, data=data)
    assert held(data) == before


def test_an_id_that_is_taken_is_named(report: Path, tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Bibliotek", "Museum"), [])
    with pytest.raises(DataError, match="id = 'kultur-2023'; expected an id that is free") as error:
        plan_addition(report, WANTED._replace(id="kultur-2023"), data=data)
    assert "välj ett annat med --id" in error.value.swedish()


def test_a_file_that_is_there_is_not_lost(report: Path, tmp_path: Path) -> None:
    place = tmp_path / "data" / "reports" / "fritidsnamnden-2023.txt"
    place.parent.mkdir(parents=True)
    place.write_text("annat", encoding="utf-8")
    with pytest.raises(DataError, match=r"file = 'reports/fritidsnamnden-2023\.txt'; expected a name that is free"):
        plan_addition(report, WANTED, data=tmp_path / "data")
    assert held(tmp_path / "data") == {"reports/fritidsnamnden-2023.txt": b"annat"}


@pytest.mark.parametrize("wanted", [Wanted(" ", 2023, id="a"), Wanted("北", 20, id="../a"), Wanted("A", 2023, id="Å")])
def test_words_that_a_register_cannot_hold_are_refused(report: Path, tmp_path: Path, wanted: Wanted) -> None:
    with pytest.raises(DataError, match=r"^documents\.csv: saw (?:nämnd = '';|id = ')"):
        plan_addition(report, wanted, data=tmp_path / "data")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_takes_for_a_device_is_no_id(report: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=rf"saw id = '{name}'; expected another id: Windows lets no file be called so"):
        plan_addition(report, WANTED._replace(id=name), data=tmp_path / "data")


@pytest.mark.parametrize("name", ["con-2023", "com10", "konto"])
def test_a_name_that_only_begins_like_a_device_is_an_id(report: Path, tmp_path: Path, name: str) -> None:
    assert plan_addition(report, WANTED._replace(id=name), data=tmp_path / "data").row["id"] == name


@pytest.mark.parametrize("failing", ["documents.csv", "sums.csv"])
def test_a_file_that_cannot_be_written_takes_all_of_it_back(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Bibliotek", "Museum"), [])
    before, replace, done = held(data), Path.replace, list[str]()
    addition = plan_addition(report, WANTED, data=data)

    def refuse(self: Path, target: Path) -> Path:
        if target.name == failing and not done:
            done.append(failing)
            raise PermissionError(13, "nej")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=failing):
        put(addition, data)
    assert done == [failing]
    assert held(data) == before


def test_one_who_interrupts_takes_all_of_it_back(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def interrupt(self: Path, target: Path) -> Path:
        if target.name == "sums.csv":
            raise KeyboardInterrupt
        return replace(self, target)

    addition = plan_addition(report, WANTED, data=tmp_path / "data")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put(addition, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_another_that_was_faster_is_not_overwritten(report: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    addition = plan_addition(report, WANTED, data=data)
    put(addition, data)
    before = held(data)
    with pytest.raises(DataError, match="saw a file that is registered"):
        put(addition, data)
    assert held(data) == before


@pytest.mark.parametrize(
    ("text", "error"), [("", DocumentError), ("Bara ord.\n", NoTablesError), (REPORT.replace(" (tkr)", ""), DataError)]
)
def test_a_report_that_cannot_be_loaded_is_not_registered(tmp_path: Path, text: str, error: type[Exception]) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"^rapport\.txt"):
        plan_addition(path, WANTED, data=tmp_path / "data")


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="saw no such file"):
        inspect_report(tmp_path / "saknas.txt")
    with pytest.raises(DocumentError, match="saw a folder or device"):
        inspect_report(tmp_path)


def test_a_sum_that_its_lines_do_not_give_is_registered_and_stays_wrong(tmp_path: Path) -> None:
    path, data = tmp_path / "rapport.txt", tmp_path / "data"
    path.write_text(REPORT.replace("-4 000 -3 400 -600", "-4 100 -3 500 -600"), encoding="utf-8")
    addition = plan_addition(path, WANTED, data=data)
    assert [row["total"] for row in addition.sums] == ["Summa"] * len(addition.sums) != []
    failing = addition.found.checks.query("utslag == 'avviker'")
    assert failing[["post", "storhet", "skillnad_tkr"]].to_numpy().tolist() == [
        ["Summa", "utfall", -100],
        ["Summa", "budget", -100],
    ]
    assert addition.found.remarks == [
        "Drift: summan ”Summa” stämmer inte med sina rader; den registreras och visas som avvikande."
    ]
    put(addition, data)
    assert reconcile(data=data)["utslag"].tolist().count("avviker") == len(failing)


def test_totals_of_totals_and_of_the_lines_since_the_total_before(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(HEAD + GRAND, encoding="utf-8")
    found = [(one.total, [post for post, _ in one.parts], one.holds) for one in inspect_report(path).sums]
    assert found == [
        ("Summa vård", ["Stab", "Vård"], True),
        ("Summa park", ["Hem", "Park"], True),
        ("Totalt", ["Summa vård", "Summa park"], True),
    ]


def test_a_label_that_stands_twice_takes_part_in_no_sum(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(HEAD + "Stab -10 -12 2\nStab -20 -20 0\nSumma -30 -32 2\n", encoding="utf-8")
    found = inspect_report(path)
    assert found.sums == []
    assert found.remarks == ["Drift: ”Summa” prövas inte; en rads etikett saknas eller står två gånger."]


def test_the_sums_of_the_real_reports_are_found_as_they_are_registered() -> None:
    real = {(one.document, one.section, one.total): one for one in load_sums() if one.relation == "lika"}
    tables, found = money_lines(), dict[tuple[str, str, str], set[tuple[str, str]]]()
    for document in load_documents()["id"]:
        sums, remarks = propose_sums(
            {kind: [one for one in own if one.dokument == document] for kind, own in tables.items()}
        )
        assert remarks == []
        assert all(one.holds for one in sums)
        found |= {(document, one.section, one.total): set(one.parts) for one in sums}
    assert found == {key: {(part.post, part.parent) for part in one.parts} for key, one in real.items()}


def test_lines_that_the_crosswalk_does_not_know_have_the_nearest_known(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    text = (DATA / "reports" / "socialnamnden-2020.txt").read_text(encoding="utf-8")
    path.write_text(text.replace("Ledning ", "Ledningen "), encoding="utf-8", newline="")
    wanted = WANTED._replace(board="Socialnämnden")
    assert plan_addition(path, wanted, data=DATA).unknown == {"Ledningen": "Ledning"}


def test_the_rest_of_the_data_is_checked_with_it(report: Path, tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Bibliotek", "Museum"), [])
    put(plan_addition(report, WANTED, data=data), data=data)
    checks = [reconcile(data=data, board=board)["dokument"].value_counts().to_dict() for board in boards(data=data)]
    assert checks == [{"kultur-2023": 4}, {"fritidsnamnden-2023": 7}]


def package(member: str) -> bytes:
    memory = BytesIO()
    with ZipFile(memory, "w") as archive:
        archive.writestr(member, "")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [
        (b"%PDF-1.7", "a.txt", ".pdf"),
        (package("xl/workbook.xml"), "a.zip", ".xlsx"),
        (package("word/document.xml"), "a", ".docx"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "a.txt", ".html"),
        (b"Utfall;Budget", "a.CSV", ".csv"),
        (b"Utfall Budget", "a.exe", ".txt"),
        (b"PK broken", "a.xlsx", ".txt"),
    ],
)
def test_the_suffix_follows_the_content(content: bytes, name: str, suffix: str) -> None:
    assert suffix_of(content, name) == suffix


def test_a_sum_of_which_a_line_is_in_doubt_is_not_registered(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(
        f"Drift\n\nDriftredovisning (tkr)\n\n\tUtfall 2023\tBudget 2023\tAvvikelse\n{DOUBTED}", encoding="utf-8"
    )
    found = inspect_report(path, 2023)
    assert [(one.holds, one.is_told) for one in found.sums] == [(False, False)]
    assert "Drift: summan ”Summa” registreras inte; dess rader ger den inte, eller är tveksamt lästa." in found.remarks
