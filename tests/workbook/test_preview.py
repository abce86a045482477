"""The preview shows what stands in the file: texts at their places, numbers as the workbook shows them, its bars."""

import itertools
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from matplotlib.text import Text

from analysis.errors import DocumentError
from analysis.workbook.book import write_board_workbook
from analysis.workbook.cells import MONEY, SHARE, SIGNED, TEXT, YEAR, Formula, Link, columns_of
from analysis.workbook.charts import BETTER, TOTAL, WORSE, ChartSheet, Step
from analysis.workbook.preview import preview, shown, workbook_table
from analysis.workbook.sheet import BETTER as PLUS
from analysis.workbook.sheet import LINK, Sheet
from analysis.workbook.sheet import WORSE as MINUS
from tests.boards import make_board

mpl.use("agg")
COLOURS = {BETTER: "bättre", WORSE: "sämre", TOTAL: "summa"}
TITLES = ("Nämnden", "Från budget till utfall, tkr", "Helår 2021")
STEPS = [
    Step("Budget", is_total=True, value=Formula("=-100", -100)),
    Step("Vård", is_total=False, value=Formula("=-20", -20)),
    Step("Hyra", is_total=False, value=Formula("=5", 5)),
    Step("Oförklarat", is_total=False, value=Formula("=-5", -5), explained=False),
    Step("Utfall", is_total=True, value=Formula("=-120", -120)),
]


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    return write_board_workbook(tmp_path_factory.mktemp("ut") / "bok.xlsx", 2020, 2017)


def make_book(path: Path, rows, steps=(), widths=(20, 10, 10, 20)) -> Path:
    """Write a first sheet with one table and one chart, as the workbook's own is written."""
    with xlsxwriter.Workbook(path) as book:
        sheet = Sheet(book, "Första", widths, footer="Nämnden 2021")
        sheet.title("Rubrik", "En ingress som är längre än den första kolumnen.")
        kinds = {"Post": TEXT, "Avvikelse": SIGNED, "Andel": SHARE, "Orsak": TEXT}
        sheet.table("Poster", columns_of(kinds), rows)
        if steps:
            chart = ChartSheet(book, "Nämnden 2021").bridge(TITLES, steps)
            sheet.chart(chart.drawing, chart.alt, (480, 200))
        sheet.text("Sist.")
    return path


ROWS = [
    [Link("'Första'!A1", "Ledning"), Formula("=-20", -20.0), Formula("=-0.25", -0.25), "Ingen källa."],
    ["Stab", Formula("=5", 5.0), None, "Vakanser som ingen har sökt under hela året."],
]


def texts(ax) -> dict[str, Text]:
    return {text.get_text(): text for text in ax.texts}


def seen(text: Text) -> float:
    """Return how far to the right a text may be seen."""
    box = text.get_clip_box()
    assert box is not None
    assert text.get_clip_on()
    return float(box.x1)


def paper(ax) -> float:
    """Return the width of the paper as it is drawn."""
    ax.figure.draw_without_rendering()
    return float(ax.patches[0].get_window_extent().width)


def bars(ax, longest: float) -> list[tuple[str, float, float]]:
    """Return the look of each bar from the top down, its start and its end in the chart's own numbers."""
    found = [one for one in ax.patches if one.get_hatch() or mpl.colors.to_hex(one.get_facecolor()) in COLOURS]
    first = max(found, key=lambda one: one.get_y())
    zero, unit = first.get_x(), max(abs(one.get_width()) for one in found) / longest
    return [
        (
            one.get_hatch() or COLOURS[mpl.colors.to_hex(one.get_facecolor())],
            round((one.get_x() - zero) / unit, 6),
            round((one.get_x() + one.get_width() - zero) / unit, 6),
        )
        for one in sorted(found, key=lambda one: -one.get_y())
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (-27660.0, MONEY, "−27\xa0660"),
        (0.0, MONEY, "0"),
        (1024, SIGNED, "+1\xa0024"),
        (-1024, SIGNED, "−1\xa0024"),
        (-0.144794, SHARE, "−14,5\xa0%"),
        (0.0005, SHARE, "+0,1\xa0%"),
        (0, SHARE, "0,0\xa0%"),
        (2020, YEAR, "2020"),
        (0, YEAR, ""),
        (-12.5, "0.0", "−12,5"),
        (1234567.25, "#,##0.0", "1\xa0234\xa0567,3"),
        (5, "−#,##0;−#,##0;;", "−5"),
        (0, "−#,##0;−#,##0;;", ""),
        (-0.5, "General", "−0,5"),
        (1200.0, "General", "1200"),
        ("-", MONEY, "-"),
        (None, MONEY, ""),
    ],
)
def test_numbers_are_shown_as_their_formats_say(value, number_format, text):
    assert shown(value, number_format) == text


def test_a_table_is_shown_as_the_workbook_shows_it(tmp_path):
    view = workbook_table(make_book(tmp_path / "bok.xlsx", ROWS), "Poster")
    assert view.headings == ["Post", "Avvikelse", "Andel", "Orsak"]
    assert view.rows == [
        ["Ledning", "−20", "−25,0\xa0%", "Ingen källa."],
        ["Stab", "+5", "", "Vakanser som ingen har sökt under hela året."],
    ]
    assert view.numeric == [False, True, True, False]


def test_the_key_figures_of_the_board_are_read_back(real):
    rows = workbook_table(real, "Nyckeltal").rows
    assert [row[:3] for row in rows[:4]] == [
        ["Nettokostnad, utfall", "−218\xa0690", "−183\xa0607"],
        ["Nettobudget", "−191\xa0030", "−180\xa0121"],
        ["Avvikelse, tkr", "−27\xa0660", "−3\xa0487"],
        ["Avvikelse, andel av budget", "−14,5\xa0%", "−1,9\xa0%"],
    ]


def test_a_table_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(DocumentError, match=r"bok\.xlsx: saw table = 'Posten'; expected one of: Poster"):
        workbook_table(make_book(tmp_path / "bok.xlsx", ROWS), "Posten")


@pytest.mark.parametrize("name", ["bok.xlsx", "bok.txt"])
def test_a_file_that_is_no_workbook_is_named(tmp_path, name):
    (tmp_path / name).write_text("ingen arbetsbok", encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"{name}: saw .*; expected a file that may be read"):
        preview(tmp_path / name)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DocumentError, match=r"bok\.xlsx: saw no such file"):
        preview(tmp_path / "bok.xlsx")


def test_where_no_workbook_was_written_the_reason_is_shown():
    none = pd.DataFrame()
    none.attrs["skäl"] = "Driftredovisning finns inte för 2018."
    assert workbook_table(none, "Nyckeltal").rows == [["Driftredovisning finns inte för 2018."]]
    assert "Driftredovisning finns inte för 2018." in texts(preview(none))


def test_every_text_of_the_first_sheet_is_in_the_picture(real):
    sheet = openpyxl.load_workbook(real, data_only=True).worksheets[0]
    said = {word for text in texts(preview(real)) for word in text.split()}
    cells = [shown(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row]
    assert {word for text in cells for word in text.split()} <= said
    assert len(said) > 100


def test_the_page_has_its_foot(real):
    assert {"Socialnämnden, Katrineholms kommun 2020 – Sammanfattning", "Sida 1 av 1"} <= set(texts(preview(real)))


@pytest.mark.parametrize("kind", ["real", "made up"])
def test_no_text_runs_into_another_or_off_the_paper(kind, real, tmp_path):
    path = real if kind == "real" else make_book(tmp_path / "bok.xlsx", ROWS, STEPS)
    ax = preview(path)
    sheet, drawn = ax.get_window_extent(), [text.get_window_extent() for text in ax.texts]
    assert len(drawn) > 20
    assert all(sheet.x0 < box.x0 < box.x1 < sheet.x1 and sheet.y0 < box.y0 < box.y1 < sheet.y1 for box in drawn)
    inner = [box.shrunk(0.9, 0.9) for box in drawn]
    assert [pair for pair in itertools.combinations(inner, 2) if pair[0].overlaps(pair[1])] == []


def test_signs_have_the_colours_of_the_rules_and_links_are_blue(tmp_path):
    drawn = texts(preview(make_book(tmp_path / "bok.xlsx", ROWS)))
    colours = {name: drawn[name].get_color() for name in ("−20", "+5", "−25,0\xa0%", "Ledning", "Stab")}
    assert {name: mpl.colors.to_hex(colour) for name, colour in colours.items()} == {
        "−20": MINUS,
        "+5": PLUS,
        "−25,0\xa0%": "#222222",
        "Ledning": LINK,
        "Stab": "#222222",
    }


def test_headings_are_bold_on_their_filling_and_numbers_stand_to_the_right(tmp_path):
    ax = preview(make_book(tmp_path / "bok.xlsx", ROWS))
    drawn = texts(ax)
    assert [drawn[name].get_fontweight() for name in ("Rubrik", "Post", "Stab")] == ["bold", "bold", "normal"]
    assert [drawn[name].get_horizontalalignment() for name in ("Post", "Avvikelse", "+5", "Stab")] == [
        "left",
        "right",
        "right",
        "left",
    ]
    assert drawn["Avvikelse"].get_position()[0] == drawn["+5"].get_position()[0] == drawn["−20"].get_position()[0]
    fills = [patch for patch in ax.patches if mpl.colors.to_hex(patch.get_facecolor()) == "#e7ecef"]
    assert len(fills) == 4


def test_a_wrapped_text_stands_on_the_lines_that_its_column_gives(tmp_path):
    drawn = texts(preview(make_book(tmp_path / "bok.xlsx", ROWS)))
    assert {"Vakanser som ingen", "har sökt under hela", "året."} <= set(drawn)
    heights = [drawn[line].get_position()[1] for line in ("Vakanser som ingen", "har sökt under hela", "året.")]
    assert heights == sorted(heights, reverse=True)


def test_a_number_that_does_not_fit_is_not_shown_as_if_it_were_shorter(tmp_path):
    rows = [["Ledning", Formula("=-123456789", -123456789.0), None, ""]]
    drawn = texts(preview(make_book(tmp_path / "bok.xlsx", rows, widths=(20, 8, 10, 20))))
    assert "##" in drawn
    assert not any("789" in text for text in drawn)


def test_a_text_runs_on_over_empty_cells_until_one_that_is_not(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as book:
        sheet = book.add_worksheet()
        look = book.add_format({"font_color": "#222222"})
        sheet.write_string(0, 0, "En lång text som behöver flera kolumner", look)
        sheet.write_string(0, 2, "Stopp", look)
        sheet.write_string(1, 0, "En annan text som ingen cell står i vägen för", look)
    drawn = texts(preview(tmp_path / "bok.xlsx"))
    long, whole = (
        drawn["En lång text som behöver flera kolumner"],
        drawn["En annan text som ingen cell står i vägen för"],
    )
    stop = drawn["Stopp"].get_window_extent().x0
    assert seen(long) < stop < long.get_window_extent().x1
    assert seen(whole) > whole.get_window_extent().x1 > stop


def test_bars_go_from_where_the_step_above_ends(tmp_path):
    assert bars(preview(make_book(tmp_path / "bok.xlsx", ROWS, STEPS)), 120) == [
        ("summa", 0, -100),
        ("sämre", -100, -120),
        ("bättre", -115, -120),
        ("////", -115, -120),
        ("summa", 0, -120),
    ]


def test_a_bar_that_crosses_zero_is_drawn_on_both_sides(tmp_path):
    steps = [
        Step("Budget", is_total=True, value=Formula("=-10", -10)),
        Step("Intäkt", is_total=False, value=Formula("=15", 15)),
        Step("Utfall", is_total=True, value=Formula("=5", 5)),
    ]
    drawn = bars(preview(make_book(tmp_path / "bok.xlsx", ROWS, steps)), 10)
    assert sorted(drawn) == [("bättre", 0, -10), ("bättre", 0, 5), ("summa", 0, -10), ("summa", 0, 5)]


def test_each_bar_has_its_number_with_its_sign_beside_it(tmp_path):
    ax = preview(make_book(tmp_path / "bok.xlsx", [], STEPS))
    rows = {text.get_text(): text.get_position() for text in ax.texts}
    order = ["Budget", "Vård", "Hyra", "Oförklarat", "Utfall"]
    numbers = ["−100", "−20", "+5", "−5", "−120"]
    assert [rows[name][1] for name in order] == [rows[number][1] for number in numbers]
    assert sorted(rows[name][1] for name in order) == [rows[name][1] for name in reversed(order)]
    assert set(TITLES) <= set(rows)


def test_draws_on_the_axes_it_is_given_as_large_as_they_are(tmp_path):
    path = make_book(tmp_path / "bok.xlsx", ROWS, STEPS)
    _, ax = plt.subplots(figsize=(5, 5))
    assert preview(path, ax) is ax
    shares = [float(texts(one)["Rubrik"].get_fontsize()) * one.figure.dpi / paper(one) for one in (ax, preview(path))]
    assert shares[0] == pytest.approx(shares[1])


@pytest.mark.parametrize("data", ["real", "made up"])
def test_a_year_without_another_to_compare_with_has_a_page_too(data, tmp_path):
    if data == "real":
        path, first = write_board_workbook(tmp_path / "bok.xlsx", 2017), "Utfall mot budget 2017"
    else:
        path = write_board_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data"))
        first = "Utfall mot budget 2023"
    assert first in texts(preview(path))


def test_what_draws_and_what_reads_workbooks_is_loaded_only_when_used():
    code = "import sys, analysis.workbook.preview; print('openpyxl' in sys.modules, 'matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "False False\n"
