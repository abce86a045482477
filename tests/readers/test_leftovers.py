"""Each run of figures that ends in no table is named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from analysis.errors import NoTablesError
from analysis.files import DATA
from analysis.readers.formats.lines import Document
from analysis.readers.leftovers import Span, find_leftovers
from analysis.readers.tables import Table, read_tables
from tests.pdf_files import Text, make_pdf

PROSE = """\
Nämnden gick 12 310 tkr sämre än budget, fast ramen var 8 450 tkr högre än året före. Avgifterna
gav 27 905 tkr under 2020 mot 33 215 tkr under 2019, alltså 5 310 tkr mindre,
och vikarierna kostade 9,6 mnkr (4,1 mnkr 2019). Fler ansökte: 1845 hade blivit
2260, eller 22 procent. I oktober bodde
17 elever på internatet och i januari 24. Hela året räknat anställdes 31 lärare.

Kontakt: Stora gatan 12, Box 123, 123 45 Exempelby
Telefon 0123-450 00 växel 0123 - 45 67 00
Org.nr 212000-0000
Diarienummer 2020:0123, beslut 2020-11-17 § 145

- mål 1 och mål 2
- 12-åringar och 13-åringar, 0–18 år
"""
CONTENTS = """\
Innehåll

1 Inledning 3
1.1 Uppdrag 3
2 Ekonomi 5
3 Personal 9
"""
PAGES = "Rubrik ett\n1\nRubrik två\n2\nRubrik tre\n3\nRubrik fyra\n4\n"
AXIS = "Antal placeringar\n0 50 100 150 200\n\n250\n200\n150\n100\n50\n0\n2016 2017 2018 2019\n"
TABLE = "Driftredovisning (tkr)\n\nUtfall Budget Avvikelse\nStab -5 -6 1\nVård -7 -9 2\nSumma -12 -15 3\n"


def found(text: str, *spans: Span) -> list[tuple[int, int, int, str]]:
    document = Document("rapport.txt", text.split("\n"), marks_wraps=False)
    return [(one.first, one.last, one.lines, one.text) for one in find_leftovers(document, spans)]


@pytest.mark.parametrize(
    "text", [PROSE, CONTENTS, CONTENTS.replace(" 3\n", " ..... 3\n"), PAGES, AXIS, "", "Stab 12\n"]
)
def test_prose_contents_pages_and_scales_are_no_runs(text: str) -> None:
    assert found(text) == []


def test_rows_with_two_figures_or_more_are_a_run() -> None:
    assert found(f"{PROSE}\n{TABLE}\n{PROSE}") == [(18, 20, 3, "Stab -5 -6 1")]
    assert found("Antal elever 1 120 1 131") == [(1, 1, 1, "Antal elever 1 120 1 131")]


def test_figures_that_labels_and_blank_lines_part_are_one_run() -> None:
    text = "Andel vuxna som är\netablerade ett år\nefter insats, %\n\n77 % 78 % 64 %\n\nHushåll med stöd,\nantal\n\n565 12 13\n"
    assert found(text) == [(5, 10, 2, "77 % 78 % 64 %")]


def test_prose_parts_two_runs() -> None:
    rest = "De tjänster som var lediga under hösten har tillsatts och nya chefer har börjat.\n"
    assert found(f"Stab 1 22 -3\n{rest}Vård 4 55 -6\n") == [(1, 1, 1, "Stab 1 22 -3"), (3, 3, 1, "Vård 4 55 -6")]


def test_three_lines_that_end_in_a_figure_are_a_run_and_two_are_none() -> None:
    lines = ["Bibliotek 1 200", "Simhall 950", "Kulturskola 1 105"]
    assert found("\n\n".join(lines)) == [(1, 5, 3, "Bibliotek 1 200")]
    assert found("\n".join(lines[:2])) == []
    assert found("\n".join([*lines[:2], "under hösten 12"])) == []


def test_one_figure_a_line_is_a_run() -> None:
    assert found("Bibliotek\n-1 200\n-1 000\n-200\nSimhall\n-2 500\n-2 600\n100\n") == [(2, 8, 6, "-1 200")]
    assert found("Bibliotek\n1 200\nSimhall\n1 000\n") == []


def test_a_whole_table_on_one_line_is_a_run() -> None:
    rows = "Stab -5 -6 1 Vård -7 -9 2 Hem för vård -1 -2 1 Kultur och fritid -4 -4 0 Summa -17 -21 4"
    assert found(f"Verksamhet Utfall Budget Avvikelse i år {rows}") == [
        (1, 1, 1, "Verksamhet Utfall Budget Avvikelse i år Stab -5 -6 1 Vård -…")
    ]
    assert len(found("12 " * 100_000)) == 1


def test_rows_of_cells_are_a_run() -> None:
    assert found("Bibliotek\t1 200\t1 000\nSimhall\t\t950\n") == [(1, 2, 2, "Bibliotek | 1 200 | 1 000")]
    assert found("Antal besök\t1 200\nAntal lån\t950\n") == [(1, 2, 2, "Antal besök | 1 200")]
    assert found("Antal besök\t1 200\n") == [(1, 1, 1, "Antal besök | 1 200")]
    assert found("Datum\t2023-12-31\nSida\t2\nPeriod\t202301 - 202312\n") == []
    assert found("1\tInledning.....\t3\n2\tEkonomi.....\t4\n3\tPersonal.....\t9\n") == []


def test_a_long_line_is_quoted_short() -> None:
    ((_, _, _, text),) = found(f"{'Hushåll med stöd ' * 4}588 565 23")
    assert text == "Hushåll med stöd Hushåll med stöd Hushåll med stöd Hushåll …"


def test_what_a_table_gives_again_is_not_left() -> None:
    text = "Utfall Budget\nStab 12 13\nKoder 14\nVård 15 16\n"
    assert found(text, Span(1, 4, ("Stab", "12 13", "Koder 14", "Vård", "15 16"))) == []
    assert found(text, Span(1, 4, ("Stab", "12 13"))) == [(3, 4, 2, "Koder 14")]


def test_a_run_ends_where_its_page_does() -> None:
    document = Document(
        "a.pdf", ["Stab 1 22 -3", "Vård 4 55 -6"], marks_wraps=False, places=((1, "sida 1"), (2, "sida 2"))
    )
    assert [one.note(document.origin) for one in find_leftovers(document, [])] == [
        "a.pdf sida 1: en rad med tal ingår inte i någon läst tabell (”Stab 1 22 -3”); kontrollera den.",
        "a.pdf sida 2: en rad med tal ingår inte i någon läst tabell (”Vård 4 55 -6”); kontrollera den.",
    ]


def test_the_rows_that_a_table_lost_are_a_note_of_it(read: Callable[[str], list[Table]]) -> None:
    lost = "Driftredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nStab\t-1 200\t-1 000\t-200\n\n\nHVB\t-5 974\t-5 978\t4\n"
    (table,) = read(f"{lost}\nNämnden har haft fler platser än budgeterat under hela hösten och våren.\n")
    assert table.notes == (
        "rapport.txt rad 7: en rad med tal ingår inte i någon läst tabell (”HVB | -5 974 | -5 978 | 4”); kontrollera den.",
    )


def test_each_run_is_a_note_of_the_table_above_it(read: Callable[[str], list[Table]]) -> None:
    prose = "Skolorna har fått fler elever under året, främst i de lägre årskurserna.\n\n"
    run = f"Antal elever 1 120 1 131\n\n{prose}"
    first, second = read(f"{run}{TABLE}\n{prose}{run}{TABLE.replace('Drift', 'Investerings')}\n{prose}{run}")
    told = "en rad med tal ingår inte i någon läst tabell (”Antal elever 1 120 1 131”); kontrollera den."
    assert first.notes == (f"rapport.txt rad 1: {told}", f"rapport.txt rad 14: {told}")
    assert second.notes == (f"rapport.txt rad 27: {told}",)


def test_a_workbook_says_the_sheet(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as file:
        drift, more = file.add_worksheet("Drift"), file.add_worksheet("Elever")
        drift.write_row(0, 0, ["", "Utfall", "Budget", "Avvikelse"])
        drift.write_row(1, 0, ["Stab", -5, -6, 1])
        more.write_row(0, 0, ["Skola", "Flickor", "Pojkar"])
        more.write_row(1, 0, ["Norra", 120, 131])
    (table,) = read_tables(tmp_path / "bok.xlsx")
    assert table.notes[-1] == (
        "bok.xlsx blad Elever: en rad med tal ingår inte i någon läst tabell (”Norra | 120 | 131”); kontrollera den."
    )


def test_a_file_without_tables_names_its_first_runs_and_counts_the_rest(write: Callable[[str], Path]) -> None:
    between = "Skolorna har fått fler elever under året, främst i de lägre årskurserna och i norr.\n"
    text = between.join(f"Antal elever {number} 1 131\nAntal lärare 12 13\n" for number in range(1120, 1128))
    with pytest.raises(
        NoTablesError, match="saw 2 lines with figures, the first of them 'Antal elever 1120 1 131'"
    ) as error:
        read_tables(write(text))
    _, *runs = error.value.swedish().split("\n")
    rest = "väntade ett tabellhuvud ovanför; kontrollera stället i dokumentet."
    assert runs[:2] == [
        f"rapport.txt rad 1–2: två rader med tal (”Antal elever 1120 1 131” till ”Antal lärare 12 13”); {rest}",
        f"rapport.txt rad 4–5: två rader med tal (”Antal elever 1121 1 131” till ”Antal lärare 12 13”); {rest}",
    ]
    assert runs[5:] == ["rapport.txt: tre andra ställen med tal; väntade tabellhuvuden ovanför; gå igenom dokumentet."]


def test_a_refused_pdf_says_the_page_and_what_its_reader_noted(tmp_path: Path) -> None:
    rows = [Text(60, 700, "Antal elever"), Text(300, 700, "1 120"), Text(400, 700, "1 131")]
    (tmp_path / "a.pdf").write_bytes(make_pdf([Text(60, 700, "Rapport.")], rows))
    with pytest.raises(NoTablesError, match=r"^a\.pdf: saw \d lines without a table") as error:
        read_tables(tmp_path / "a.pdf")
    assert "a.pdf sida 2: en rad med tal (”Antal elever" in error.value.swedish()


@pytest.mark.parametrize("name", ["socialnamnden-2017.txt", "socialnamnden-2020.txt"])
def test_the_real_reports_have_no_figures_left(name: str) -> None:
    notes = [note for table in read_tables(DATA / "reports" / name) for note in table.notes]
    assert not [note for note in notes if "ingår inte i någon läst tabell" in note]
