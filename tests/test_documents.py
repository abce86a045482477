"""A file to lines of text: every encoding that Swedish text has, and every file that is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis.documents
from analysis.documents import Document, read_document
from analysis.errors import DocumentError
from analysis.tables import read_tables

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
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP, XLSX, DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "OLE"),
        (b"{\\rtf1\\ansi Stab 1 2 3}", "RTF"),
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, data: bytes, kind: str) -> None:
    english = (
        rf"^rapport\.txt: saw binary content \({kind}\); expected plain text; save the report as text \(\.txt, UTF-8\)$"
    )
    with pytest.raises(DocumentError, match=english) as error:
        read_bytes(tmp_path, data)
    assert error.value.swedish() == (
        f"rapport.txt: binärt innehåll ({kind}); väntade ren text; spara rapporten som text (.txt, UTF-8)."
    )


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
    with pytest.raises(DocumentError, match=r"^a\x00\.txt: saw .*null.*; expected a file that may be read") as error:
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
    assert error.value.swedish().startswith("rapport.txt: [Errno 13] Permission denied")


def test_a_file_that_is_too_large_is_not_read(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.documents, "MOST_BYTES", 9)
    path = write("Stab 1 2 3")
    with pytest.raises(DocumentError, match=r"^rapport\.txt: saw 10 bytes; expected at most 9 bytes; cut out") as error:
        read_document(path)
    assert error.value.swedish() == "rapport.txt: 10 byte; väntade högst 9 byte; klipp ut sidorna med tabeller."
    monkeypatch.setattr(analysis.documents, "MOST_BYTES", 10)
    assert read_document(path).lines == ["Stab 1 2 3"]
