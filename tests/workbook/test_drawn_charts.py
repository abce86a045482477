"""Charts can be seen, say their numbers in words, and show in a preview what their cells hold."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from tests.books import WHITE, Book, Drawn, bars, contrast, drawings, is_number, made_book
from tests.workbook.both import CASES, real_book

TEXT, SHAPE = 4.5, 3.0  # the least contrast


CONTENTS = "Innehåll"  # a sheet of the appendix


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def pale_charts(book: Book) -> list[str]:
    """Name texts and bars of charts that can hardly be seen."""
    faults = list[str]()
    for drawn in drawings(book):
        if drawn.chart is None:
            continue
        place = f"{drawn.sheet}, {drawn.name}"
        # kept, for a parser may make a new object of an element that nobody holds
        labels = [one for series in drawn.chart.iterfind(".//{*}ser") for one in series.iterfind(".//{*}defRPr")]
        inside = set(map(id, labels))
        texts = [*drawn.chart.iterfind(".//{*}rPr"), *drawn.chart.iterfind(".//{*}defRPr")]
        fonts = {c.get("val") for text in texts if id(text) not in inside for c in text.iterfind(".//{*}srgbClr")}
        faults += [f"{place}: text {font}" for font in sorted(fonts) if contrast(font, WHITE) < TEXT]
        for one in bars(drawn.chart):
            if one.is_drawn and max((contrast(colour, WHITE) for colour in one.colours), default=0) < SHAPE:
                faults.append(f"{place}: bars {one.name} {' '.join(one.colours) or 'without a colour of their own'}")
            if one.label and contrast(one.label[1], one.behind_label) < TEXT:
                faults.append(f"{place}: numbers of {one.name} {one.label[1]} on {one.behind_label}")
    return faults


def cache_faults(book: Book) -> list[str]:
    """Name numbers that a preview of a chart shows but that its cells do not; an empty cell is no zero."""
    faults = list[str]()
    for drawn in drawings(book):
        for numbers in drawn.chart.iterfind(".//{*}numRef") if drawn.chart is not None else ():
            sheet, _, ref = numbers.find("{*}f").text.rpartition("!")
            left, top, right, bottom = range_boundaries(ref.replace("$", ""))
            lines = book.shown[sheet.strip("'")].iter_rows(top, bottom, left, right)
            row = [cell for line in lines for cell in line]
            shown = {int(one.get("idx")): float(one.find("{*}v").text) for one in numbers.iterfind(".//{*}pt")}
            held = {at: float(cell.value) for at, cell in enumerate(row) if is_number(cell.value)}
            for at in sorted(shown.keys() | held.keys()):
                if shown.get(at) != held.get(at):
                    place = f"{drawn.sheet}, {drawn.name}: {row[at].coordinate}"
                    faults.append(f"{place} holds {held.get(at)}, a preview shows {shown.get(at)}")
    return faults


def alt_faults(book: Book) -> list[str]:
    """Name charts and pictures without a text that says their numbers."""
    faults = list[str]()
    for drawn in drawings(book):
        place = f"{drawn.sheet}, {drawn.name}"
        if not drawn.alt.strip() or re.fullmatch(r"\S+\.\w{3,4}", drawn.alt):
            faults.append(f"{place}: no text")
        elif drawn.chart is not None:
            faults += [f"{place}: {number:g} is not said" for number in _unsaid(drawn)]
    return faults


def _unsaid(drawn: Drawn) -> list[float]:
    """Return the numbers that a chart shows in its labels, or that its bars stand for, and that its text lacks."""
    text = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d)", "", drawn.alt)
    said = {float(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", text)}
    series = bars(drawn.chart)
    labelled = [one for one in series if one.label] or series
    shown = list[float]()
    for one in labelled:
        number_format = one.label[0] if one.label else "General"
        digits = 9 if number_format == "General" else len(number_format.partition(";")[0].partition(".")[2])
        shown += [round(abs(value), digits) for value in one.values if round(value, digits)]
    return [number for number in shown if number not in said]


def test_charts_can_be_seen(book):
    assert drawings(book) or CONTENTS in book.shown.sheetnames  # only the appendix may have none
    assert pale_charts(book) == []


def test_charts_say_their_numbers_in_words(book):
    assert alt_faults(book) == []


def test_previews_of_charts_show_what_the_cells_hold(book):
    assert cache_faults(book) == []


def test_pale_charts_are_found(tmp_path):
    def fill(book):
        sheet, chart = book.add_worksheet("Bild"), book.add_chart({"type": "bar", "subtype": "stacked"})
        sheet.write_column(0, 0, [1, 2])
        white, dark = {"value": True, "font": {"color": "#ffffff"}}, {"color": "#333333"}
        looks: dict[str, dict[str, Any]] = {
            "ljus": {"fill": {"color": "#dddddd"}},
            "ram": {"fill": {"color": "#ffffff"}, "border": dark},
            "osynlig": {"fill": {"none": True}, "data_labels": white},
            "egen": {},
            "på": {"fill": dark, "data_labels": white},
            "bredvid": {"fill": dark, "data_labels": {**white, "position": "inside_base"}},
            "svart på mörkt": {"fill": dark, "data_labels": {"value": True, "position": "center"}},
        }
        for name, look in looks.items():
            chart.add_series({"name": name, "values": "=Bild!$A$1:$A$2", **look})
        chart.set_title({"name": "Rubrik", "name_font": {"color": "#aaaaaa"}})
        sheet.insert_chart(3, 0, chart)

    place = "Bild, Chart 1"
    assert pale_charts(made_book(tmp_path, fill)) == [
        *(f"{place}: text AAAAAA", f"{place}: bars ljus DDDDDD", f"{place}: numbers of osynlig FFFFFF on FFFFFF"),
        f"{place}: bars egen without a colour of their own",
        f"{place}: numbers of svart på mörkt 000000 on 333333",
    ]


def png() -> BytesIO:
    """Make a picture of one white point."""
    parts = [
        (b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)),
        *((b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b"")),
    ]
    sums = (
        (struct.pack(">I", len(data)), kind + data, struct.pack(">I", zlib.crc32(kind + data))) for kind, data in parts
    )
    return BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(piece for part in sums for piece in part))


def test_charts_and_pictures_without_words_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Bild")
        sheet.write_column(0, 0, [1000, 2.25, 0, -7])
        for alt, number_format in (
            ("", ""),
            ("Staplar: 1\u00a0000; 2,25; 7", ""),
            ("Staplar: 1\u00a0000; 2,25", ""),
            ("Staplar: 1\u00a0000; 2,2; −7", "0.0;-0.0"),
            ("Staplar: 1 000; 2,25; −7", "0.0;-0.0"),
        ):
            label = {"value": True, "num_format": number_format} if number_format else None
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Bild!$A$1:$A$4", "data_labels": label})
            sheet.insert_chart(5, 0, chart, {"description": alt})
        sheet.insert_image(0, 3, "vapen.png", {"image_data": png()})
        sheet.insert_image(0, 4, "vapen.png", {"image_data": png(), "description": "Kommunens vapen"})

    assert alt_faults(made_book(tmp_path, fill)) == [
        *("Bild, Picture 1: no text", "Bild, Chart 3: no text", "Bild, Chart 5: 7 is not said"),
        *("Bild, Chart 7: 1000 is not said", "Bild, Chart 7: 2.2 is not said"),
    ]


def test_previews_that_show_other_numbers_are_found(tmp_path):
    def fill(book):
        sheet, chart = book.add_worksheet("Bild"), book.add_chart({"type": "column"})
        sheet.write(0, 0, 1)
        sheet.write_blank(1, 0, None, book.add_format({"bold": True}))
        sheet.write(2, 0, 3)
        chart.add_series({"values": "=Bild!$A$1:$A$3"})
        chart.add_series({"values": "=Bild!$A$1:$A$2", "values_data": [1, None]})
        chart.add_series({"values": "=Bild!$A$2:$A$3", "values_data": [None, 4]})
        sheet.insert_chart(5, 0, chart)

    assert cache_faults(made_book(tmp_path, fill)) == [
        "Bild, Chart 1: A2 holds None, a preview shows 0.0",
        "Bild, Chart 1: A3 holds 3.0, a preview shows 4.0",
    ]
