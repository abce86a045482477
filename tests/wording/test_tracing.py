"""From one figure down to print: the levels of the tree, its sources, and what an eye sees of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.wording.choices import trace_subject
from analysis.wording.views import TRACE, Trace, trace, trace_year
from tests.boards import REPORT, make_board, plain_rows, write_figures

SUM = "[kultur-2023:drift:Summa:avvikelse 2023]"
ROWS = [
    {"id": "ram", "value": "1 200", "note": "Ca."},
    {"id": "andel", "value": "65,4", "resolution": "0,2", "unit": "%", "section": "Bilaga"},
    {"id": "okänt", "document": "kultur-2023", "section": "Drift"},
    {"id": "ny_ram", "formula": f"{SUM} + ram * andel - ram"},
    {"id": "topp", "formula": "ny_ram * 2 - okänt + ram", "note": "Går inte."},
]


def make(folder: Path, rows: Sequence[Mapping[str, str]] | None = None, report: str = REPORT) -> Path:
    return write_figures(make_board(folder, report), [*ROWS] if rows is None else rows)


def tree(shown: Trace, *columns: str) -> list[tuple[object, ...]]:
    return plain_rows(shown.frame, *columns)


def test_each_figure_stands_one_level_below_the_one_it_is_part_of(tmp_path: Path) -> None:
    assert tree(trace("topp", data=make(tmp_path)), "nivå", "id") == [
        (0, "topp"),
        (1, "ny_ram"),
        (2, SUM[1:-1]),
        (2, "ram"),
        (2, "andel"),
        (1, "okänt"),
        (1, "ram"),
    ]


def test_every_figure_has_its_value_and_doubt_in_its_own_unit(tmp_path: Path) -> None:
    assert tree(trace("topp", data=make(tmp_path)), "namn", "värde", "tolerans", "enhet", "status") == [
        ("topp 2023", None, None, "tkr", "beräknad"),
        ("ny ram 2023", -1015.2, 1.8735, "tkr", "beräknad"),
        ("Drift: Summa, avvikelse 2023", -600.0, 0.5, "tkr", "tryckt"),
        ("ram 2023", 1200.0, 0.5, "tkr", "tryckt"),
        ("andel 2023", 65.4, 0.1, "%", "tryckt"),
        ("okänt 2023", None, None, "tkr", "saknas"),
        ("ram 2023", 1200.0, 0.5, "tkr", "tryckt"),
    ]


def test_what_is_printed_says_where_and_what_is_computed_says_how(tmp_path: Path) -> None:
    columns = ("uträkning", "dokument", "avsnitt", "rad", "anmärkning")
    assert tree(trace("topp", data=make(tmp_path)), *columns) == [
        ("ny ram 2023 × 2 − okänt 2023 + ram 2023", "", "", None, "Går inte."),
        ("Drift: Summa, avvikelse 2023 + ram 2023 × andel 2023 − ram 2023", "", "", None, ""),
        ("", "kultur-2023", "Drift", 13, ""),
        ("", "kultur-2023", "Drift", None, "Ca."),
        ("", "kultur-2023", "Bilaga", None, ""),
        ("", "kultur-2023", "Drift", None, ""),
        ("", "kultur-2023", "Drift", None, "Ca."),
    ]


@pytest.mark.parametrize("name", ["ram", "okänt", SUM[1:-1]])
def test_a_figure_without_a_formula_is_its_own_tree(tmp_path: Path, name: str) -> None:
    assert tree(trace(name, data=make(tmp_path)), "nivå", "id") == [(0, name)]


def test_the_frame_has_the_columns_of_its_kind(tmp_path: Path) -> None:
    found = trace("topp", data=make(tmp_path)).frame
    assert {name: str(kind) for name, kind in found.dtypes.items()} == dict(TRACE)


def test_the_eye_sees_a_tree(tmp_path: Path) -> None:
    data = make(tmp_path)
    title = "Kulturnämndens bokslut 2023"
    assert trace("topp", data=data).headings == ["Uppgift", "Värde", "Osäkerhet ±", "Enhet", "Status", "Varifrån"]
    assert trace("topp", data=data).rows == [
        ["topp 2023", "–", "–", "tkr", "beräknad", "= ny ram 2023 × 2 − okänt 2023 + ram 2023"],
        [
            *("└ ny ram 2023", "−1\u00a0015,2", "1,9", "tkr", "beräknad"),
            "= Drift: Summa, avvikelse 2023 + ram 2023 × andel 2023 − ram 2023",
        ],
        [
            *("\u2003└ Drift: Summa, avvikelse 2023", "−600", "0,5", "tkr", "tryckt"),
            f"{title}, Drift, rad 13 i källfilen",
        ],
        ["\u2003└ ram 2023", "1\u00a0200", "0,5", "tkr", "tryckt", f"{title}, Drift"],
        ["\u2003└ andel 2023", "65,4", "0,1", "%", "tryckt", f"{title}, Bilaga"],
        ["└ okänt 2023", "–", "–", "tkr", "saknas", f"{title}, Drift"],
        ["└ ram 2023", "1\u00a0200", "0,5", "tkr", "tryckt", f"{title}, Drift"],
    ]


def test_it_is_written_as_lines(tmp_path: Path) -> None:
    data = make(tmp_path, [ROWS[0], {"id": "dubbelt", "formula": "ram * 2"}])
    assert repr(trace("dubbelt", data=data)).splitlines() == [
        "Uppgift       Värde  Osäkerhet ±  Enhet  Status    Varifrån",
        "dubbelt 2023  2\u00a0400            1  tkr    beräknad  = ram 2023 × 2",
        "└ ram 2023    1\u00a0200          0,5  tkr    tryckt    Kulturnämndens bokslut 2023, Drift",
    ]


def test_a_page_shows_texts_as_texts(tmp_path: Path) -> None:
    rows = [
        {"id": "x", "value": "5", "concept": "<script>x</script>", "section": '"A" & <b>B'},
        {"id": "y", "formula": "x * 2"},
    ]
    page = trace("y", data=make(tmp_path, rows))._repr_html_()
    assert "<script>" not in page
    assert "<b>B" not in page
    assert '<td style="text-align: left">└ &lt;script&gt;x&lt;/script&gt; 2023</td>' in page
    assert "Kulturnämndens bokslut 2023, &quot;A&quot; &amp; &lt;b&gt;B</td>" in page
    assert "= &lt;script&gt;x&lt;/script&gt; 2023 × 2</td>" in page


def test_an_unknown_id_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"^trace: saw id = 'ny_ramm'; expected one of: ny_ram, ram; correct the spelling"
    ) as error:
        trace("ny_ramm", data=make(tmp_path))
    assert error.value.swedish() == (
        "trace: id = ”ny_ramm”; väntade något av: ny_ram, ram; rätta stavningen eller registrera det som saknas."
    )


@pytest.mark.parametrize("name", ["", "[ram]", "ram + andel", "Ram", "\0"])
def test_what_is_no_id_is_unknown(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=r"^trace: saw id = '"):
        trace(name, data=make(tmp_path))


def test_an_id_of_several_cells_is_named_with_the_clear_ones(tmp_path: Path) -> None:
    data = make(tmp_path, [], REPORT.replace("Ledning -300", "Bibliotek -300"))
    start = "kultur-2023:drift:Bibliotek"
    with pytest.raises(
        DataError,
        match=rf"^trace: saw '{start}:utfall 2023', which names several cells; expected one of: {start}@7:utfall 2023, {start}@11:utfall 2023;",
    ):
        trace(f"{start}:utfall 2023", data=data)
    assert tree(trace(f"{start}@11:utfall 2023", data=data), "värde", "rad") == [(-300.0, 11)]


def test_a_wrong_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"^figures\.csv, line 2: saw figures that are computed from each other: x → x;"
    ):
        trace("x", data=make(tmp_path, [{"id": "x", "formula": "x"}]))


def test_the_real_net_cost_comes_down_to_three_printed_figures() -> None:
    found = trace("nettokostnad_2019")
    assert tree(found, "nivå", "id", "värde", "avsnitt", "rad") == [
        (0, "nettokostnad_2019", -220080.0, "", None),
        (1, "nettobudget_2019", -181206.0, "", None),
        (2, "socialnamnden-2020:drift:Summa:budget 2020", -191030.0, "Drift", 770),
        (2, "ramökning_2020", 9824.0, "Drift", 778),
        (1, "avvikelse_2019", -38874.0, "Drift", 777),
    ]


def test_a_year_is_traced_to_its_printed_and_its_computed_deviation(tmp_path: Path) -> None:
    assert tree(trace_year(2023, data=make(tmp_path)), "nivå", "namn", "värde", "tolerans", "rad") == [
        (0, "Drift: Summa, avvikelse 2023", -600.0, 0.5, 13),
        (0, "utfall − budget 2023", -600.0, 1.0, None),
        (1, "Drift: Summa, utfall 2023", -4000.0, 0.5, 13),
        (1, "Drift: Summa, budget 2023", -3400.0, 0.5, 13),
    ]


def test_a_year_that_no_report_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw year 1999; expected one of: 2023;"):
        trace_year(1999, data=make(tmp_path))


def test_a_small_doubt_does_not_look_exact(tmp_path: Path) -> None:
    rows = [{"id": "andel", "value": "65,4", "resolution": "0,01", "unit": "%"}]
    assert trace("andel", data=make(tmp_path, rows)).rows[0][1:4] == ["65,4", "0,005", "%"]


def test_a_missing_figure_without_a_place_has_no_source(tmp_path: Path) -> None:
    assert trace("m", data=make(tmp_path, [{"id": "m"}])).rows == [["m 2023", "–", "–", "tkr", "saknas", ""]]


def test_a_part_that_stands_twice_is_unfolded_once(tmp_path: Path) -> None:
    rows = [{"id": "a", "value": "1"}, {"id": "b", "formula": "a + 1 tkr"}, {"id": "c", "formula": "b + (b * 2 + a)"}]
    many = [
        {"id": f"d{at}", "formula": f"{f'd{at - 1}' if at else 'b'} + {f'd{at - 2}' if at > 1 else 'c'}"}
        for at in range(40)
    ]
    data = make(tmp_path, [*rows, *many])
    assert tree(trace("c", data=data), "nivå", "id") == [(0, "c"), (1, "b"), (2, "a"), (1, "a")]
    assert len(trace("d39", data=data).frame) < 100


def test_a_split_is_traced_with_the_printed_change_that_it_is_held_against() -> None:
    found = trace_subject("Ekonomiskt bistånd").frame.query("nivå == 0")
    assert plain_rows(found, "namn", "värde", "status") == [
        ("utbetalt ekonomiskt bistånd 2019", -61013.232, "beräknad"),
        ("utbetalt ekonomiskt bistånd 2020", -57311.34, "beräknad"),
        ("minskning av utbetalt ekonomiskt bistånd 2020", 3706.0, "tryckt"),
    ]


def test_a_subject_without_a_split_is_traced_without_a_printed_change() -> None:
    assert "minskning av utbetalt ekonomiskt bistånd 2020" not in {*trace_subject("Konsulter").frame["namn"]}
