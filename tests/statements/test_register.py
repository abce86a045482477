"""The register of documents: a right one is loaded, every fault of a wrong one is named, and all together."""

from __future__ import annotations

import hashlib
import os
from io import BufferedReader
from pathlib import Path

import pytest

from analysis.data_files import DOCUMENTS as DOCUMENTS_FILE
from analysis.errors import DataError, NoTablesError, fault
from analysis.files import DATA
from analysis.statements.folder import state
from analysis.statements.register import load_documents, load_tables
from tests.boards import document_row, plain_rows, write_board, write_csv

REPORT = "Driftredovisning (tkr)\n\nUtfall 2021 Budget 2021 Avvikelse\nStab -10 -12 2\n"
VOLUMES = "\nVolymmått Utfall 2021 Utfall 2022\nÄrenden 5 6\n"
REPORT_SHA256 = "0a4ecc2dcfbe7b1d5c162d00dd7d37e1318d637cff1dec7132615e6d301740bd"


def change(data: Path, column: str, value: str) -> Path:
    """Write a register of one right row, but for one cell."""
    row = document_row(data, "a-2021", REPORT)
    row[DOCUMENTS_FILE.names.index(column)] = value
    write_csv(data / "documents.csv", DOCUMENTS_FILE.names, [row])
    return data


def test_a_right_register_is_loaded(tmp_path: Path) -> None:
    documents = load_documents(data=write_board(tmp_path, {"a-2021": REPORT, "b-1999": f"{REPORT}\n"}))
    assert list(documents.columns) == list(DOCUMENTS_FILE.names)
    assert documents.dtypes.astype(str).to_dict() == {
        name: "int64" if name == "year" else "str" for name in DOCUMENTS_FILE.names
    }
    assert plain_rows(documents, "id", "nämnd", "year", "period", "title", "publisher", "file", "missing") == [
        ("a-2021", "Nämnden", 2021, "helår", "Årsredovisning 2021", "Kommunen", "reports/a-2021.txt", ""),
        ("b-1999", "Nämnden", 1999, "helår", "Årsredovisning 1999", "Kommunen", "reports/b-1999.txt", ""),
    ]
    assert documents.at[0, "sha256"] == REPORT_SHA256


def test_the_tables_of_each_document_are_read_in_the_registers_order(tmp_path: Path) -> None:
    found = load_tables(write_board(tmp_path, {"b-2022": REPORT + VOLUMES, "a-2021": REPORT}))
    assert [(one.document["id"], one.document["year"], len(one.tables)) for one in found] == [
        ("b-2022", "2022", 2),
        ("a-2021", "2021", 1),
    ]


def test_a_register_without_documents_is_empty(tmp_path: Path) -> None:
    assert load_documents(data=write_board(tmp_path, {})).shape == (0, 12)


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"documents\.csv: saw no such file"):
        load_documents(data=tmp_path)


@pytest.mark.parametrize(
    "columns", [DOCUMENTS_FILE.names[:-1], (*DOCUMENTS_FILE.names, "extra")], ids=["missing", "extra"]
)
def test_wrong_columns_are_named(tmp_path: Path, columns: tuple[str, ...]) -> None:
    write_csv(tmp_path / "documents.csv", columns, [])
    seen = ", ".join(columns)
    with pytest.raises(DataError, match=rf"^documents\.csv, line 1: saw columns {seen}; expected columns id, nämnd,"):
        load_documents(data=tmp_path)


@pytest.mark.parametrize("year", ["", "21", "2021/22", "1821", "20210", "tjugo"])
def test_a_bad_year_is_named(tmp_path: Path, year: str) -> None:
    with pytest.raises(
        DataError, match=rf"^documents\.csv, line 2: saw year = '{year}'; expected a year such as 2020;"
    ):
        load_documents(data=change(tmp_path, "year", year))


@pytest.mark.parametrize("column", ["id", "nämnd", "period", "title", "publisher"])
def test_an_empty_field_is_named(tmp_path: Path, column: str) -> None:
    with pytest.raises(DataError, match=rf"^documents\.csv, line 2: saw {column} = ''; expected a text;[^\n]*$"):
        load_documents(data=change(tmp_path, column, " "))


def test_nothing_need_be_missing_from_a_document(tmp_path: Path) -> None:
    assert load_documents(data=change(tmp_path, "missing", "")).at[0, "missing"] == ""


def test_an_id_that_stands_twice_is_named_at_its_second_line(tmp_path: Path) -> None:
    rows = [document_row(tmp_path, name, REPORT) for name in ("a-2021", "b-2022", "a-2021")]
    write_csv(tmp_path / "documents.csv", DOCUMENTS_FILE.names, rows)
    with pytest.raises(DataError, match=r"^documents\.csv, line 4: saw a-2021 twice; expected each id once;[^\n]*$"):
        load_documents(data=tmp_path)


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"^documents\.csv, line 2: saw file = 'reports/b\.txt'; expected a file"
    ) as error:
        load_documents(data=change(tmp_path, "file", "reports/b.txt"))
    assert (
        error.value.swedish()
        == "documents.csv rad 2: file = ”reports/b.txt”; väntade en fil under data/; rätta cellen."
    )


def test_a_missing_report_is_named_at_its_line_in_the_file(tmp_path: Path) -> None:
    row = document_row(tmp_path, "a-2021", REPORT, title="Årsredovisning\n2021")
    other = document_row(tmp_path, "b-2022", REPORT, file="reports/c.txt")
    write_csv(tmp_path / "documents.csv", DOCUMENTS_FILE.names, [[], row, [], other])
    with pytest.raises(DataError, match=r"^documents\.csv, line 6: saw file = 'reports/c\.txt'; [^\n]*$"):
        load_documents(data=tmp_path)


def test_a_report_without_a_file_has_one_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^documents\.csv, line 2: saw file = ''; expected a text; correct the cell$"):
        load_documents(data=change(tmp_path, "file", ""))


def test_a_file_name_that_no_file_can_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^documents\.csv, line 2: saw file = 'U\+0000'; expected no control"):
        load_documents(data=change(tmp_path, "file", "reports/a-2021.txt\0"))


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^documents\.csv, line 2: saw file = 'reports'; expected a file below data/;"):
        load_documents(data=change(tmp_path, "file", "reports"))


def test_a_changed_report_is_named_with_both_checksums(tmp_path: Path) -> None:
    changed = REPORT.replace("Stab -10", "Stab -11")
    seen = hashlib.sha256(changed.encode()).hexdigest()
    data = write_board(tmp_path, {"a-2021": REPORT})
    (data / "reports" / "a-2021.txt").write_text(changed, encoding="utf-8", newline="\n")
    with pytest.raises(DataError, match=rf"^reports/a-2021\.txt: saw sha256 {seen}; expected sha256 {REPORT_SHA256};"):
        load_documents(data=data)


@pytest.mark.parametrize("place", ["../a.txt", "reports/../../a.txt", "{absolute}"])
def test_a_report_outside_data_is_refused(tmp_path: Path, place: str) -> None:
    outside = tmp_path / "a.txt"
    outside.write_text(REPORT, encoding="utf-8", newline="\n")
    name = place.format(absolute=outside)
    with pytest.raises(
        DataError, match=r"^documents\.csv, line 2: saw .*a\.txt; expected a file below data/;"
    ) as error:
        load_documents(data=change(tmp_path / "data", "file", name))
    assert list(error.value.faults) == [fault("outside-data", "documents.csv", 2, seen=name)]


def test_a_link_out_of_data_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "a.txt"
    outside.write_text(REPORT, encoding="utf-8", newline="\n")
    data = change(tmp_path / "data", "file", "reports/link.txt")
    (data / "reports" / "link.txt").symlink_to(outside)
    with pytest.raises(DataError, match=r"saw reports/link\.txt; expected a file below data/"):
        load_documents(data=data)


def test_a_report_written_again_in_the_same_tick_is_seen(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    path = data / "reports" / "a-2021.txt"
    load_documents(data=data)
    before = path.stat()
    path.write_bytes(REPORT.replace("Stab -10", "Stab -11").encode())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)
    with pytest.raises(DataError, match=rf"^reports/a-2021\.txt: saw sha256 \w+; expected sha256 {REPORT_SHA256};"):
        load_documents(data=data)


def test_a_register_of_the_same_size_is_loaded_anew(tmp_path: Path) -> None:
    titles = []
    for title in ("Bokslut 2021", "Bokslut 2O21"):
        data = write_board(tmp_path, {"a-2021": REPORT}, title=title)
        titles.append(load_documents(data=data).at[0, "title"])
    assert titles == ["Bokslut 2021", "Bokslut 2O21"]


def test_a_link_that_comes_to_lead_out_of_data_is_refused(tmp_path: Path) -> None:
    data = change(tmp_path / "data", "file", "reports/link.txt")
    link, outside = data / "reports" / "link.txt", tmp_path / "a.txt"
    link.symlink_to(data / "reports" / "a-2021.txt")
    assert load_documents(data=data).at[0, "file"] == "reports/link.txt"
    outside.write_text(REPORT, encoding="utf-8", newline="\n")
    link.unlink()
    link.symlink_to(outside)
    with pytest.raises(DataError, match=r"saw reports/link\.txt; expected a file below data/"):
        load_documents(data=data)


def test_a_loaded_register_can_be_changed_without_harm(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    first = load_documents(data=data)
    first["title"] = "Annat"
    assert load_documents(data=data).at[0, "title"] == "Årsredovisning 2021"


@pytest.mark.parametrize(("settled", "hashed"), [(-(10**18), 3), (10**18, 6)], ids=["settled", "just written"])
def test_files_that_may_be_written_again_within_a_tick_are_hashed_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: int, hashed: int
) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    hashes, digest = list[str](), hashlib.file_digest

    def noted(file: BufferedReader, name: str) -> object:
        hashes.append(file.name)
        return digest(file, name)

    monkeypatch.setattr("analysis.statements.folder._SETTLED_NS", settled)
    monkeypatch.setattr(hashlib, "file_digest", noted)
    assert state(data) == state(data)
    assert [Path(name).name for name in hashes] == (["documents.csv", "a-2021.txt", "sums.csv"] * 2)[:hashed]


@pytest.mark.parametrize("settled", [-(10**18), 3 * 10**9], ids=["settled", "just written"])
def test_each_change_of_a_file_is_a_state_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: int
) -> None:
    monkeypatch.setattr("analysis.statements.folder._SETTLED_NS", settled)
    data = write_board(tmp_path, {"a-2021": REPORT})
    states = [state(data)]
    for at, text in enumerate("abc"):
        (data / "x.csv").write_text(text, encoding="utf-8")
        os.utime(data / "x.csv", (at, at))
        states.append(state(data))
    (data / "reports" / "a-2021.txt").write_text(f"{REPORT}\n", encoding="utf-8")
    states.append(state(data))
    write_csv(data / "documents.csv", DOCUMENTS_FILE.names, [])
    states.append(state(data))
    assert len(set(states)) == 6
    assert {one[-1] for one in states[3:]} == {states[3][-1]}


def test_tables_are_read_anew_when_a_correction_is_added_or_taken_away(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    states, numbers = [state(data)], [load_tables(data)[0].tables[0].frame.iat[0, 1]]
    columns = ("document", "line", "column", "value", "reason", "printed")
    write_csv(data / "corrections.csv", columns, [("a-2021", "4", "Utfall 2021", "-11", "Feltryck.", "-10")])
    states, numbers = [*states, state(data)], [*numbers, load_tables(data)[0].tables[0].frame.iat[0, 1]]
    (data / "corrections.csv").unlink()
    states, numbers = [*states, state(data)], [*numbers, load_tables(data)[0].tables[0].frame.iat[0, 1]]
    assert numbers == [-10, -11, -10]
    assert states[0] == states[2] != states[1]


def test_a_correction_of_a_document_that_is_not_registered_is_named(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    columns = ("document", "line", "column", "value", "reason", "printed")
    write_csv(data / "corrections.csv", columns, [("b-2021", "4", "Utfall 2021", "-11", "Feltryck.", "-10")])
    with pytest.raises(
        DataError, match=r"^corrections\.csv, line 2: saw document = 'b-2021'; expected one of: a-2021;"
    ):
        load_tables(data)


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    rows = [document_row(tmp_path, name, REPORT) for name in ("a-2021", "a-2021", "c-2022", "d-2023", "e-2024")]
    rows[1][DOCUMENTS_FILE.names.index("year")] = "x"
    rows[2][DOCUMENTS_FILE.names.index("title")] = ""
    rows[3][DOCUMENTS_FILE.names.index("file")] = "../d.txt"
    rows[3][DOCUMENTS_FILE.names.index("sha256")] = "0"
    rows[4][DOCUMENTS_FILE.names.index("file")] = "reports/f.txt"
    rows[2][DOCUMENTS_FILE.names.index("sha256")] = "0"
    write_csv(tmp_path / "documents.csv", DOCUMENTS_FILE.names, rows)
    with pytest.raises(DataError, match="line 3") as error:
        load_documents(data=tmp_path)
    assert error.value.swedish().splitlines() == [
        f"reports/c-2022.txt: sha256 {REPORT_SHA256}; väntade sha256 0; återställ filen eller registrera den nya i documents.csv.",
        "documents.csv rad 3: year = ”x”; väntade ett år, t.ex. 2020; rätta cellen.",
        "documents.csv rad 3: a-2021 två gånger; väntade varje id en gång; ta bort eller byt namn på en av raderna.",
        "documents.csv rad 4: title = ””; väntade en text; rätta cellen.",
        "documents.csv rad 5: ../d.txt; väntade en fil under data/; flytta filen till data/ och rätta documents.csv.",
        "documents.csv rad 6: file = ”reports/f.txt”; väntade en fil under data/; rätta cellen.",
    ]


def test_a_report_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoTablesError, match=r"^a-2021\.txt: saw 2 lines without a table"):
        load_tables(write_board(tmp_path, {"a-2021": "Inga tabeller.\n"}))


def test_the_real_register_names_its_documents() -> None:
    assert plain_rows(load_documents(), "id", "nämnd", "year", "period", "publisher", "file") == [
        ("socialnamnden-2017", "Socialnämnden", 2017, "helår", "Katrineholms kommun", "reports/socialnamnden-2017.txt"),
        ("socialnamnden-2020", "Socialnämnden", 2020, "helår", "Katrineholms kommun", "reports/socialnamnden-2020.txt"),
    ]


def test_the_real_reports_are_the_registered_ones() -> None:
    for name, sha256 in plain_rows(load_documents(), "file", "sha256"):
        assert hashlib.sha256((DATA / str(name)).read_bytes()).hexdigest() == sha256


def test_every_real_report_is_registered() -> None:
    registered = {DATA / str(name) for (name,) in plain_rows(load_documents(), "file")}
    assert registered == set((DATA / "reports").iterdir())


def test_the_tables_of_the_real_reports_are_found() -> None:
    assert [[table.kind for table in one.tables] for one in load_tables()] == [
        ["personal", "drift", "investering"],
        ["volym", "drift", "investering", *["personal"] * 4, "ombudgetering", "ombudgetering"],
    ]


def test_a_report_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, digest = write_board(tmp_path, {"a-2021": REPORT}), hashlib.file_digest

    def deny(file: BufferedReader, name: str) -> object:
        if file.name.endswith(".txt"):
            raise PermissionError(13, "Permission denied")
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", deny)
    with pytest.raises(
        DataError, match=r"^reports/a-2021\.txt: saw Permission denied; expected a file that may be read"
    ):
        load_documents(data=data)
