"""The sheets of subjects and of sensitivity: what they say, their live formulas, and a scenario that is tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from analysis.explanations.volumes import ASSISTANCE, COST, PLACEMENTS, PRICE, QUANTITY
from analysis.files import DATA
from analysis.statements.folder import opened
from analysis.workbook.desk import Desk
from analysis.workbook.sheets.figures import figure_sheet
from analysis.workbook.sheets.scenario import split_years
from analysis.workbook.sheets.sensitivity import sensitivity_sheet
from analysis.workbook.sheets.subjects import load_subjects, subject_sheets
from tests.books import filled, live_values, loaded, needs_office, recalculated
from tests.books import table as cells_of
from tests.ledgers import HEAD, Row, absent, concept, printed, write_ledger

Cells = Mapping[str, Any]


class Charts:
    """Draws an empty chart, and remembers what it was asked for."""

    def __init__(self, book: Any) -> None:
        self._book, self.asked = book, list[tuple[Any, ...]]()

    def years(self, titles: tuple[str, str, str], rows: Sequence[tuple[int, Any, str]]) -> tuple[Any, str]:
        self.asked.append((titles, [(year, value and value.value, mark) for year, value, mark in rows]))
        chart = self._book.add_chart({"type": "column"})
        chart.add_series({"values": "=Uppgifter!$B$6:$B$7"})
        return chart, "Staplar per år."


def write_book(path: Path, year: int, since: int | None, data: Path = DATA) -> list[tuple[Any, ...]]:
    """Write the ledger, the subjects and the sensitivity of a board; return what charts were asked for."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        desk, charts = Desk(book, "Nämnden", opened(data), year, since), Charts(book)
        desk.charts = charts  # type: ignore[assignment]
        for sheet in (figure_sheet, subject_sheets, sensitivity_sheet):
            sheet(desk)
    return charts.asked


def cells(path: Path, sheet: str, *, values: bool = True) -> Cells:
    return {place: value for (name, place), value in filled(path, values=values).items() if name == sheet}


def texts(path: Path, sheet: str) -> list[str]:
    """Return what stands in the first column, from the top down."""
    return [str(value) for place, value in cells(path, sheet).items() if place.rstrip("0123456789") == "A"]


def table(path: Path, sheet: str, name: str, *, values: bool = True) -> list[tuple[Any, ...]]:
    """Return the rows of a table below its heads."""
    return [tuple(row) for row in cells_of(path, sheet, name, values=values)[1:]]


def place_of(path: Path, sheet: str, name: str) -> int:
    """Return the first row of a table below its heads."""
    return int(loaded(path, values=False)[sheet].tables[name].ref.split(":")[0][1:]) + 1


def assert_same(path: Path) -> None:
    """Hold what every formula carries against what LibreOffice makes of it."""
    carried, found = live_values(path, *recalculated(path))
    assert len(carried) > 20
    assert found == pytest.approx(carried, rel=1e-12)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[Any, ...]]]:
    path = tmp_path_factory.mktemp("ut") / "bok.xlsx"
    return path, write_book(path, 2020, 2017)


@pytest.fixture(scope="module")
def real(asked: tuple[Path, list[tuple[Any, ...]]]) -> Path:
    return asked[0]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ett") / "bok.xlsx"
    write_book(path, 2017, None)
    return path


def test_a_sheet_asks_its_question_and_says_what_is_known(real: Path) -> None:
    said = [text.replace("\u00a0", " ") for text in texts(real, "Konsulter")]
    assert said[0] == "Konsulter: vad kostade de utöver de löner som inte betalades ut?"
    assert said[1] == "Konsulter: −12 269 tkr 2017, −402 tkr 2020, en förändring på +11 867 tkr (jämförbar)."
    assert said[2].startswith("Konsulterna kostade 12 269 tkr 2017; det är 6 879 tkr mer än de löner som inte")
    assert said[3].startswith("Konsulterna kostade 402 tkr 2020. Hur mycket lön som inte betalades ut är inte känt")


def test_years_that_do_not_compare_say_why(real: Path) -> None:
    said = texts(real, "HVB-placeringar")
    whole = " ".join(said)  # a sentence runs over rows
    assert "HVB-placeringar går inte att jämföra mellan 2017 och 2020. 2020: Raden HVB är en enhets" in whole
    assert "Placeringar totalt: volym och pris går inte att skilja åt mellan 2017 och 2020." in whole
    assert "Prova ett scenario" not in said


def test_the_first_concept_is_drawn_with_its_gaps(asked: tuple[Path, list[tuple[Any, ...]]]) -> None:
    assert asked[1][:2] == [
        (
            ("Socialnämnden, Katrineholms kommun", "HVB-placeringar, tkr", "2017–2020"),
            [
                (2017, -95052.0, "jämförbar"),
                (2018, None, "saknas"),
                (2019, None, "saknas"),
                (2020, -5974.0, "ej jämförbar"),
            ],
        ),
        (
            ("Socialnämnden, Katrineholms kommun", "Konsulter, tkr", "2016–2020"),
            [
                (2016, -2070.0, "jämförbar"),
                (2017, -12269.0, "jämförbar"),
                (2018, None, "saknas"),
                (2019, -7733.0, "jämförbar"),
                (2020, -402.0, "jämförbar"),
            ],
        ),
    ]
    assert [len(loaded(asked[0])[one.sheet]._charts) for one in load_subjects()] == [1, 1, 1]


def test_concepts_stand_year_by_year_with_doubt_and_source(real: Path) -> None:
    rows = table(real, "HVB-placeringar", "Begrepp_HVB_placeringar")
    own = [row for row in rows if row[0] == "HVB barn och unga exkl. ensamkommande"]
    assert [row[1:6] for row in own] == [
        (2016, pytest.approx(-33292.6, abs=0.05), "tkr", pytest.approx(113.2, abs=0.05), "jämförbar"),
        (2017, -49273, "tkr", 0.5, "jämförbar"),
    ]
    assert [row[6] for row in own] == ["Bakåträknad ur ökningen i procent.", ""]
    book = loaded(real, values=False)
    row = place_of(real, "HVB-placeringar", "Begrepp_HVB_placeringar")
    link = book["HVB-placeringar"][f"H{row}"]
    target = link.hyperlink.location.split("!")[1]
    assert book["Uppgifter"][target].value == -95052
    assert str(link.value).startswith("Drift: Kostnader > HVB")
    assert book["HVB-placeringar"][f"C{row}"].value == f"='Uppgifter'!${target[0]}${target[1:]}"


def test_what_is_missing_leads_to_the_ledger(real: Path) -> None:
    rows = table(real, "Ekonomiskt bistånd", "Saknas_Ekonomiskt_bistånd")
    assert rows[0] == (
        *("Utbetalt ekonomiskt bistånd", 2018, "tkr", "helår", "socialnamnden-2020", "Drift"),
        *("Inget år 2018 finns i de inlästa rapporterna.", "utbetalt_2018"),
    )
    sheet = loaded(real, values=True)["Ekonomiskt bistånd"]
    link = sheet[f"H{place_of(real, 'Ekonomiskt bistånd', 'Saknas_Ekonomiskt_bistånd')}"].hyperlink.location
    assert cells(real, "Uppgifter")[link.split("!")[1].replace("B", "I")] == "utbetalt_2018"


def test_questions_stand_before_what_is_missing_for_an_answer(real: Path) -> None:
    said = texts(real, "Konsulter")
    at = said.index("Vad nämnden bör fråga")
    assert [text[:2] for text in said[at + 1 : at + 4]] == ["1.", "2.", "3."]
    assert said[at + 1] == "1. Hur många tjänster var vakanta varje månad, och vilken lön frigjorde de?"
    assert said[at + 4 : at + 6] == ["Det som saknas för att svara", "Uppgift"]


def test_salaries_and_consultants_are_set_side_by_side(real: Path) -> None:
    assert table(real, "Konsulter", "Löner_Konsulter") == [
        (2016, -94993, -2070, -97063, 126.8, -765.5),
        (2017, -104700, -12269, -116969, 142.3, -822.0),
        (2019, -92727, -7733, -100460, 138.6, -724.8),
        (2020, -91093, -402, -91495, 137.7, -664.5),
    ]
    row = place_of(real, "Konsulter", "Löner_Konsulter")
    written = table(real, "Konsulter", "Löner_Konsulter", values=False)
    assert written[0][3] == f"=B{row}+C{row}"
    assert all(str(text).startswith("=") for one in written for text in one[1:])
    rows = table(real, "Konsulter", "Merkostnad_Konsulter")
    assert [one[:6] for one in rows] == [
        (2016, -2070, None, None, None, "oförklarat"),
        (2017, -12269, 5390, -6879, -48.3, "beräknat"),
        (2019, -7733, 4683, -3050, -22.0, "beräknat"),
        (2020, -402, None, None, None, "oförklarat"),
    ]
    at = place_of(real, "Konsulter", "Merkostnad_Konsulter")
    extra = table(real, "Konsulter", "Merkostnad_Konsulter", values=False)[1]
    assert (extra[1], extra[3]) == (f"=C{row + 1}", f"=B{at + 1}+C{at + 1}")


def test_a_year_without_data_gives_way_to_the_year_before_and_says_so(real: Path) -> None:
    said = texts(real, "Ekonomiskt bistånd")
    assert (
        "Hushåll med försörjningsstöd per månad finns inte för 2017, bara för 2019, 2020. Volym och pris jämförs därför"
        " med 2019. Utbetalt ekonomiskt bistånd är"
    ) in " ".join(said)
    assert split_years(ASSISTANCE, 2020, 2019, opened(DATA)).said == ""
    refused = split_years(PLACEMENTS, 2020, 2017, opened(DATA))
    assert (refused.since, refused.said, refused.frame.empty) == (2017, "", True)


def test_volume_and_price_are_live_steps_that_sum_to_the_change(real: Path) -> None:
    rows = table(real, "Ekonomiskt bistånd", "Steg_Ekonomiskt_bistånd")
    assert [row[:4] for row in rows] == [
        ("Utbetalt ekonomiskt bistånd 2019", "start", None, -61013),
        ("Volym: hushåll med försörjningsstöd per månad", "effekt", 2387, -58626),
        ("Pris: riksnormens uppräkning", "effekt", -1200, -59826),
        ("Pris: utbetalt per hushåll och månad, övrigt", "effekt", 2515, -57311),
        ("Utbetalt ekonomiskt bistånd 2020", "slut", 3702, -57311),
    ]
    assert [row[4] for row in rows] == [None, *(pytest.approx(one / 3702) for one in (2387, -1200, 2515, 3702))]
    assert [row[5] for row in rows] == ["beräknat", "beräknat", "uppgett", "beräknat", "beräknat"]
    first = place_of(real, "Ekonomiskt bistånd", "Steg_Ekonomiskt_bistånd")
    written = table(real, "Ekonomiskt bistånd", "Steg_Ekonomiskt_bistånd", values=False)
    assert written[1][2].startswith("=ROUND(-(")
    assert written[1][3] == f"=D{first}+C{first + 1}"
    assert written[1][4] == f"=C{first + 1}/(D{first + 4}-D{first})"
    assert written[4][2] == f"=SUM(C{first + 1}:C{first + 3})"
    assert written[4][3].startswith("=ROUND(")


def test_a_scenario_starts_from_the_last_year(real: Path) -> None:
    name, sheet = "Scenario_Ekonomiskt_bistånd", "Ekonomiskt bistånd"
    assert table(real, sheet, name) == [
        ("Hushåll med försörjningsstöd per månad", 588, 565, 565, "hushåll", "ändra här"),
        ("Utbetalt per hushåll och månad", 8647, 8453, 8453, "kr/hushåll/mån", "ändra här"),
        ("Månader", 12, 12, 12, "mån", None),
        (
            "Utbetalt ekonomiskt bistånd: volym × pris",
            *(pytest.approx(one) for one in (-61013.232, -57311.34, -57311.34)),
            *("tkr", None),
        ),
    ]
    first = place_of(real, sheet, name)
    written = table(real, sheet, name, values=False)
    assert [row[3] for row in written] == [
        *(f"=C{first}", f"=C{first + 1}", f"=C{first + 2}"),
        f"=-D{first}*D{first + 1}*D{first + 2}/1000",
    ]
    assert [row[1] for row in table(real, sheet, "Scenarioeffekt_Ekonomiskt_bistånd")] == [0, 0, 0]
    page = loaded(real, values=True)[sheet]
    ruled = {str(rule.sqref) for rule in page.data_validations.dataValidation}
    assert ruled == {f"D{first}", f"D{first + 1}"}
    assert {page[place].fill.fgColor.rgb for place in ruled} == {"FFFFF6D6"}
    assert any("inte vad årets avvikelse mot budget hade blivit" in text for text in texts(real, sheet))


@needs_office
def test_a_scenario_that_is_tried_tells_volume_from_price(real: Path, tmp_path: Path) -> None:
    sheet, first = "Ekonomiskt bistånd", place_of(real, "Ekonomiskt bistånd", "Scenario_Ekonomiskt_bistånd")
    book = openpyxl.load_workbook(real)
    book[sheet][f"D{first}"], book[sheet][f"D{first + 1}"] = 600, 8000
    book.save(tmp_path / "bok.xlsx")
    (after,) = recalculated(tmp_path / "bok.xlsx")
    cost = table(after, sheet, "Scenario_Ekonomiskt_bistånd")[3][1:4]
    assert cost == pytest.approx((-61013.232, -57311.34, -57600.0))
    volume, price, total = (row[1] for row in table(after, sheet, "Scenarioeffekt_Ekonomiskt_bistånd"))
    assert (volume, price) == pytest.approx((-35 * 8453 * 12 / 1000, 600 * 453 * 12 / 1000))
    assert total == pytest.approx(cost[2] - cost[1])


@needs_office
@pytest.mark.parametrize("year", [2020, 2017])
def test_every_formula_carries_the_value_that_it_gives(real: Path, alone: Path, year: int) -> None:
    assert_same(real if year == 2020 else alone)


def test_what_a_unit_is_worth_is_a_live_formula(real: Path) -> None:
    rows = table(real, "Känslighet", "Drivkrafter")
    assert [row[:7] for row in rows] == [
        ("ett hushåll med försörjningsstöd", 2020, "hushåll", 101.4, 565, 273, pytest.approx(48.3, abs=0.05)),
        ("en procent på riksnormen", 2020, "%", 573.1, None, 49, None),
        ("en heltidskonsult", 2019, "konsulter", 966.6, 8, 29, 362.5),
        ("en årsarbetare", 2020, "årsarbetare", 661.5, 137.7, 42, pytest.approx(30.5, abs=0.05)),
        ("ett vårddygn på institution för barn och unga", 2020, "vårddygn", None, 7500, None, None),
    ]
    written = table(real, "Känslighet", "Drivkrafter", values=False)
    first = place_of(real, "Känslighet", "Drivkrafter")
    assert written[1][3].startswith("=ROUND((-'Uppgifter'!$B$")
    assert written[1][5].startswith("=ROUNDUP(ROUND(MAX(-$B$")
    assert written[0][6] == f"=F{first}/E{first}*100"
    deviation = table(real, "Känslighet", "Täcks", values=False)[0]
    ledger = cells(real, "Uppgifter")
    assert deviation[0] == "Nämndens avvikelse mot budget 2020"
    assert ledger[str(deviation[1]).rpartition("!")[2].replace("$", "")] == -27660
    assert f"MAX(-$B${place_of(real, 'Känslighet', 'Täcks')},0)" in written[0][5]
    assert texts(real, "Känslighet")[1].startswith("För att ensam täcka underskottet krävs 273")


def test_a_year_without_drivers_says_so(alone: Path) -> None:
    assert texts(alone, "Känslighet")[1:] == [
        *("Inga drivkrafter är mätta till och med 2017.", "Ska täckas", "Nämndens avvikelse mot budget 2017"),
    ]


FIGURES = [
    *(printed("hushåll_2020", "10", "0", "hushåll"), printed("hushåll_2021", "12", "0", "hushåll")),
    *(printed("snitt_2020", "1004", "1", "kr/hushåll/mån"), printed("snitt_2021", "1104", "1", "kr/hushåll/mån")),
    *(printed("bistånd_2020", "120"), printed("bistånd_2021", "159")),
    *(printed("dygn_2020", "100", "0", "vårddygn"), printed("dygn_2021", "90", "0", "vårddygn")),
    *(printed("dygnspris_2020", "4", "0", "tkr/vårddygn"), printed("dygnspris_2021", "5", "0", "tkr/vårddygn")),
    *(printed("vård_2020", "400"), printed("vård_2021", "450"), absent("svar_2021"), absent("pris_2021", "tkr/barn")),
    *(printed("peng_2021", "0,7", "0,1", "tkr/barn"), printed("barn_2021", "60", "0", "barn")),
]
CONCEPTS = [
    *(concept(COST, year, f"-bistånd_{year}") for year in (2020, 2021)),
    *(concept(QUANTITY, year, f"hushåll_{year}", "hushåll") for year in (2020, 2021)),
    *(concept(PRICE, year, f"snitt_{year}", "kr/hushåll/mån") for year in (2020, 2021)),
    *(concept(PLACEMENTS.cost, year, f"-vård_{year}") for year in (2020, 2021)),
    *(concept(PLACEMENTS.quantity, year, f"dygn_{year}", "vårddygn") for year in (2020, 2021)),
    *(concept(PLACEMENTS.price, year, f"dygnspris_{year}", "tkr/vårddygn") for year in (2020, 2021)),
    concept("svar", 2021, "svar_2021"),
]
BOARD = f"{HEAD}Stab\t-31\t-10\t-21\nSumma\t-31\t-10\t-21\n"
SURPLUS = f"{HEAD}Stab\t-10\t-31\t21\nSumma\t-10\t-31\t21\n"
UNPRINTED = "## Drift\n\nDriftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nStab\t-31\t-10\nSumma\t-31\t-10\n"
DRIVERS = [
    ("ett barn", "2021", "barn", "peng_2021", "barn_2021", ""),
    ("ett annat barn", "2021", "barn", "pris_2021", "", ""),
]


def made_up(folder: Path, *subjects: Row, report: str = BOARD, drivers: Sequence[Row] | None = DRIVERS) -> Path:
    """Write a made-up board, and its workbook beside it; return the workbook."""
    reports = {"a-2021": report}
    data = write_ledger(
        folder / "data", FIGURES, reports=reports, concepts=CONCEPTS, subjects=subjects, drivers=drivers
    )
    write_book(folder / "bok.xlsx", 2021, 2020, data)
    return folder / "bok.xlsx"


def test_what_rounding_leaves_is_a_formula_over_the_other_steps(tmp_path: Path) -> None:
    path = made_up(tmp_path, ("Stöd & råd", "pris", COST))
    assert [row[1:4] for row in table(path, "Stöd & råd", "Steg_Stöd___råd")] == [
        *(("start", None, -120), ("effekt", -24, -144), ("effekt", -14, -158)),
        *(("avrundning", -1, -159), ("slut", -39, -159)),
    ]
    first = place_of(path, "Stöd & råd", "Steg_Stöd___råd")
    rest = table(path, "Stöd & råd", "Steg_Stöd___råd", values=False)[3][2]
    assert rest == f"=D{first + 4}-D{first}-SUM(C{first + 1}:C{first + 2})"
    assert texts(path, "Stöd & råd")[0] == "Stöd & råd"


def test_a_price_for_the_year_has_no_months_and_its_own_units(tmp_path: Path) -> None:
    path = made_up(tmp_path, ("Vård", "begrepp", PLACEMENTS.cost), ("Vård", "pris", PLACEMENTS.cost))
    rows = table(path, "Vård", "Scenario_Vård")
    assert [row[1:5] for row in rows] == [
        *((100, 90, 90, "vårddygn"), (4, 5, 5, "tkr/vårddygn"), (-400, -450, -450, "tkr")),
    ]
    first = place_of(path, "Vård", "Scenario_Vård")
    assert table(path, "Vård", "Scenario_Vård", values=False)[2][3] == f"=-D{first}*D{first + 1}"
    assert table(path, "Vård", "Scenarioeffekt_Vård", values=False)[0][1] == f"=-(D{first}-C{first})*C{first + 1}"


def test_two_costs_on_a_sheet_have_tables_of_their_own(tmp_path: Path) -> None:
    path = made_up(tmp_path, ("Vård", "pris", PLACEMENTS.cost), ("Vård", "pris", COST))
    names = list(loaded(path, values=False)["Vård"].tables)
    assert names == [f"{kind}_Vård{at}" for at in ("", "1") for kind in ("Steg", "Scenario", "Scenarioeffekt")]


def test_a_subject_without_values_says_why_and_draws_nothing(tmp_path: Path) -> None:
    path = made_up(
        tmp_path,
        *(("Svar", "begrepp", "svar"), ("Svar", "bemanning", "konsulter"), ("Svar", "saknas", "svar_2021")),
        *(("Fråga", "fråga", "Varför?"), ("Fråga", "rubrik", "Varför?")),
    )
    said, absent_in = (
        texts(path, "Svar"),
        [f"svar finns inte för {year} eller något annat år." for year in (2020, 2021)],
    )
    assert said[:4] == [
        "Svar",
        f"Svar går inte att jämföra mellan 2020 och 2021. {' '.join(absent_in)}",
        *("Ingen källa har konsultkostnaden för 2020.", "Ingen källa har konsultkostnaden för 2021."),
    ]
    assert "Ingen uppgift är registrerad för ”konsulter”." in said
    assert loaded(path, values=False)["Svar"]._charts == []
    assert [row[2:7] for row in table(path, "Svar", "Begrepp_Svar")] == [
        (None, "tkr", None, "saknas", "Saknas: svar 2021."),
    ]
    assert texts(path, "Fråga") == ["Varför?", "Vad nämnden bör fråga", "1. Varför?"]


@pytest.mark.parametrize("since", [None, 2021, 2022])
def test_without_an_earlier_year_the_year_before_is_compared(tmp_path: Path, since: int | None) -> None:
    data = write_ledger(tmp_path / "data", FIGURES, concepts=CONCEPTS, subjects=[("Vård", "begrepp", COST)])
    write_book(tmp_path / "bok.xlsx", 2021, since, data)
    said = texts(tmp_path / "bok.xlsx", "Vård")[1].replace("\u00a0", " ")
    assert said.startswith("Utbetalt ekonomiskt bistånd: −120 tkr 2020, −159 tkr 2021, en förändring på −39 tkr")


def test_what_is_needed_is_the_fewest_that_cover_the_deficit(tmp_path: Path) -> None:
    path = made_up(tmp_path)
    rows = table(path, "Känslighet", "Drivkrafter")
    assert [row[3:8] for row in rows] == [(0.7, 60, 30, 50, "beräknat"), (None, None, None, None, "oförklarat")]


@pytest.mark.parametrize(("report", "sign"), [(BOARD, ""), (UNPRINTED, "-")], ids=["tryckt", "beräknad"])
def test_the_deviation_is_linked_or_computed(tmp_path: Path, report: str, sign: str) -> None:
    path = made_up(tmp_path, report=report)
    written, shown = (table(path, "Känslighet", "Täcks", values=values)[0][1] for values in (False, True))
    assert shown == -21
    assert written.count("'Uppgifter'!") == 1 + len(sign)
    assert written.count("-") == len(sign)


def test_a_board_without_drivers_says_so(tmp_path: Path) -> None:
    path = made_up(tmp_path, drivers=None)
    assert texts(path, "Känslighet")[1] == "Inga drivkrafter är mätta till och med 2021."


@needs_office
@pytest.mark.parametrize(("report", "needed"), [(UNPRINTED, 30), (SURPLUS, 0)], ids=["underskott", "överskott"])
def test_a_made_up_board_carries_the_values_that_its_formulas_give(tmp_path: Path, report: str, needed: int) -> None:
    rows = [("Vård", "pris", PLACEMENTS.cost), ("Stöd", "begrepp", COST), ("Stöd", "pris", COST)]
    path = made_up(tmp_path, *rows, report=report)
    assert table(path, "Känslighet", "Drivkrafter")[0][5] == needed
    assert_same(path)
