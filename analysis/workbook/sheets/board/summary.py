"""The page Sammanfattning, which stands alone: the years, the lines behind the deviation, and the answers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.deviations import total_of
from analysis.swedish import capital
from analysis.vocabulary.periods import outcome_word, span_of
from analysis.wording.answers import answers, largest
from analysis.wording.legend import year_legend
from analysis.wording.sentences import Answer
from analysis.wording.year import describe_place
from analysis.workbook.charts import Chart, Told
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.told import cited, report_names
from analysis.workbook.sheets.board.years import year_table

NAME = "Sammanfattning"
_WIDTHS = (8.2, 12.6, 9, 10.6, 8.5, 47, 17)
_BESIDE, _APART = 5, 24  # the column that the chart begins in, and pixels between it and the table
_SHARES = (11, 18, 7, 5, 7)  # lines that the answers have when all are long
_LABELS = 0.85  # of what the chart spans, beside it, for the numbers: the names leave it narrow
_FEWEST = 4  # bars that the chart has room for at least
_BAR, _HEAD = 26, 46  # pixels a bar (with less, a program leaves out names close together), and for title and axis
_NARROW = 4  # points between the table and how it is read
_COLOURS = "röd: sämre än budget, grön: bättre"
_HOW = "Till höger: rapportens år och raden i dess text; blå källor leder till talet."


def summary_page(desk: Desk) -> None:
    """Write the page: every number of its table and chart is a link to the other pages."""
    year, since, folder = desk.year, desk.since, desk.folder
    sheet = desk.page(NAME, _WIDTHS)
    who, period = describe_place(year, data=folder)
    told = total_of(folder, year).line.period
    word, when = outcome_word(told), span_of(told, year)
    against = f"jämförelse med {since}" if since else "inget jämförelseår"
    sheet.title(f"{capital(word)} mot budget {when}", f"{who}. {period}; {against}. {_HOW}")
    top, reports = sheet.row, report_names(folder)
    year_table(sheet, "Åren", folder, desk.live)
    sheet.narrow(_NARROW)
    sheet.text(" ".join(year_legend(folder)), _BESIDE)
    chart, high = _chart(sheet, desk, who)
    size = (sheet.pixels(_BESIDE, len(_WIDTHS) - 1) - _APART, high)
    sheet.charts_at(top, [chart], size, _BESIDE, offset=_APART)
    sheet.below(top, high)
    for answer in fitting(sheet, [one for one in answers(year, since, data=folder) if one.sentences]):
        sheet.subtitle(answer.heading)
        for sentence in answer.sentences:
            sheet.prose(sentence.text, cited(desk.live, reports, sentence.ids, sentence.where))
    sheet.one_page(len(_WIDTHS))


def fitting(sheet: Sheet, found: Sequence[Answer]) -> list[Answer]:
    """Leave out the last sentences of the answers that are longest beside their share, until all fit on the page."""
    kept = [list(answer.sentences) for answer in found]
    sizes = [[len(sheet.lines(sentence.text)) for sentence in own] for own in kept]
    while sum(map(sum, sizes)) > sum(_SHARES):
        longest = max(range(len(kept)), key=lambda at: (sum(sizes[at]) - _SHARES[at], -at))
        if len(kept[longest]) <= 1:
            break
        kept[longest].pop()
        sizes[longest].pop()
    return [answer._replace(sentences=tuple(own)) for answer, own in zip(found, kept, strict=True)]


def _chart(sheet: Sheet, desk: Desk, who: str) -> tuple[Chart, int]:
    """Draw the deviations of the largest lines, the others together; return the chart and its height."""
    ranked, real = desk.ranked, desk.ranked.real
    few, rest = largest(real)
    lines = [(ranked.lines[at].post, ranked.deviation(at)) for at in few]
    if rest:
        lines.append((f"Övriga {len(rest)} rader", ranked.others(rest)))
    when = span_of(total_of(desk.folder, desk.year).line.period, desk.year)
    told = Told(f"Avvikelse mot budget {when}, tkr", "", who, _COLOURS)
    charts = desk.charts_beside(sheet, len(_WIDTHS) + 1)
    return charts.deviations(told, lines, _LABELS), _HEAD + _BAR * max(len(lines), _FEWEST)
