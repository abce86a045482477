"""What a controller sees of a frame."""

import pandas as pd

from analysis.wording.views import heading, present

FRAME = pd.DataFrame(
    {
        "post": ["Stab", "HVB <1>"],
        "utfall_tkr": [-10420.0, float("nan")],
        "avvikelse_tkr": [39.0, -1234.0],
        "andel_procent": [-0.14, 100.0],
        "rad": [40, 41],
    }
)


def test_numbers_signs_and_missing_values():
    shown = present(FRAME)
    assert shown.headings == ["Post", "Utfall, tkr", "Avvikelse, tkr", "Andel av avvikelsen, %", "Rad"]
    assert shown.rows == [
        ["Stab", "−10\u00a0420", "+39", "−0,1", "40"],
        ["HVB <1>", "–", "−1\u00a0234", "100,0", "41"],
    ]


def test_text_stands_to_the_left_and_numbers_to_the_right():
    assert repr(present(FRAME, "post", "rad", "avvikelse_tkr")).splitlines() == [
        "Post     Rad  Avvikelse, tkr",
        "Stab      40             +39",
        "HVB <1>   41          −1\u00a0234",
    ]


def test_page_shows_texts_as_texts():
    assert present(FRAME.tail(1), "post", "rad")._repr_html_().splitlines() == [
        "<table>",
        "<thead>",
        '<tr><th style="text-align: left">Post</th><th style="text-align: right">Rad</th></tr>',
        "</thead>",
        "<tbody>",
        '<tr><td style="text-align: left">HVB &lt;1&gt;</td><td style="text-align: right">41</td></tr>',
        "</tbody>",
        "</table>",
    ]


def test_long_texts_are_not_cut():
    assert "x" * 500 in repr(present(pd.DataFrame({"missing": ["x" * 500]})))


def test_no_rows_leave_the_headings():
    assert repr(present(FRAME.head(0), "post", "rad")) == "Post  Rad"


def test_headings_say_the_unit_and_are_swedish():
    names = ("toleransens_grund", "tolerans_tkr", "missing", "year")
    assert [heading(name) for name in names] == ["Toleransens grund", "Tolerans, tkr", "Saknas", "År"]
