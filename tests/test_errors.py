"""The named errors: every text in both languages, and every call with the values that its text names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import analysis.errors
from analysis.errors import AnalysisError, DataError, DocumentError, NoTablesError, OutputError, fault

SOURCES = sorted(Path(analysis.errors.__file__).parent.rglob("*.py"))

# code, the values that its callers give, English, Swedish
CASES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "missing-file",
        {},
        "a.txt: saw no such file; expected a file; check the path and the file name",
        "a.txt: filen finns inte; väntade en fil; kontrollera sökväg och filnamn.",
    ),
    (
        "not-a-file",
        {},
        "a.txt: saw a folder or device; expected a file; name the file itself",
        "a.txt: en mapp eller enhet; väntade en fil; ange själva filen.",
    ),
    (
        "unreadable-file",
        {"reason": PermissionError("denied")},
        "a.txt: saw denied; expected a file that may be read; close it in other programs and check the rights",
        "a.txt: denied; väntade en fil som får läsas; stäng filen i andra program och kontrollera behörigheten.",
    ),
    (
        "empty-file",
        {},
        "a.txt: saw an empty file; expected the text of a report; export or download the file again",
        "a.txt: en tom fil; väntade en rapports text; exportera eller hämta filen på nytt.",
    ),
    (
        "too-large",
        {"size": 11, "most": 10},
        "a.txt: saw 11 bytes; expected at most 10 bytes; cut out the pages with tables",
        "a.txt: 11 byte; väntade högst 10 byte; klipp ut sidorna med tabeller.",
    ),
    (
        "binary-file",
        {"format": "RTF"},
        "a.txt: saw content that this program does not read (RTF); expected text, CSV, a web page, Excel (.xlsx), Word (.docx) or PDF; open the file in its own program and save it as .xlsx, .docx or .pdf",
        "a.txt: innehåll som programmet inte läser (RTF); väntade text, CSV, webbsida, Excel (.xlsx), Word (.docx) eller PDF; öppna filen i sitt eget program och spara den som .xlsx, .docx eller .pdf.",
    ),
    (
        "locked-file",
        {},
        "a.txt: saw a file locked with a password; expected a file that opens without one; save it without a password",
        "a.txt: en fil låst med lösenord; väntade en fil som öppnas utan lösenord; spara den utan lösenord.",
    ),
    (
        "no-text",
        {},
        "a.txt: saw pages that hold pictures only; expected text; export it as PDF from its own program, or run it through OCR",
        "a.txt: sidor som bara är bilder; väntade text; exportera den som PDF från sitt eget program eller kör texttolkning (OCR).",
    ),
    (
        "damaged-file",
        {"reason": "bad CRC", "format": "Excel"},
        "a.txt: saw a damaged file (bad CRC); expected a whole Excel file; open it in its own program and save it again",
        "a.txt: en skadad fil (bad CRC); väntade en hel Excel-fil; öppna den i sitt eget program och spara den på nytt.",
    ),
    (
        "unsafe-xml",
        {"part": "xl/workbook.xml"},
        "a.txt: saw xl/workbook.xml declaring a document type of its own; expected XML without one; save the file anew in Excel or Word",
        "a.txt: xl/workbook.xml med en egen dokumenttyp; väntade XML utan sådan; spara filen på nytt i Excel eller Word.",
    ),
    (
        "unpacks-too-large",
        {"size": 2000, "most": 1000, "ratio": 100},
        "a.txt: saw content that unpacks to 2000 bytes; expected at most 1000 bytes and 100 times the packed size; copy the tables to a new file",
        "a.txt: innehåll som packas upp till 2000 byte; väntade högst 1000 byte och 100 gånger den packade storleken; kopiera tabellerna till en ny fil.",
    ),
    (
        "too-many",
        {"place": "blad Drift", "most": 1000, "what": "rows", "what_sv": "rader"},
        "a.txt: saw blad Drift: more than 1000 rows; expected at most 1000 rows; copy the report's tables to a file of their own",
        "a.txt: blad Drift: fler än 1000 rader; väntade högst 1000 rader; kopiera rapportens tabeller till en egen fil.",
    ),
    (
        "wrong-encoding",
        {"byte": "0x81"},
        "a.txt: saw byte 0x81 that no known encoding of Swedish text has there; expected UTF-8; save the file as UTF-8",
        "a.txt: byte 0x81 som ingen känd teckenkodning för svensk text har där; väntade UTF-8; spara filen som UTF-8.",
    ),
    (
        "no-tables",
        {"lines": 9},
        "a.txt: saw 9 lines without a table; expected a table head with at least two number columns (such as Utfall, Budget, Avvikelse) above rows of numbers; check that the file is the right one and that its text was not lost in the export",
        "a.txt: 9 rader utan tabell; väntade ett tabellhuvud med minst två talkolumner (t.ex. Utfall, Budget, Avvikelse) ovanför rader med tal; kontrollera att det är rätt fil och att texten inte försvann vid exporten.",
    ),
    (
        "bad-csv",
        {"reason": "unexpected end of data"},
        "a.txt: saw unexpected end of data; expected a comma-separated table in UTF-8; restore the file, or save it as CSV UTF-8",
        "a.txt: unexpected end of data; väntade en kommaseparerad tabell i UTF-8; återställ filen eller spara den som CSV UTF-8.",
    ),
    (
        "wrong-columns",
        {"seen": "a, b", "expected": "a, c"},
        "a.txt: saw columns a, b; expected columns a, c; correct the names and number of the columns",
        "a.txt: kolumnerna a, b; väntade kolumnerna a, c; rätta kolumnernas namn och antal.",
    ),
    (
        "bad-value",
        {"column": "weight", "seen": "2", "expected": "1 or -1", "expected_sv": "1 eller -1"},
        "a.txt: saw weight = '2'; expected 1 or -1; correct the cell",
        "a.txt: weight = ”2”; väntade 1 eller -1; rätta cellen.",
    ),
    (
        "duplicate-key",
        {"seen": "Stab", "key": "part"},
        "a.txt: saw Stab twice; expected each part once; remove or rename one of the rows",
        "a.txt: Stab två gånger; väntade varje part en gång; ta bort eller byt namn på en av raderna.",
    ),
    (
        "unknown-reference",
        {"column": "part", "seen": "Stabb", "known": "Stab, Summa"},
        "a.txt: saw part = 'Stabb'; expected one of: Stab, Summa; correct the spelling, or register what is missing",
        "a.txt: part = ”Stabb”; väntade något av: Stab, Summa; rätta stavningen eller registrera det som saknas.",
    ),
    (
        "label-twice",
        {"column": "part", "seen": "Stab"},
        "a.txt: saw part = 'Stab', which stands twice in the table; expected a label that stands once; leave the sum out",
        "a.txt: part = ”Stab”, som står två gånger i tabellen; väntade en etikett som står en gång; utelämna summan.",
    ),
    (
        "unclear-cell",
        {"seen": "a:drift:Stab:utfall 2020", "known": "a:drift:Stab@4:utfall 2020, a:drift:Stab@9:utfall 2020"},
        "a.txt: saw 'a:drift:Stab:utfall 2020', which names several cells; expected one of: a:drift:Stab@4:utfall 2020, a:drift:Stab@9:utfall 2020; name the cell with its line number",
        "a.txt: ”a:drift:Stab:utfall 2020”, som är flera celler; väntade en av: a:drift:Stab@4:utfall 2020, a:drift:Stab@9:utfall 2020; ange cellen med dess radnummer.",
    ),
    (
        "value-or-formula",
        {"seen": "tryckt", "have": "a formula", "have_sv": "en formel"},
        "a.txt: saw status 'tryckt' with a formula; expected a value for 'tryckt', a formula for 'beräknad', neither for 'saknas'; fill in the one and empty the other",
        "a.txt: status ”tryckt” med en formel; väntade ett värde för ”tryckt”, en formel för ”beräknad”, inget av dem för ”saknas”; fyll i det ena och töm det andra.",
    ),
    (
        "bad-formula",
        {"column": "formula", "seen": "'+'"},
        "a.txt: saw formula stops making sense at '+'; expected ids, cells in [brackets], numbers such as 12 mån or 2,5, + - * / and parentheses; correct the formula",
        "a.txt: formula går inte att tolka vid '+'; väntade id:n, celler inom [hakparentes], tal som 12 mån eller 2,5, + - * / och parenteser; rätta formeln.",
    ),
    (
        "cycle",
        {"seen": "a → b → a"},
        "a.txt: saw figures that are computed from each other: a → b → a; expected figures that end in print; break the circle",
        "a.txt: uppgifter som beräknas ur varandra: a → b → a; väntade uppgifter som slutar i tryck; bryt cirkeln.",
    ),
    (
        "unit-clash",
        {"column": "formula", "seen": "a + b", "expected": "units that give tkr", "expected_sv": "enheter som ger tkr"},
        "a.txt: saw formula: units that do not fit in a + b; expected units that give tkr; correct the formula or the unit",
        "a.txt: formula: enheter som inte går ihop i a + b; väntade enheter som ger tkr; rätta formeln eller enheten.",
    ),
    (
        "zero-divisor",
        {"column": "formula", "seen": "a / b"},
        "a.txt: saw formula: a divisor that is or may be zero in a / b; expected a divisor well away from zero; change the formula",
        "a.txt: formula: en nämnare som är eller kan vara noll i a / b; väntade en nämnare skild från noll; ändra formeln.",
    ),
    (
        "not-comparable",
        {
            "title": "HVB",
            "first": 2017,
            "last": 2020,
            "reason": "2020: eget hem",
            "action": "choose",
            "action_sv": "välj",
        },
        "a.txt: saw HVB 2017 against 2020 (2020: eget hem); expected years that measure the same; choose",
        "a.txt: HVB 2017 mot 2020 (2020: eget hem); väntade år som mäter samma sak; välj.",
    ),
    (
        "amounts-differ",
        {"title": "Hyra 2020", "first": "5 tkr", "last": "9 tkr", "other": "antal × pris", "room": "1 tkr"},
        "a.txt: saw Hyra 2020: 5 tkr against 9 tkr of antal × pris; expected amounts that agree within rounding (1 tkr); compare figures that cover the same thing",
        "a.txt: Hyra 2020: 5 tkr mot 9 tkr enligt antal × pris; väntade belopp som stämmer inom avrundning (1 tkr); jämför uppgifter som omfattar samma sak.",
    ),
    (
        "wrong-width",
        {"seen": 1, "expected": 2},
        "a.txt: saw 1 cells; expected 2 cells; correct the commas and quotation marks of the row",
        "a.txt: 1 celler; väntade 2 celler; rätta radens kommatecken och citattecken.",
    ),
    (
        "two-sets",
        {"seen": 2, "year": 2021},
        "a.txt: saw 2 sets of Utfall, Budget and Avvikelse for 2021; expected one; keep only the columns of the whole year in the registered file",
        "a.txt: 2 uppsättningar Utfall, Budget och Avvikelse för 2021; väntade en; behåll bara helårets kolumner i den registrerade filen.",
    ),
    (
        "changed-file",
        {"seen": "ab12", "expected": "cd34"},
        "a.txt: saw sha256 ab12; expected sha256 cd34; restore the file, or register the new one in documents.csv",
        "a.txt: sha256 ab12; väntade sha256 cd34; återställ filen eller registrera den nya i documents.csv.",
    ),
    (
        "outside-data",
        {"seen": "../a.txt"},
        "a.txt: saw ../a.txt; expected a file below data/; move the file below data/ and correct documents.csv",
        "a.txt: ../a.txt; väntade en fil under data/; flytta filen till data/ och rätta documents.csv.",
    ),
    (
        "unknown-year",
        {"seen": 2018, "known": "2017, 2020"},
        "a.txt: saw year 2018; expected one of: 2017, 2020; choose a year that data/ has",
        "a.txt: år 2018; väntade något av: 2017, 2020; välj ett år som finns i data/.",
    ),
    (
        "wrong-frame",
        {"seen": ["post"], "expected": ["år"]},
        "a.txt: saw ['post']; expected ['år']; this is a fault in the program: report it with the file that was read",
        "a.txt: ['post']; väntade ['år']; detta är ett fel i programmet: rapportera det tillsammans med filen som lästes.",
    ),
    (
        "cannot-write",
        {"reason": "disk full"},
        "a.txt: saw disk full; expected a place that may be written to; close the file, check rights and disk space; the old file is kept",
        "a.txt: disk full; väntade en plats som går att skriva på; stäng filen, kontrollera behörighet och diskutrymme; den gamla filen är kvar.",
    ),
    (
        "notebook-failed",
        {"reason": "cell 3: NameError"},
        "a.txt: saw cell 3: NameError; expected a notebook that runs through; open it with 'make lab' and run its cells",
        "a.txt: cell 3: NameError; väntade en anteckningsbok som går igenom; öppna den i JupyterLab och kör cellerna.",
    ),
]
VALUES = {code: set(values) for code, values, _, _ in CASES}


@pytest.mark.parametrize(("code", "values", "english", "swedish"), CASES, ids=[case[0] for case in CASES])
def test_each_code_is_said_in_both_languages(code: str, values: dict[str, Any], english: str, swedish: str) -> None:
    one = fault(code, "a.txt", **values)
    assert one.english() == english
    assert one.swedish() == swedish


def test_every_code_has_its_case() -> None:
    assert sorted(analysis.errors._TEXTS) == sorted(VALUES)


@pytest.mark.parametrize("code", sorted(VALUES))
def test_both_languages_name_only_values_that_callers_give(code: str) -> None:
    for texts in analysis.errors._TEXTS[code]:
        assert {name for text in texts for _, name, _, _ in Formatter().parse(text) if name} <= VALUES[code]


def fault_calls() -> Iterator[tuple[str, int, str, set[str]]]:
    """Yield each call of fault() in the sources: module, line, code, names of the values given."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spread: set[str] = set()  # names in dicts that are spread into a call
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                spread |= {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fault":
                names = {word.arg for word in node.keywords if word.arg}
                is_spread = any(word.arg is None for word in node.keywords)
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{path.name} line {node.lineno}: the code is not a literal"
                yield path.name, node.lineno, str(code.value), names | (spread if is_spread else set())


def test_callers_give_the_values_that_the_texts_name() -> None:
    calls = list(fault_calls())
    assert {"documents.py", "frames.py", "load.py", "register.py", "sums.py", "tables.py", "tidy.py"} <= {
        call[0] for call in calls
    }
    assert [call for call in calls if call[2] not in VALUES] == []
    assert [call for call in calls if not VALUES[call[2]] <= call[3]] == []


def test_a_fault_says_its_line_in_both_languages() -> None:
    one = fault("missing-file", "a.txt", 12)
    assert one.english() == "a.txt, line 12: saw no such file; expected a file; check the path and the file name"
    assert one.swedish() == "a.txt rad 12: filen finns inte; väntade en fil; kontrollera sökväg och filnamn."


def test_a_file_may_be_a_path() -> None:
    assert fault("empty-file", Path("data") / "a.txt").file == str(Path("data") / "a.txt")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        fault("no-such-code", "a.txt")


def test_an_error_carries_one_fault() -> None:
    one = fault("empty-file", "a.txt")
    error = AnalysisError(one)
    assert error.faults == (one,)
    assert str(error) == one.english()
    assert error.swedish() == one.swedish()


def test_an_error_carries_all_faults_in_order_one_a_line() -> None:
    error = DataError([fault("empty-file", "b.txt"), fault("missing-file", "a.txt", 3)])
    assert [one.code for one in error.faults] == ["empty-file", "missing-file"]
    assert str(error).splitlines() == [
        "b.txt: saw an empty file; expected the text of a report; export or download the file again",
        "a.txt, line 3: saw no such file; expected a file; check the path and the file name",
    ]
    assert error.swedish().splitlines() == [
        "b.txt: en tom fil; väntade en rapports text; exportera eller hämta filen på nytt.",
        "a.txt rad 3: filen finns inte; väntade en fil; kontrollera sökväg och filnamn.",
    ]


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (DocumentError, AnalysisError),
        (NoTablesError, DocumentError),
        (DataError, AnalysisError),
        (OutputError, AnalysisError),
    ],
)
def test_named_errors_are_caught_by_the_name_above(kind: type[AnalysisError], above: type[AnalysisError]) -> None:
    with pytest.raises(above, match=r"^a\.txt: saw an empty file"):
        raise kind(fault("empty-file", "a.txt"))


def test_no_named_error_is_caught_as_another() -> None:
    assert not issubclass(DataError, DocumentError)
    assert not issubclass(OutputError, DataError | DocumentError)
