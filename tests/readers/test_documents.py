"""A file to lines: what it is by its content, every encoding of Swedish text, cells parted by a sign."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

import analysis.readers.documents
import analysis.readers.formats.text
from analysis.errors import DocumentError
from analysis.readers.documents import read_document
from analysis.readers.formats.lines import Document
from analysis.readers.tables import read_tables

TEXT = "Öppna insatser – vård\n\nUtfall 2020 på 5 § kostar 10 € à “år”\n"
LINES = ["Öppna insatser – vård", "", "Utfall 2020 på 5 § kostar 10 € à “år”", ""]


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "rapport.txt"
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_note(tmp_path: Path, encoding: str) -> None:
    assert read_bytes(tmp_path, TEXT.encode(encoding)) == Document("rapport.txt", LINES, marks_wraps=False, notes=())


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_is_read_in_both_byte_orders(tmp_path: Path, mark: bytes, encoding: str) -> None:
    assert read_bytes(tmp_path, mark + TEXT.encode(encoding)).lines == LINES


def test_windows_1252_is_read_and_noted(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, TEXT.encode("cp1252"))
    assert document.lines == LINES
    assert document.notes == ("rapport.txt: filen är inte UTF-8; läst som Windows-1252.",)


def test_the_note_on_the_encoding_reaches_the_table(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_bytes("Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\nVård -5 -6 1\n".encode("cp1252"))
    (table,) = read_tables(path)
    assert table.notes == ("rapport.txt: filen är inte UTF-8; läst som Windows-1252.",)
    assert table.frame.to_dict("list") == {
        "post": ["Vård"],
        "Utfall 2020": [-5.0],
        "Budget 2020": [-6.0],
        "Avvikelse": [1.0],
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_the_same(tmp_path: Path, end: str) -> None:
    assert read_bytes(tmp_path, TEXT.replace("\n", end).encode()).lines == LINES


def test_spaces_and_tabs_at_the_end_of_a_line_are_kept(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"Stab 1  \r\n\t2\t\r\n").lines == ["Stab 1  ", "\t2\t", ""]


def test_a_new_page_is_no_new_line(tmp_path: Path) -> None:
    lines = ["Sida 1", " Drift", "", "Stab 1 2 3", ""]
    assert read_bytes(tmp_path, b"Sida 1\n\fDrift\n\nStab 1 2 3\n").lines == lines
    assert read_bytes(tmp_path, b"Stab 1\f2\n").lines == ["Stab 1 2", ""]


@pytest.mark.parametrize(
    ("text", "marks_wraps"),
    [
        ("Stab 1 \nLedning 2 \n", True),
        ("Stab 1 \n\n\n\nLedning 2 \nutveckli\n", True),
        ("Stab 1\nLedning 2\n", False),
        ("Stab 1 \nLedning 2\n", False),
    ],
    ids=["all lines", "most lines", "no line", "half of the lines"],
)
def test_words_are_marked_where_most_lines_end_in_a_space(tmp_path: Path, text: str, marks_wraps: bool) -> None:  # noqa: FBT001
    assert read_bytes(tmp_path, text.encode()).marks_wraps is marks_wraps


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n\xc2\xa0\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    english = r"^rapport\.txt: saw an empty file; expected the text of a report; export or download the file again$"
    with pytest.raises(DocumentError, match=english) as error:
        read_bytes(tmp_path, data)
    assert error.value.swedish() == (
        "rapport.txt: en tom fil; väntade en rapports text; exportera eller hämta filen på nytt."
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Stab\x00 1 2 3\n", "NUL"),
        (TEXT.encode("utf-16-le"), "NUL"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "OLE"),
        (b"{\\rtf1\\ansi Stab 1 2 3}", "RTF"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\nStab", "MHTML"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes, kind: str) -> None:
    english = (
        rf"^rapport\.txt: saw content that this program does not read \({kind}\); expected text, CSV, .* or \.pdf$"
    )
    with pytest.raises(DocumentError, match=english) as error:
        read_bytes(tmp_path, data)
    assert error.value.swedish() == (
        f"rapport.txt: innehåll som programmet inte läser ({kind}); väntade text, CSV, webbsida, kalkylblad (.xlsx, .xls, .ods), "
        "Word (.docx) eller PDF; öppna filen i sitt eget program och spara den som .xlsx, .docx eller .pdf."
    )


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (["mimetype", "content.xml"], "ODF"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "PPTX"),
        (["a.txt"], "ZIP"),
        (["word/a.txt"], "ZIP"),
        ([], "ZIP"),
    ],
)
def test_a_package_of_another_kind_is_refused(tmp_path: Path, parts: list[str], kind: str) -> None:
    with ZipFile(tmp_path / "a.ods", "w") as package:
        for part in parts:
            package.writestr(part, "<a/>")
    with pytest.raises(DocumentError, match=rf"^a\.ods: saw content that this program does not read \({kind}\)"):
        read_document(tmp_path / "a.ods")


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00", b"PK\x05\x06"])
def test_a_package_that_breaks_off_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^rapport\.txt: saw a damaged file \(File is not a zip file\)"):
        read_bytes(tmp_path, data)


def test_a_file_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DocumentError, match=r"saw a file locked with a password; .*; save it without") as error:
        read_bytes(tmp_path, data)
    assert error.value.swedish() == (
        "rapport.txt: en fil låst med lösenord; väntade en fil som öppnas utan lösenord; spara den utan lösenord."
    )


def test_a_locked_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02") + 8  # the flags in the directory
    path.write_bytes(data[:at] + b"\x01" + data[at + 1 :])
    with pytest.raises(DocumentError, match=r"^a\.xlsx: saw a file locked with a password"):
        read_document(path)


def test_a_pdf_is_given_to_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    reader = ModuleType("analysis.readers.pdf.pages")

    def read_pdf(path: Path, data: bytes) -> Document:
        given.extend([path, data])
        return Document(path.name, ["Stab"], marks_wraps=False)

    monkeypatch.setattr(reader, "read_pdf", read_pdf, raising=False)
    monkeypatch.setitem(sys.modules, "analysis.readers.pdf.pages", reader)
    document = read_bytes(tmp_path, b"%PDF-1.7\n")
    assert given == [tmp_path / "rapport.txt", b"%PDF-1.7\n"]
    assert document.lines == ["Stab"]
    assert document.notes == ("rapport.txt: filen är en PDF, trots ändelsen .txt; läst som det den är.",)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.xlsx", "text"),
        ("a.pdf", "text"),
        ("a.html", "text"),
        ("a.txt", ""),
        ("a.csv", ""),
        ("a.md", ""),
        ("a", ""),
    ],
)
def test_a_text_with_the_name_of_another_kind_is_noted(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text("Stab 1 2 3\n", encoding="utf-8")
    note = f"{name}: filen är {kind}, trots ändelsen {path.suffix}; läst som det den är."
    assert read_document(path) == Document(name, ["Stab 1 2 3", ""], marks_wraps=False, notes=(note,) if kind else ())


def test_a_web_page_with_the_name_of_a_workbook_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(f"<html><table>{'<tr><td>Stab<td>1' * 2}</table>", encoding="utf-8")
    document = read_document(path)
    assert document.lines[:2] == ["Stab\t1"] * 2
    assert document.notes[0] == "a.xls: filen är en webbsida, trots ändelsen .xls; läst som det den är."


CELLS = [
    "Verksamhet\tUtfall 2020\tBudget 2020\tAvvikelse",
    "Stab; ledning\t-5,5\t-6,0\t0,5",
    "Vård\t\t-1 600\t",
    "",
    "",
]


@pytest.mark.parametrize(
    "text",
    [
        'Verksamhet;Utfall 2020;Budget 2020;Avvikelse\n"Stab; ledning";-5,5;-6,0;0,5\nVård;;-1 600;\n',
        'Verksamhet;Utfall 2020;Budget 2020;Avvikelse;;\n"Stab; ledning";-5,5;-6,0;0,5;;\nVård;;-1 600;;;\n;;;;;\n',
        'sep=;\nVerksamhet;"Utfall\n2020";Budget 2020;Avvikelse\n"Stab; ledning";-5,5;-6,0;0,5\nVård;;-1 600;\n',
        'Verksamhet,Utfall 2020,Budget 2020,Avvikelse\nStab; ledning,"-5,5","-6,0","0,5"\nVård,,-1 600,\n',
        '"Verksamhet"\t"Utfall 2020"\tBudget 2020\tAvvikelse\nStab; ledning\t-5,5\t-6,0\t0,5\nVård\t\t-1 600\t\n',
    ],
    ids=["semicolon", "padded", "named", "comma", "tab"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_parted_by_a_sign_are_read(tmp_path: Path, text: str, encoding: str, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.replace("\n", end).encode(encoding))
    assert read_document(path).lines == CELLS


def test_a_table_of_cells_parted_by_a_sign_becomes_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Driftredovisning (tkr);;;\nVerksamhet;Utfall 2020;Budget 2020;Avvikelse\n"
        "Stab;\u22121\u00a0500;-1 600;100\nVård;-15785;-16785;1000\nSumma;-17285;-18385;1100\n",
        encoding="utf-8",
    )
    (table,) = read_tables(path)
    assert (table.title, table.unit) == ("Driftredovisning (tkr)", "tkr")
    assert table.frame.to_dict("list") == {
        "post": ["Stab", "Vård", "Summa"],
        "Utfall 2020": [-1500, -15785, -17285],
        "Budget 2020": [-1600, -16785, -18385],
        "Avvikelse": [100, 1000, 1100],
    }
    assert [row.certainty for row in table.rows] == ["säker"] * 3


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        ('"-1,500","-1,600","100"', [None, None, 100]),
        ('"-1,500","-1,6","0,1"', [-1.5, -1.6, 0.1]),
        ('"-1,500","-1,600","0,100"', [-1.5, -1.6, 0.1]),
        ("-1.5,-1.6,0.1", [-1.5, -1.6, 0.1]),
    ],
)
def test_a_comma_that_may_part_thousands_is_doubted(tmp_path: Path, cells: str, numbers: list[float | None]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Verksamhet,Utfall 2020,Budget 2020,Avvikelse\nStab,{cells}\n", encoding="utf-8")
    (table,) = read_tables(path)
    assert [number and float(number.value) for number in table.rows[0].cut] == numbers
    assert table.rows[0].certainty == ("tveksam" if None in numbers else "säker")


@pytest.mark.parametrize(
    "text",
    [
        "Utfall 2020 Budget 2020 Avvikelse\nStab -1,5 -1,6 0,1\nVård -2,5 -2,6 0,1\n",
        "Vård, skola, stab -1,5 -1,6 0,1\nHyra, el, vatten -2,5 -2,6 0,1\n",
        "Nämnden har, som tidigare, en budget.\nUtfallet är, som väntat, lägre.\n",
        "Stab; ledning\nUtfall 2020\n1 2 3\n4 5 6\n",
        "Stab\t1\t2\nVård; hem\t3\t4\n",
        'Stab;"1;2\nVård;3;4\n',
        "Stab,1,2\nVård,3,4\n",
    ],
)
def test_a_text_that_no_sign_parts_alike_stays_a_text(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, text.encode()).lines == text.split("\n")


def test_a_row_that_a_loose_sign_makes_too_wide_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Post;Utfall;Budget;Avvikelse\nStab; ledning;-5;-6;1\nVård;-1;-2;1\n", encoding="utf-8")
    (table,) = read_tables(path)
    assert [row.certainty for row in table.rows] == ["tveksam", "säker"]
    assert table.rows[0].cut == (None, None, None)


def test_cells_with_a_quotation_mark_left_open_below_the_sample_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Post;Utfall;Budget\n" + "Stab;1;2\n" * 600 + 'Vård;"3;4\n', encoding="utf-8")
    with pytest.raises(DocumentError, match=r"^a\.csv, line 602: saw a damaged file \(.*expected a whole CSV file"):
        read_document(path)


@pytest.mark.parametrize(
    ("limit", "most", "where", "what", "what_sv"),
    [
        ("MOST_ROWS", 3, ": saw filen", "lines", "rader"),
        ("MOST_CELLS", 2, ": saw filen", "cells", "celler"),
        ("LONGEST_LINE", 17, ", line 3: saw raden", "signs", "tecken"),
    ],
)
def test_a_text_larger_than_a_report_can_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, where: str, what: str, what_sv: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Drift\n\n\tUtfall\tAvvikelse\n", encoding="utf-8")
    monkeypatch.setattr(analysis.readers.formats.text, limit, most)
    assert read_document(path).lines[2] == "\tUtfall\tAvvikelse"
    monkeypatch.setattr(analysis.readers.formats.text, limit, most - 1)
    with pytest.raises(DocumentError, match=rf"^a\.txt{where}: more than {most - 1} {what}; expected at most") as error:
        read_document(path)
    assert f"fler än {most - 1} {what_sv}" in error.value.swedish()


def test_more_rows_of_cells_than_a_report_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Post;Utfall;Budget\nStab;1;2\nVård;3;4\n", encoding="utf-8")
    monkeypatch.setattr(analysis.readers.formats.text, "MOST_ROWS", 3)
    assert read_document(path).lines[2] == "Vård\t3\t4"
    monkeypatch.setattr(analysis.readers.formats.text, "MOST_ROWS", 2)
    with pytest.raises(DocumentError, match=r"saw filen: more than 2 rows; expected at most 2 rows"):
        read_document(path)


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        ("Första raden\nAndra raden\n".encode() + b"M\x81nader\n", 3, "0x81"),
        ("Första raden\r\nAndra raden\r\n".encode() + b"M\x81nader\r\n", 3, "0x81"),
        ("Stab 1 2 3\nVård 1 2 3\n".encode() + b"\xc3\n", 3, "0xc3"),
        ("Мост\n".encode("koi8-r"), 1, "0xed"),
        ("Åtgärder på plats\n".encode("cp850"), 1, "0x8f"),
        ("Åtgärder på plats\n".encode("mac-roman"), 1, "0x81"),
        ("Nämndens stöd\n".encode("cp850"), 1, "0x84"),
        ("Stöd\n".encode("cp437"), 1, "0x94"),
        (b"\xff\xfeS\x00t", 1, "0x74"),
    ],
)
def test_bytes_of_another_encoding_are_refused_with_their_line(
    tmp_path: Path, data: bytes, line: int, byte: str
) -> None:
    english = rf"^rapport\.txt, line {line}: saw byte {byte} that no known .* expected UTF-8; save the file as UTF-8$"
    with pytest.raises(DocumentError, match=english) as error:
        read_bytes(tmp_path, data)
    assert error.value.swedish() == (
        f"rapport.txt rad {line}: byte {byte} som ingen känd teckenkodning för svensk text har där; "
        "väntade UTF-8; spara filen som UTF-8."
    )


def test_a_missing_file_is_named_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "saknas" / "rapport.txt"
    with pytest.raises(
        DocumentError, match=r"rapport\.txt: saw no such file; expected a file; check the path"
    ) as error:
        read_document(path)
    assert error.value.swedish() == f"{path}: filen finns inte; väntade en fil; kontrollera sökväg och filnamn."


def test_a_file_below_a_file_is_missing(write: Callable[[str], Path]) -> None:
    with pytest.raises(DocumentError, match=r"rapport\.txt.a\.txt: saw no such file"):
        read_document(write("Stab") / "a.txt")


def test_a_path_that_no_system_takes_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^a�\.txt: saw .*null.*; expected a file that may be read") as error:
        read_document(tmp_path / "a\0.txt")
    assert error.value.swedish().endswith("stäng filen i andra program och kontrollera behörigheten.")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "rapporter"
    folder.mkdir()
    with pytest.raises(DocumentError, match=r"^rapporter: saw a folder or device; expected a file; name") as error:
        read_document(str(folder))
    assert error.value.swedish() == "rapporter: en mapp eller enhet; väntade en fil; ange själva filen."


def test_a_file_that_may_not_be_read_is_named(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(
        DocumentError, match=r"^rapport\.txt: saw .*Permission denied.*; expected a file that may"
    ) as error:
        read_document(write("Stab 1 2 3"))
    assert error.value.swedish().startswith("rapport.txt: behörighet saknas; väntade en fil som får läsas;")


def test_a_file_that_is_too_large_is_not_read(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.readers.documents, "MOST_BYTES", 9)
    path = write("Stab 1 2 3")
    with pytest.raises(DocumentError, match=r"^rapport\.txt: saw 10 bytes; expected at most 9 bytes; cut out") as error:
        read_document(path)
    assert error.value.swedish() == "rapport.txt: 10 byte; väntade högst 9 byte; klipp ut sidorna med tabeller."
    monkeypatch.setattr(analysis.readers.documents, "MOST_BYTES", 10)
    assert read_document(path).lines == ["Stab 1 2 3"]


def test_a_binary_workbook_that_is_none_is_damaged(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsb", "w") as package:
        for part in ("[Content_Types].xml", "xl/workbook.bin"):
            package.writestr(part, "<a/>")
    with pytest.raises(DocumentError, match=r"^a\.xlsb: saw a damaged file"):
        read_document(tmp_path / "a.xlsb")
