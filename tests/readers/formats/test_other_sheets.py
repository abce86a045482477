"""Spreadsheets of before 2007 and OpenDocument: their values, hidden sheets, and what their formats do not tell.

Both files were saved by LibreOffice from one made-up sheet.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from analysis.errors import DocumentError
from analysis.readers import bounded
from analysis.readers.tables import read_tables
from tests.grids import columns, printed

FILES = Path(__file__).parent / "files"
KINDS = ("xls", "ods")
BREAKS = (192, 296, 400)  # of the random faults below


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_read_and_shares_are_doubted(kind: str) -> None:
    (table,) = read_tables(FILES / f"uppfoljning.{kind}")
    assert (table.title, table.unit, table.kind) == ("Driftredovisning (tkr)", "tkr", "drift")
    assert [one[:3] for one in columns(table)] == [
        ("Utfall 2023", "utfall", 2023),
        ("Budget 2023", "budget", 2023),
        ("Avvikelse", "avvikelse", None),
        ("%", "andel", None),
    ]
    assert printed(table) == [
        ("Stab", -1520, -1500, -20, None, "tveksam"),
        ("Fritidsgårdar", -8410, -8655, 245, None, "tveksam"),
        ("Simhall", -12300.5, -11900.25, -400.25, None, "tveksam"),
        ("Summa", -22230.5, -22055.25, -175.25, None, "säker"),
    ]
    assert table.rows[0].doubt == "%: ”0,013 (andel eller procent?)” kan inte läsas som tal; cellen är utelämnad"


@pytest.mark.parametrize("kind", KINDS)
def test_notes_say_what_the_file_does_not_tell(kind: str) -> None:
    (table,) = read_tables(FILES / f"uppfoljning.{kind}")
    assert table.notes[:2] == (
        f"uppfoljning.{kind}: talen är lästa som bladet håller dem, med alla decimaler; hur cellerna visar dem går inte att läsa i .{kind}.",
        f"uppfoljning.{kind}: dolda blad är inte lästa: Arbetsblad.",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_ending_is_said_and_the_file_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "uppfoljning.xlsx"
    path.write_bytes((FILES / f"uppfoljning.{kind}").read_bytes())
    (table,) = read_tables(path)
    assert "trots ändelsen .xlsx; läst som det den är" in table.notes[0]
    assert len(table.rows) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_workbook_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes((FILES / f"uppfoljning.{kind}").read_bytes()[:2000])
    with pytest.raises(DocumentError, match=rf"^a\.{kind}: saw "):
        read_tables(path)


def test_another_file_of_the_old_frame_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "WordDocument".encode("utf-16-le"))
    with pytest.raises(DocumentError, match=r"^a\.doc: saw content that this program does not read \(OLE\)"):
        read_tables(path)


@pytest.mark.parametrize("seed", BREAKS)
def test_a_workbook_that_stops_its_reader_is_refused(tmp_path: Path, seed: int) -> None:
    chance, broken = random.Random(seed), bytearray((FILES / "uppfoljning.xls").read_bytes())  # noqa: S311
    for _ in range(chance.choice((1, 5, 50))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    (tmp_path / "a.xls").write_bytes(broken)
    with pytest.raises(DocumentError, match=r"^a\.xls: saw a file that stops the process that reads it"):
        bounded.read_tables(tmp_path / "a.xls")
