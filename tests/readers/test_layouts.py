"""The layouts that boards print: order of columns, follow-ups, heads in pieces, codes, units and columns of net."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data_files import DOCUMENTS as DOCUMENTS_FILE
from analysis.errors import DataError, NoTablesError
from analysis.explanations.deviations import year_total, years
from analysis.readers.tables import Table
from analysis.statements.load import follow_up_lines, load_drift, load_follow_ups, load_investments
from analysis.statements.tidy import stand_in
from analysis.vocabulary.periods import is_whole_year, month_name, month_of
from analysis.vocabulary.relations import Relation
from tests.boards import document_row, plain_rows, write_board, write_csv

ReadOne = Callable[[str], Table]
Read = Callable[[str], list[Table]]

MONEY = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
FOLLOWED = ("utfall_tkr", "budget_tkr", "årsbudget_tkr", "prognos_tkr", "prognosavvikelse_tkr")
TITLE = "Driftredovisning (tkr)\n\n"
MONTHS = "Budget jan-aug|Utfall jan-aug|Avvikelse|Årsbudget|Prognos|Prognosavvikelse\n"
LINES = "Stab|-1 100|-1 110|-10|-1 500|-1 600|-100\nHVB|-2 200|-2 190|10|-3 300|-3 290|10\n"
SUM = "Summa|-3 300|-3 300|0|-4 800|-4 890|-90\n"


def tabs(text: str) -> str:
    return f"{TITLE}{text.replace('|', chr(9))}"


def lost(text: str) -> str:
    return f"{TITLE}{text.replace('|', ' ').replace(chr(10) + ' ', chr(10)).lstrip(' ')}"


def rows(table: Table) -> list[tuple[object, ...]]:
    return plain_rows(table.frame, *table.frame.columns)


def sure(table: Table) -> bool:
    return {row.certainty for row in table.rows} == {"säker"}


def board(folder: Path, *reports: tuple[str, str, str]) -> Path:
    """Write reports given by name, period and text."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [document_row(folder, name, text, period=period, year="2023") for name, period, text in reports]
    write_csv(folder / "documents.csv", DOCUMENTS_FILE.names, found)
    return folder


@pytest.mark.parametrize(
    ("period", "month"),
    [
        *(("januari–augusti", 8), ("jan-aug", 8), ("jan - aug 2023", 8), ("delår 1", 4), ("delår 2", 8), ("T2", 8)),
        *(("t.o.m. augusti", 8), ("augusti", 8), ("första halvåret", 6), ("kvartal 3", 9), ("tertial 2", 8)),
        *(("andra tertialet", 8), ("31/8", 8), ("2023-08-31", 8), ("januari–december", 12), ("maj", 5)),
        *(("helår", None), ("delår", None), ("2023", None), ("", None), ("majoritet", None)),
    ],
)
def test_a_period_ends_with_a_month(period: str, month: int | None) -> None:
    assert month_of(period) == month


@pytest.mark.parametrize(
    ("period", "whole"),
    [("helår", True), ("hela året", True), ("2023", True), ("jan–dec", True), ("augusti", False), ("delår", False)],
)
def test_a_whole_year_is_told_from_a_part(period: str, whole: bool) -> None:  # noqa: FBT001
    assert is_whole_year(period) is whole


def test_a_month_has_a_name() -> None:
    assert [month_name(1), month_name(12)] == ["januari", "december"]


@pytest.mark.parametrize(
    "text", [tabs("|" + MONTHS + LINES + SUM), lost("|" + MONTHS + LINES + SUM)], ids=["tabs", "lost"]
)
def test_a_follow_up_has_two_sets_of_columns(read_one: ReadOne, text: str) -> None:
    table = read_one(text)
    assert table.relations == [Relation(1, 0, 2)]
    assert table.forecasts == [Relation(4, 3, 5)]
    assert rows(table)[0] == ("Stab", -1100, -1110, -10, -1500, -1600, -100)
    assert sure(table)


@pytest.mark.parametrize("spread", [tabs, lost], ids=["tabs", "lost"])
def test_the_figures_tell_what_a_deviation_is_of(read_one: ReadOne, spread: Callable[[str], str]) -> None:
    head = "|Årsbudget|Utfall aug|Prognos|Avvikelse\n"
    ahead = read_one(spread(f"{head}Stab|-150|-110|-160|-10\nHVB|-300|-190|-295|5\n"))
    assert (ahead.relations, ahead.forecasts) == ([], [Relation(2, 0, 3)])
    so_far = read_one(spread(f"{head}Stab|-150|-110|-160|40\nHVB|-300|-190|-295|110\n"))
    assert (so_far.relations, so_far.forecasts) == ([Relation(1, 0, 3)], [])
    assert sure(ahead)
    assert sure(so_far)


def test_a_follow_up_is_loaded_by_month(tmp_path: Path) -> None:
    data = board(tmp_path, ("a-8", "januari–augusti", tabs("|" + MONTHS + LINES + SUM)))
    frame = load_follow_ups(data=data)
    assert plain_rows(frame, "år", "månad", "period", "post", *FOLLOWED) == [
        (2023, 8, "januari–augusti", "Stab", -1110, -1100, -1500, -1600, -100),
        (2023, 8, "januari–augusti", "HVB", -2190, -2200, -3300, -3290, 10),
        (2023, 8, "januari–augusti", "Summa", -3300, -3300, -4800, -4890, -90),
    ]
    assert set(frame["läsning"]) == {"säker"}


def test_the_newest_forecast_stands_in_for_a_year(tmp_path: Path) -> None:
    table = tabs("|Årsbudget|Prognos|Avvikelse\nStab|-150|-{}|-{}\nHVB|-300|-290|10\nSumma|-450|-{}|-{}\n")
    bare = tabs("|Utfall jan-okt|Budget jan-okt|Avvikelse\nStab|-130|-125|-5\nHVB|-240|-250|10\n")
    data = board(
        tmp_path,
        ("a-8", "augusti", table.format(160, 10, 450, 0)),
        ("a-4", "delår 1", table.format(170, 20, 460, 10)),
        ("a-10", "t.o.m. oktober", bare),
    )
    drift = load_drift(data=data)
    assert set(drift["period"]) == {"prognos efter augusti"}
    assert plain_rows(drift, "dokument", "post", *MONEY) == [
        ("a-8", "Stab", -160, -150, -10),
        ("a-8", "HVB", -290, -300, 10),
        ("a-8", "Summa", -450, -450, 0),
    ]
    assert years(data=data) == [2023]
    assert float(year_total(2023, data=data)["utfall_tkr"]) == -450


def test_a_report_of_the_whole_year_goes_before_forecasts(tmp_path: Path) -> None:
    ahead = tabs("|Årsbudget|Prognos|Avvikelse\nStab|-150|-160|-10\nHVB|-300|-290|10\n")
    whole = tabs("|Utfall|Budget|Avvikelse\nStab|-155|-150|-5\nHVB|-290|-300|10\n")
    data = board(tmp_path, ("a-8", "augusti", ahead), ("a-12", "helår", whole))
    assert plain_rows(load_drift(data=data), "dokument", "period", "post", *MONEY) == [
        ("a-12", "helår", "Stab", -155, -150, -5),
        ("a-12", "helår", "HVB", -290, -300, 10),
    ]
    assert set(load_follow_ups(data=data)["dokument"]) == {"a-8"}


def test_a_part_of_a_year_is_never_a_year(tmp_path: Path) -> None:
    only = tabs("|Utfall jan-aug|Budget jan-aug|Avvikelse\nStab|-130|-125|-5\nHVB|-240|-250|10\n")
    data = board(tmp_path, ("a-8", "augusti", only), ("b-12", "helår", only))
    assert load_drift(data=data).empty
    spent = only.replace("Driftredovisning", "Investeringsredovisning")
    assert load_investments(data=board(tmp_path / "b", ("a-8", "augusti", spent))).empty


def test_a_forecast_that_nobody_printed_does_not_stand_in(tmp_path: Path) -> None:
    text = tabs("|Utfall jan-aug|Budget jan-aug|Avvikelse\nStab|-100|-90|-10\n")
    lines = follow_up_lines(board(tmp_path, ("a-8", "augusti", text)))
    assert [(line.månad, line.utfall_tkr, line.prognos_tkr) for line in lines] == [(8, Decimal(-100), None)]
    assert stand_in(lines) == []


def test_a_period_that_says_nothing_is_refused(tmp_path: Path) -> None:
    data = board(tmp_path, ("a-8", "delår", tabs("|Utfall|Budget|Avvikelse\nStab|-1|-2|1\n")))
    with pytest.raises(DataError, match=r"a-8: delår.*helår, or what month it ends with"):
        load_drift(data=data)


def test_a_budget_that_may_be_of_month_or_year_is_left_out(tmp_path: Path) -> None:
    data = board(tmp_path, ("a-8", "augusti", tabs("|Utfall|Budget\nStab|-100|-150\n")))
    assert plain_rows(load_follow_ups(data=data), "post", *FOLLOWED) == [("Stab", -100, None, None, None, None)]


def test_the_year_before_and_columns_of_change_are_not_this_year(tmp_path: Path) -> None:
    text = tabs(
        "|Utfall fg år|Utfall 2022|Utfall|Förändring %|Budget|Avvikelse %|Avvikelse tkr\n"
        "Stab|-90|-95|-110|15,8|-100|-10|-10\nHVB|-180|-190|-195|2,6|-200|2,5|5\n"
    )
    data = write_board(tmp_path, {"a-2023": text})
    assert plain_rows(load_drift(data=data), "år", "post", *MONEY, "läsning") == [
        (2023, "Stab", -110, -100, -10, "säker"),
        (2023, "HVB", -195, -200, 5, "säker"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "UtfallBudgetAvvikelse",
        "Utfall2023Budget2023Avvikelse",
        "Utfall\nBudget\nAvvikelse",
        "Utfall 2023 Budget\n2023 Avvikelse mot\nbudget",
    ],
)
def test_heads_in_pieces_or_glued_together(read_one: ReadOne, head: str) -> None:
    table = read_one(f"{TITLE}{head}\nStab -10 420 -10 459 39\nHVB -5 974 -5 978 4\n")
    assert [column.role for column in table.columns] == ["utfall", "budget", "avvikelse"]
    assert rows(table) == [("Stab", -10420, -10459, 39), ("HVB", -5974, -5978, 4)]
    assert sure(table)


def test_codes_headings_and_a_label_twice(read_one: ReadOne) -> None:
    table = read_one(
        f"{TITLE}Utfall Budget Avvikelse\n4510 Stab -10 420 -10 459 39\n\nVård\n\nHVB -5 974 -5 978 4\n\n"
        "Öppenvård\n\nHVB -1 000 -900 -100\n"
    )
    assert rows(table) == [("4510 Stab", -10420, -10459, 39), ("HVB", -5974, -5978, 4), ("HVB", -1000, -900, -100)]
    assert [row.heading for row in table.rows] == ["", "Vård", "Öppenvård"]


def test_a_total_that_ran_on_to_the_row_before(tmp_path: Path) -> None:
    text = f"{TITLE}Utfall Budget Avvikelse\nStab -10 420 -10 459 39\nHVB -5 974 -5 978 4 Summa -16 394 -16 437 43\n"
    drift = load_drift(data=write_board(tmp_path, {"a-2023": text}))
    assert plain_rows(drift, "post", "slag", *MONEY, "läsning") == [
        ("Stab", "netto", -10420, -10459, 39, "säker"),
        ("HVB", "netto", -5974, -5978, 4, "säker"),
        ("Summa", "summa", -16394, -16437, 43, "säker"),
    ]


def test_a_table_cut_off_at_its_end_gets_no_total(read_one: ReadOne) -> None:
    assert rows(read_one(tabs("|Utfall|Budget|Avvikelse\nStab|-10|-12|2\nHVB|-5\n"))) == [
        ("Stab", -10, -12, 2),
        ("HVB", -5, None, None),
    ]


def test_a_text_without_a_table_says_so(read: Read) -> None:
    with pytest.raises(NoTablesError, match="lines without a table"):
        read("Nämnden\n\nUtfallet blev bättre än budget.\n")


NET = "|Utfall|||Budget|||Avvikelse\n|Intäkter|Kostnader|Netto|Intäkter|Kostnader|Netto|\n"


@pytest.mark.parametrize(
    ("lines", "reading"),
    [
        ("Stab|10|-110|-100|12|-102|-90|-10\nHVB|5|-20|-15|5|-25|-20|5\n", "säker"),
        ("Stab|10|110|100|12|102|90|-10\nHVB|5|20|15|5|25|20|5\n", "säker"),
        ("Stab|-10|110|100|-12|102|90|-10\nHVB|-5|20|15|-5|25|20|5\n", "säker"),
        ("Stab|10|110|-100|12|102|-90|-10\nHVB|5|20|-15|5|25|-20|5\n", "säker"),
        ("Stab|11|-110|-100|12|-102|-90|-10\nHVB|55|-20|-15|5|-25|-20|5\n", "tveksam"),
    ],
    ids=["signed", "cost less income", "income negative", "income less cost", "does not add up"],
)
def test_the_net_is_used_where_income_and_cost_have_columns(tmp_path: Path, lines: str, reading: str) -> None:
    drift = load_drift(data=write_board(tmp_path, {"a-2023": tabs(NET + lines)}))
    assert plain_rows(drift, "post", *MONEY)[1] == ("HVB", -15, -20, 5)
    assert drift["läsning"].tolist()[1] == reading


def test_a_column_is_named_by_its_figures(read_one: ReadOne) -> None:
    table = read_one(tabs("|Utfall|Budget|Resultat\nStab|-10|-12|2\nHVB|-20|-25|5\n"))
    assert table.relations == [Relation(0, 1, 2)]
    assert table.notes == (
        "rapport.txt rad 3: kolumnen ”Resultat” är läst som avvikelse: talen är skillnaden mellan ”Utfall” och ”Budget”.",
    )


def test_figures_win_over_words(read_one: ReadOne) -> None:
    table = read_one(tabs("|Utfall|Budget|Avvikelse|Diff mot plan\nStab|-10|-12|7|2\nHVB|-20|-25|9|5\n"))
    assert table.relations == [Relation(0, 1, 3)]
    assert table.notes[1] == "rapport.txt rad 3: kolumnen ”Avvikelse” är inte den skillnaden; den används inte."
    assert sure(table)


@pytest.mark.parametrize(
    ("title", "head", "unit"),
    [
        ("Driftredovisning, tkr", "", "tkr"),
        ("Driftredovisning (Mkr)", "", "Mkr"),
        ("Driftredovisning i tusental kronor", "", "tkr"),
        ("Driftredovisning", "Mnkr", "Mnkr"),
        ("Driftredovisning", "Belopp i tkr", "tkr"),
        ("Driftredovisning", "", None),
    ],
)
def test_where_a_unit_may_stand(read_one: ReadOne, title: str, head: str, unit: str | None) -> None:
    table = read_one(f"{title}\n\n{head}\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-2\t1\n")
    assert table.unit == unit
    assert rows(table) == [("Stab", -1, -2, 1)]


AMOUNT = st.integers(-99_999, -1)
NAMES = ["Stab", "HVB", "Ledning", "Öppna insatser"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT), min_size=2, max_size=4),
    st.sampled_from([-1, 1]),
    st.sampled_from([-1, 1]),
    st.sampled_from([tabs, lost]),
)
def test_a_follow_up_is_read_right_or_doubted(
    lines: list[tuple[int, int, int, int]], costs: int, back: int, write: Callable[[str], str]
) -> None:
    from tempfile import TemporaryDirectory

    wanted, text = dict[str, tuple[float, ...]](), "|" + MONTHS
    for name, (budget, outcome, year, ahead) in zip(NAMES, lines, strict=False):
        wanted[name] = (outcome, budget, year, ahead, ahead - year)
        shown = [budget, outcome, back * (outcome - budget), year, ahead, back * (ahead - year)]
        text += "|".join([name, *(f"{-costs * value:,}".replace(",", " ") for value in shown)]) + "\n"
    with TemporaryDirectory() as folder:
        frame = load_follow_ups(data=board(Path(folder), ("a-8", "jan-aug", write(text))))
    for post, *numbers, reading in plain_rows(frame, "post", *FOLLOWED, "läsning"):
        assert reading == "tveksam" or tuple(numbers) == wanted[str(post)]
