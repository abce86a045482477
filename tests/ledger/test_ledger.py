"""The ledger: formulas over printed figures, every fault of figures.csv at once, and the real figures."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.data_files import FIGURES
from analysis.errors import DataError
from analysis.files import DATA
from analysis.ledger.figures import CellId, Figure
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import Ledger, load_ledger
from tests.boards import REPORT, make_board, write_csv, write_figures

SOURCES = DATA.parent.parent / "shared" / "reports"  # the whole reports, where they are at hand
UNREAD = REPORT.replace("-300 200 -500", "-300 2O0 -500")
DEVIATION = "[kultur-2023:drift:Summa:avvikelse 2023]"


def load(folder: Path, *rows: Mapping[str, str], report: str = REPORT) -> Ledger:
    return load_ledger(write_figures(make_board(folder, report), rows))


def said(folder: Path, *rows: Mapping[str, str]) -> list[str]:
    """Return what is said of wrong rows, without what to do about it."""
    with pytest.raises(DataError, match=r"^figures\.csv, line \d+: saw ") as error:
        load(folder, *rows)
    return [line.removeprefix("figures.csv, ").rpartition("; ")[0] for line in str(error.value).splitlines()]


def values(ledger: Ledger, *names: str) -> list[tuple[str, str] | None]:
    """Return value and tolerance of figures as texts, None where they are missing."""
    found = [(ledger.figures[name].value(), ledger.figures[name].tolerance()) for name in names]
    return [
        None if one is None or two is None else (f"{one.normalize():f}", f"{two.normalize():f}") for one, two in found
    ]


A, B = {"id": "a", "value": "1 200"}, {"id": "b", "value": "65,4", "resolution": "0,1", "unit": "mnkr"}


def test_formulas_are_computed_whatever_order_they_stand_in(tmp_path: Path) -> None:
    rows = [
        {"id": "last", "formula": "middle * 2"},
        {"id": "middle", "formula": f"first - {DEVIATION}"},
        {"id": "first", "formula": "a + b"},
        A,
        B,
    ]
    expected = [("134400", "102"), ("67200", "51"), ("66600", "50.5"), ("1200", "0.5"), ("65.4", "0.05")]
    assert values(load(tmp_path / "1", *rows), "last", "middle", "first", "a", "b") == expected
    assert values(load(tmp_path / "2", *reversed(rows)), "last", "middle", "first", "a", "b") == expected


def test_a_figure_is_given_in_the_unit_of_its_row(tmp_path: Path) -> None:
    ledger = load(
        tmp_path,
        A,
        B,
        {"id": "share", "formula": "a / b", "unit": "%"},
        {"id": "sum_kr", "formula": "a + b", "unit": "kr"},
        {"id": "per_month", "formula": "a / 8 mån", "unit": "kr/mån"},
        {"id": "exact", "value": "7", "resolution": "0", "unit": "antal"},
    )
    assert values(ledger, "sum_kr", "per_month", "exact") == [
        ("66600000", "50500"),
        ("150000", "62.5"),
        ("7", "0"),
    ]
    share = ledger.figures["share"].value()
    assert share is not None
    assert round(share, 4) == Decimal("1.8349")


def test_a_figure_that_two_ways_lead_to_is_doubted_once(tmp_path: Path) -> None:
    ledger = load(tmp_path, A, B, {"id": "c", "formula": "a + b"}, {"id": "d", "formula": "c - a", "unit": "mnkr"})
    assert values(ledger, "d") == [("65.4", "0.05")]


def test_a_folder_without_figures_has_its_printed_cells(tmp_path: Path) -> None:
    ledger = load_ledger(make_board(tmp_path))
    assert len(ledger.figures) == 12
    assert values(ledger, "kultur-2023:drift:Summa:avvikelse 2023") == [("-600", "0.5")]
    assert {figure.status for figure in ledger.figures.values()} == {"tryckt"}


def test_a_head_without_rows_has_the_printed_cells_too(tmp_path: Path) -> None:
    assert len(load(tmp_path).figures) == 12


def test_a_figure_knows_what_its_row_and_cell_say(tmp_path: Path) -> None:
    ledger = load(tmp_path, {**A, "concept": "ram", "note": "Ca."}, {"id": "x", "formula": "a + a", "period": "maj"})
    assert ledger.figures["a"]._replace(node=None, quantity=None) == Figure(
        *("a", "ram 2023", "ram", 2023, "helår", "tkr", "tryckt", Decimal(1), "kultur-2023", "Drift", None, "Ca.", 2)
    )
    assert ledger.figures["x"]._replace(node=None, quantity=None) == Figure(
        *("x", "x 2023", "x", 2023, "maj", "tkr", "beräknad", None, "", "", None, "", 3, "a + a")
    )
    cell = ledger.figures["kultur-2023:drift:=Simhall:utfall 2023"]
    assert cell._replace(node=None, quantity=None) == Figure(
        *(
            "kultur-2023:drift:=Simhall:utfall 2023",
            "Drift: =Simhall, utfall 2023",
            "=Simhall, utfall",
            2023,
            "helår",
            "tkr",
        ),
        *("tryckt", Decimal(1), "kultur-2023", "Drift", 9, ""),
        cell=CellId("kultur-2023", "drift", "=Simhall", "utfall", 2023),
    )


def test_what_is_missing_is_named_at_every_figure_above_it(tmp_path: Path) -> None:
    ledger = load(
        tmp_path,
        A,
        {"id": "m"},
        {"id": "n"},
        {"id": "one", "formula": "a + m"},
        {"id": "both", "formula": "one - n + m"},
        {"id": "none", "formula": "a + a"},
    )
    missing = {name: ledger.figures[name].missing for name in ("a", "m", "one", "both", "none")}
    assert missing == {"a": (), "m": ("m",), "one": ("m",), "both": ("m", "n"), "none": ()}
    assert values(ledger, "m", "one", "both", "none") == [None, None, None, ("2400", "1")]


def test_a_cell_that_could_not_be_read_is_missing(tmp_path: Path) -> None:
    name = "kultur-2023:drift:Ledning:budget 2023"
    ledger = load(tmp_path, {"id": "x", "formula": f"[{name}] * 2"}, report=UNREAD)
    assert (ledger.figures[name].status, ledger.figures[name].note) == ("saknas", "Kunde inte läsas säkert.")
    assert ledger.figures["x"].missing == (name,)
    assert values(ledger, "x", name) == [None, None]


def test_a_formula_of_ones_own_is_evaluated(tmp_path: Path) -> None:
    ledger = load(tmp_path, A, {"id": "m"})
    quantity, missing = ledger.evaluate(parse_formula("a / 2 - a"))
    assert quantity is not None
    assert (quantity.value, quantity.tolerance) == (Decimal(-600), Decimal("0.25"))
    assert missing == ()
    assert ledger.evaluate(parse_formula("a + m + m")) == (None, ("m",))


def test_a_formula_comes_down_to_its_printed_figures(tmp_path: Path) -> None:
    other = {"id": "b", "value": "3", "section": "Bilaga"}
    ledger = load(tmp_path, A, other, {"id": "c", "formula": "a + b"}, {"id": "d", "formula": f"c - a + {DEVIATION}"})
    node = parse_formula("d * c")
    assert [leaf.id for leaf in ledger.leaves(node)] == ["a", "b", DEVIATION[1:-1]]
    assert ledger.sources(node) == {"dokument": "kultur-2023", "avsnitt": "Drift; Bilaga"}
    assert ledger.written(parse_formula(f"-(a + {DEVIATION}) * 2")) == "−(a 2023 + Drift: Summa, avvikelse 2023) × 2"


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    assert values(load(tmp_path, A), "a") == [("1200", "0.5")]
    assert values(load(tmp_path, {**A, "value": "1 300"}), "a") == [("1300", "0.5")]
    (tmp_path / "figures.csv").unlink()
    assert "a" not in load_ledger(tmp_path).figures


def test_a_changed_report_is_read_anew(tmp_path: Path) -> None:
    row = {"id": "x", "formula": DEVIATION}
    assert values(load(tmp_path, row), "x") == [("-600", "0.5")]
    assert values(load(tmp_path, row, report=REPORT.replace("-3 400 -600", "-3 300 -700")), "x") == [("-700", "0.5")]


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    write_figures(make_board(tmp_path), [A])
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row[::-1] for row in csv.reader(file)]
    write_csv(tmp_path / "figures.csv", rows[0], rows[1:])
    assert values(load_ledger(tmp_path), "a") == [("1200", "0.5")]


@pytest.mark.parametrize("column", FIGURES.names)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    left = [name for name in FIGURES.names if name != column]
    write_csv(make_board(tmp_path) / "figures.csv", left, [])
    with pytest.raises(DataError, match=rf"^figures\.csv, line 1: saw columns {', '.join(left)}; expected columns id,"):
        load_ledger(tmp_path)


PRINTED, COMPUTED, MISSING = {"id": "a", "value": "5"}, {"id": "a", "formula": DEVIATION}, {"id": "a"}
NUMBER = "expected a number such as 8 453 or 65,4"
STEP = "expected a step that the value is a multiple of"
EITHER = "expected a value for 'tryckt', a formula for 'beräknad', neither for 'saknas'"
NAME = "expected lower-case words with _ such as ramökning_2020"
PARTS = "expected ids, cells in [brackets], numbers such as 12 mån or 2,5, + - * / and parentheses"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**PRINTED, "id": "Ram_2020"}, f"saw id = 'Ram_2020'; {NAME}"),
        ({**PRINTED, "id": "", "concept": "x"}, f"saw id = ''; {NAME}"),
        ({**PRINTED, "id": "a:b"}, f"saw id = 'a:b'; {NAME}"),
        ({**PRINTED, "concept": ""}, "saw concept = ''; expected a text"),
        ({**PRINTED, "period": ""}, "saw period = ''; expected a text such as helår"),
        ({**PRINTED, "section": ""}, "saw section = ''; expected the heading it stands under"),
        ({**PRINTED, "year": "1899"}, "saw year = '1899'; expected a year such as 2020"),
        ({**PRINTED, "year": "20201"}, "saw year = '20201'; expected a year such as 2020"),
        ({**PRINTED, "year": ""}, "saw year = ''; expected a year such as 2020"),
        ({**PRINTED, "status": "Tryckt"}, "saw status = 'Tryckt'; expected one of: tryckt, beräknad, saknas"),
        ({**PRINTED, "status": ""}, "saw status = ''; expected one of: tryckt, beräknad, saknas"),
        ({**PRINTED, "document": "kultur-2032"}, "saw document = 'kultur-2032'; expected one of: kultur-2023"),
        ({**PRINTED, "document": ""}, "saw document = ''; expected one of: kultur-2023"),
        ({**COMPUTED, "document": "x"}, "saw document = 'x'; expected one of: kultur-2023"),
        ({**MISSING, "document": "x"}, "saw document = 'x'; expected one of: kultur-2023"),
        ({**PRINTED, "unit": "tkrr"}, "saw unit = 'tkrr'; expected one of: tkr, kr, mkr, mnkr"),
        ({**PRINTED, "unit": "kr/hushål"}, "saw unit = 'kr/hushål'; expected one of: hushåll"),
        ({**PRINTED, "value": "5.5"}, f"saw value = '5.5'; {NUMBER}"),
        ({**PRINTED, "value": "5 tkr"}, f"saw value = '5 tkr'; {NUMBER}"),
        ({**PRINTED, "value": "-"}, f"saw value = '-'; {NUMBER}"),
        ({**PRINTED, "value": "1 2"}, f"saw value = '1 2'; {NUMBER}"),
        ({**PRINTED, "resolution": ""}, f"saw resolution = ''; {NUMBER}"),
        ({**PRINTED, "resolution": "-1"}, f"saw resolution = '-1'; {NUMBER}"),
        ({**PRINTED, "resolution": "en"}, f"saw resolution = 'en'; {NUMBER}"),
        ({**COMPUTED, "resolution": "en"}, f"saw resolution = 'en'; {NUMBER}"),
        ({**PRINTED, "resolution": "10"}, f"saw resolution = '10'; {STEP}"),
        ({**PRINTED, "value": "5,25", "resolution": "0,1"}, f"saw resolution = '0,1'; {STEP}"),
        ({**PRINTED, "formula": "2 tkr"}, f"saw status 'tryckt' with both; {EITHER}"),
        ({**COMPUTED, "value": "5", "status": "beräknad"}, f"saw status 'beräknad' with both; {EITHER}"),
        ({**MISSING, "status": "beräknad"}, f"saw status 'beräknad' with neither; {EITHER}"),
        ({**PRINTED, "status": "beräknad"}, f"saw status 'beräknad' with a value; {EITHER}"),
        ({**PRINTED, "status": "saknas"}, f"saw status 'saknas' with a value; {EITHER}"),
        ({**COMPUTED, "status": "saknas"}, f"saw status 'saknas' with a formula; {EITHER}"),
        ({**COMPUTED, "formula": "2 +* b"}, f"saw formula stops making sense at '* b'; {PARTS}"),
        ({**COMPUTED, "formula": "a" * 2001}, f"saw formula stops making sense at longer than 2000 characters; {PARTS}"),
        ({**COMPUTED, "formula": "__import__('os')"}, f"saw formula stops making sense at \"__import__('os')\"; {PARTS}"),
        ({**COMPUTED, "formula": "a"}, "saw figures that are computed from each other: a → a; expected figures that end in print"),
        (
            {**COMPUTED, "formula": f"{DEVIATION} + 1 mån"},
            "saw formula: units that do not fit in kultur-2023:drift:Summa:avvikelse 2023 + 1 mån; expected units that give tkr",
        ),
        (
            {**COMPUTED, "formula": "2 tkr * 3 tkr"},
            "saw formula: units that do not fit in 2 tkr × 3 tkr; expected units that give tkr",
        ),
        (
            {**COMPUTED, "formula": "2 tkr / (1 - 100 %)"},
            "saw formula: a divisor that is or may be zero in 2 tkr / (1 − 100 %); expected a divisor well away from zero",
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_with_what_is_wrong(tmp_path: Path, row: Mapping[str, str], message: str) -> None:
    assert said(tmp_path, row) == [f"line 2: {message}"]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (PRINTED, ("5", "0.5")),
        (COMPUTED, ("-600", "0.5")),
        (MISSING, None),
        ({**COMPUTED, "document": "kultur-2023"}, ("-600", "0.5")),
        ({**MISSING, "document": "kultur-2023", "section": "Drift"}, None),
        ({**PRINTED, "value": "−5 000", "resolution": "100", "year": "1900"}, ("-5000", "50")),
        ({**PRINTED, "value": "0"}, ("0", "0.5")),
        ({**PRINTED, "value": "5,25", "resolution": "0,05"}, ("5.25", "0.025")),
        ({**PRINTED, "resolution": "0", "unit": "kr/hushåll/mån"}, ("5", "0")),
    ],
)
def test_a_right_row_is_read(tmp_path: Path, row: Mapping[str, str], value: tuple[str, str] | None) -> None:
    assert values(load(tmp_path, row), "a") == [value]


def test_a_wrong_row_is_named_in_swedish(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3") as error:
        load(tmp_path, A, {"id": "x", "formula": "a / 0"}, {"id": "y", "formula": "y"})
    assert error.value.swedish().splitlines() == [
        "figures.csv rad 3: formula: en nämnare som är eller kan vara noll i a / 0; väntade en nämnare skild från noll; ändra formeln.",
        "figures.csv rad 4: uppgifter som beräknas ur varandra: y → y; väntade uppgifter som slutar i tryck; bryt cirkeln.",
    ]


def test_an_unknown_id_is_named_with_the_nearest(tmp_path: Path) -> None:
    rows = [{"id": "ram_2020", "value": "5"}, {"id": "x", "formula": "ram_2021 + ram_2021 - ram_2020"}]
    (message,) = said(tmp_path, *rows)
    assert message == "line 3: saw formula = 'ram_2021'; expected one of: ram_2020"


def test_an_unknown_cell_is_named_with_the_nearest(tmp_path: Path) -> None:
    (message,) = said(tmp_path, {"id": "x", "formula": "[kultur-2023:drift:Summa:avikelse 2023]"})
    assert message.startswith(
        "line 2: saw formula = 'kultur-2023:drift:Summa:avikelse 2023'; expected one of: kultur-2023:drift:Summa:avvikelse 2023,"
    )


def test_an_unclear_cell_is_named_with_the_clear_ones(tmp_path: Path) -> None:
    twice = REPORT.replace("Ledning -300", "Bibliotek -300")
    data = write_figures(
        make_board(tmp_path, twice), [{"id": "x", "formula": "[kultur-2023:drift:Bibliotek:utfall 2023]"}]
    )
    names = "kultur-2023:drift:Bibliotek@7:utfall 2023, kultur-2023:drift:Bibliotek@11:utfall 2023"
    with pytest.raises(
        DataError, match=rf"^figures\.csv, line 2: saw '.*', which names several cells; expected one of: {names};"
    ):
        load_ledger(data)
    write_figures(data, [{"id": "x", "formula": "[kultur-2023:drift:Bibliotek@11:utfall 2023]"}])
    assert values(load_ledger(data), "x") == [("-300", "0.5")]


def test_a_divisor_that_rounding_can_have_made_zero_is_named(tmp_path: Path) -> None:
    rows = [A, {"id": "b", "value": "1 201"}, {"id": "x", "formula": "a / (a - b)", "unit": "ggr"}]
    assert said(tmp_path, *rows) == [
        "line 4: saw formula: a divisor that is or may be zero in a / (a − b); expected a divisor well away from zero"
    ]


def test_every_circle_is_named(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "formula": "b + 1 tkr"},
        {"id": "b", "formula": "c"},
        {"id": "c", "formula": "a - 1 tkr"},
        {"id": "d", "formula": "e"},
        {"id": "e", "formula": "d * 2"},
        {"id": "above", "formula": "a + e"},
        {"id": "fine", "formula": "2 tkr"},
    ]
    messages = said(tmp_path, *rows)
    circles = [re.findall(r"[a-e]+", message.partition("each other: ")[2].partition(";")[0]) for message in messages]
    assert [circle[0] == circle[-1] for circle in circles] == [True, True]
    assert sorted("".join(sorted(circle[1:])) for circle in circles) == ["abc", "de"]
    needs = {"a": "b", "b": "c", "c": "a", "d": "e", "e": "d"}
    assert all(needs[one] == two for circle in circles for one, two in pairwise(circle))
    line = {row["id"]: number for number, row in enumerate(rows, 2)}
    assert [int(message[5]) for message in messages] == [line[circle[0]] for circle in circles]


def test_an_id_that_stands_twice_is_named_at_each_row_behind_the_first(tmp_path: Path) -> None:
    rows = [A, {**A, "value": "5"}, {"id": "b", "value": "5"}, {"id": "a", "formula": "b"}]
    assert said(tmp_path, *rows) == [f"line {line}: saw a twice; expected each id once" for line in (3, 5)]


def test_the_faults_of_all_rows_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2") as error:
        load(
            tmp_path,
            {**A, "year": "20", "unit": "€", "value": "x", "resolution": ""},
            {"id": "a", "status": "beräknad"},
            {"id": "b", "value": "5", "document": "nej"},
            {"id": "c", "formula": "("},
        )
    assert [(one.code, one.file, one.line, one.values.get("column")) for one in error.value.faults] == [
        ("bad-value", "figures.csv", 2, "year"),
        ("bad-value", "figures.csv", 2, "value"),
        ("unknown-reference", "figures.csv", 2, "unit"),
        ("bad-value", "figures.csv", 2, "resolution"),
        ("duplicate-key", "figures.csv", 3, None),
        ("value-or-formula", "figures.csv", 3, None),
        ("unknown-reference", "figures.csv", 4, "document"),
        ("bad-formula", "figures.csv", 5, "formula"),
    ]


def test_the_faults_of_all_formulas_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3") as error:
        load(
            tmp_path,
            A,
            {"id": "b", "formula": "nothing + nowhere"},
            {"id": "c", "formula": "c"},
            {"id": "d", "formula": "a / 0"},
            {"id": "e", "formula": "a + 1 mån"},
            {"id": "above", "formula": "a + b + c + d + e"},
        )
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("unknown-reference", 3),
        ("unknown-reference", 3),
        ("cycle", 4),
        ("zero-divisor", 5),
        ("unit-clash", 6),
    ]


@pytest.mark.parametrize(
    ("name", "value", "places"),
    [
        ("nettobudget_2019", "-181206", 0),
        ("nettokostnad_2019", "-220080", 0),
        ("bruttokostnad_2019", "-251655", 0),
        ("bruttokostnad_2020", "-244770", 0),
        ("hvb_ensamkommande_2017", "-45779", 0),
        ("avvikelse_utan_engångskostnad_och_ledning_2020", "-10189", 0),
        ("utbetalt_2019", "-61013.232", 3),
    ],
)
def test_the_real_computed_figures(name: str, value: str, places: int) -> None:
    figure = load_ledger(DATA).figures[name]
    found = figure.value()
    assert found is not None
    assert round(found, places) == Decimal(value)
    assert (figure.status, figure.unit) == ("beräknad", "tkr")


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


def printed_as_numbers() -> Sequence[dict[str, str]]:
    return [row for row in real_rows() if row["status"] == "tryckt" and "Tryckt med bokstäver" not in row["note"]]


def test_every_printed_figure_stands_in_its_report() -> None:
    if not SOURCES.is_dir():
        pytest.skip("the whole reports are not at hand")
    reports = {path.stem: even(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.txt")}
    rows = printed_as_numbers()
    assert [(row["id"], row["value"]) for row in rows if not stands(row["value"], reports[row["document"]])] == []


def test_a_number_with_an_unknown_unit_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"figures\.csv, line 3: saw formula = 'apor'; expected one of:"):
        load(tmp_path, A, {"id": "b", "formula": "a * 2 apor"})


def test_faults_of_rows_and_of_formulas_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2") as error:
        load(tmp_path, {**A, "year": "x"}, {"id": "b", "formula": "a + nope"}, {"id": "c", "formula": "c"})
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("bad-value", 2),
        ("unknown-reference", 3),
        ("cycle", 4),
    ]


def test_units_are_checked_also_where_a_figure_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 4: saw formula: units that do not fit in a \\+ m"):
        load(tmp_path, A, {"id": "m", "unit": "vårddygn"}, {"id": "b", "formula": "a + m"})


def test_a_long_chain_of_figures_is_computed(tmp_path: Path) -> None:
    chain = [{"id": f"b{at}", "formula": f"b{at - 1} + 1 tkr" if at else "a"} for at in range(1500)]
    ledger = load(tmp_path, A, *chain)
    last = ledger.figures["b1499"]
    assert last.value() == (ledger.figures["a"].value() or 0) + 1499
    assert last.node is not None
    assert [leaf.id for leaf in ledger.leaves(last.node)] == ["a"]
