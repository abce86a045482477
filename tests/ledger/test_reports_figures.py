"""The figures of the real reports: each printed one stands in its report on the line that figures.csv names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.files import DATA
from analysis.ledger.ledger import load_ledger
from analysis.ledger.places import report_lines
from analysis.statements.folder import opened
from tests.boards import columns_of, make_board, write_csv, write_figures

SOURCES = DATA.parent.parent / "shared" / "reports"  # the whole reports, where they are at hand
WORDS = {"1": "en", "2": "två", "3": "tre", "4": "fyra", "5": "fem", "6": "sex", "7": "sju", "8": "åtta", "11": "elva"}
MONTHS = {"8": "augusti", "9": "september"}


def real_rows() -> list[dict[str, str]]:
    with (DATA / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_real_file_has_figures_of_every_status() -> None:
    counts = Counter(row["status"] for row in real_rows())
    assert counts["tryckt"] >= 60
    assert min(counts["beräknad"], counts["saknas"]) >= 20


def test_every_real_figure_has_a_value_or_names_what_is_missing() -> None:
    figures = load_ledger(DATA).figures.values()
    assert [figure.id for figure in figures if (figure.quantity is None) != bool(figure.missing)] == []


def even(text: str) -> str:
    """Write every kind of space as one space, and every minus as a hyphen."""
    return re.sub(r"\s+", " ", re.sub(r"[\u2010-\u2014\u2212]", "-", text))


def stands(number: str, text: str) -> bool:
    """Tell whether a number stands in a text by itself, with or without a space between its thousands."""
    sign, digits = re.match(r"(-?) ?(.+)", even(number).strip()).groups()  # type: ignore[union-attr]
    bare = digits.replace(" ", "")
    whole, comma, decimals = bare.partition(",")
    groups = f"{int(whole):,}".replace(",", " ?")
    pattern = rf"(?<![\d,.])(?<!\d ){sign and '- ?'}{groups}{comma}{decimals}(?![\d]|,\d)"
    return re.search(pattern, text) is not None


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("8 453", "i snitt 8\u00a0453 kr", True),
        ("8 453", "i snitt 8453 kr", True),
        ("1129", "1\u2009129 st", True),
        ("-11", "blev \u221211 %", True),
        ("-11", "blev 11 %", False),
        ("8 453", "18 453", False),
        ("8 453", "8 4531", False),
        ("453", "8 453", False),
        ("65,4", "65,4 mnkr", True),
        ("65", "65,4", False),
        ("4", "65,4", False),
        ("65", "65, och", True),
    ],
)
def test_a_number_is_found_by_itself(number: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert stands(number, even(text)) == found


def is_in(row: dict[str, str], text: str) -> bool:
    """Tell whether a printed figure stands in a line: as a number, in a cell of its own, or as the word for it."""
    if "utan räkneord" in row["note"]:
        return True
    word = (MONTHS if row["unit"] == "mån" else WORDS).get(row["value"])
    if word and re.search(rf"\b{word}\b", text, re.IGNORECASE):
        return True
    return stands(row["value"], text) or f" {row['value']} " in f" {text} "


@pytest.mark.parametrize(
    ("value", "unit", "note", "text", "found"),
    [
        ("16", "barn", "", "20 16 4 På grund av", True),
        ("2 917", "antal", "", "3 158 2 917 241 Utfallet", True),
        ("16", "barn", "", "20 116 4", False),
        ("2", "barn", "", "Två barn", True),
        ("2", "barn", "", "tvåa", False),
        ("9", "mån", "", "i september 2020", True),
        ("9", "antal", "", "i september 2020", False),
        ("1", "antal", "Tryckt utan räkneord.", "HVB-samordnare", True),
    ],
)
def test_a_figure_is_found_as_number_cell_or_word(value: str, unit: str, note: str, text: str, *, found: bool) -> None:
    assert is_in({"value": value, "unit": unit, "note": note}, text) == found


def the_report(document: str) -> list[str]:
    path = SOURCES / f"{document}.txt"
    if not path.is_file():
        pytest.skip("the whole reports are not at hand")
    return path.read_text(encoding="utf-8").split("\n")


def test_every_printed_figure_stands_on_its_line_of_the_report() -> None:
    rows = [row for row in real_rows() if row["status"] == "tryckt"]
    assert [row["id"] for row in rows if not row["line"]] == []
    lines = {document: the_report(document) for document in {row["document"] for row in rows}}
    wrong = [row["id"] for row in rows if not is_in(row, even(lines[row["document"]][int(row["line"]) - 1]))]
    assert wrong == []


def test_a_figure_that_is_not_printed_has_no_line() -> None:
    assert [row["id"] for row in real_rows() if row["status"] != "tryckt" and row["line"]] == []


@pytest.mark.parametrize("document", ["socialnamnden-2017", "socialnamnden-2020"])
def test_each_line_of_an_excerpt_is_the_same_line_of_the_report(document: str) -> None:
    excerpt = (DATA / "reports" / f"{document}.txt").read_text(encoding="utf-8").split("\n")
    known = {line: at for (name, line), at in report_lines(opened()).items() if name == document}
    assert list(known) == [at for at, text in enumerate(excerpt, 1) if text.strip()]
    assert sorted(known.values()) == list(known.values())
    report = the_report(document)
    assert [line for line, at in known.items() if excerpt[line - 1] != report[at - 1]] == []


def test_a_cell_of_an_excerpt_has_the_line_of_the_report_and_any_other_its_own(tmp_path: Path) -> None:
    data = write_figures(make_board(tmp_path), [])
    name = "kultur-2023:drift:Ledning:utfall 2023"
    assert (load_ledger(data).figures[name].line, load_ledger(data).figures[name].report_line) == (11, 11)
    rows = [("kultur-2023", "11", "640"), ("kultur-2023", "13", "642")]
    write_csv(data / "excerpts.csv", columns_of("excerpts.csv"), rows)
    figures = load_ledger(data).figures
    assert (figures[name].line, figures[name].report_line) == (11, 640)
    assert figures["kultur-2023:drift:Bibliotek:utfall 2023"].report_line is None


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (("kultur", "11", "640"), "saw document = 'kultur'; expected one of: kultur-2023;"),
        (("kultur-2023", "x", "640"), "saw line = 'x'; expected a whole number;"),
        (("kultur-2023", "11", ""), "saw report_line = ''; expected a whole number;"),
        (("kultur-2023", "9", "640"), "saw kultur-2023 9 twice; expected each document + line once;"),
    ],
)
def test_each_fault_of_the_excerpts_is_named(tmp_path: Path, row: tuple[str, ...], text: str) -> None:
    data = write_figures(make_board(tmp_path), [])
    write_csv(data / "excerpts.csv", columns_of("excerpts.csv"), [("kultur-2023", "9", "638"), row])
    with pytest.raises(DataError, match=r"^excerpts\.csv, line 3: ") as error:
        load_ledger(data)
    assert str(error.value).startswith(f"excerpts.csv, line 3: {text}")
