"""Lines that run over the pages of a text."""

from pathlib import Path

from analysis.readers.documents import read_document

PAGE = "Nämnden 2025   DOKUMENT 2026   sid {} (3)\n{}\n"


def test_a_line_with_the_number_of_the_page_in_it_is_dropped_from_a_text_with_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\f".join(PAGE.format(at, f"Kapitel {word}") for at, word in enumerate("ABC", 1)), encoding="utf-8")
    assert [line.strip() for line in read_document(path).lines if line.strip()] == [
        "Nämnden 2025   DOKUMENT 2026   sid 1 (3)",
        "Kapitel A",
        "Kapitel B",
        "Kapitel C",
    ]


def test_a_text_without_pages_keeps_lines_that_look_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(PAGE.format(at, "Kapitel") for at in (1, 2, 3)), encoding="utf-8")
    assert sum("DOKUMENT" in line for line in read_document(path).lines) == 3


def test_rows_at_the_edges_of_pages_are_kept_though_they_repeat(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    rows = zip("ABC", (5, 9, 2), strict=True)
    pages = (f"Drift {word}\nUtfall Budget\nStab {number} 7\nSumma 0 0\n" for word, number in rows)
    path.write_text("\f".join(pages), encoding="utf-8")
    lines = [line.strip() for line in read_document(path).lines]
    assert lines.count("Summa 0 0") == 3
    assert {"Stab 5 7", "Stab 9 7", "Stab 2 7"} < {*lines}
    two = tmp_path / "b.txt"  # nothing shows that more than chance counts on
    two.write_text("A\nStab 5 7\n\fB\nStab 5 8\n\fC\nHyra 1 2\n", encoding="utf-8")
    assert [line.strip() for line in read_document(two).lines if "Stab" in line] == ["Stab 5 7", "Stab 5 8"]
