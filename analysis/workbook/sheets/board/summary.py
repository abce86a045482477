"""The page Sammanfattning, which stands alone: the years, the lines behind the deviation, and the answers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.deviations import total_of, years
from analysis.explanations.years import year_rows
from analysis.swedish import capital, listed, result_word
from analysis.vocabulary.periods import outcome_word
from analysis.wording.answers import answers
from analysis.wording.sentences import Answer
from analysis.wording.year import describe_place
from analysis.workbook.charts import Chart, Told
from analysis.workbook.desk import Desk, Ranked
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.years import year_table

NAME = "Sammanfattning"
_WIDTHS = (8, 12.6, 9, 10.6, 8.5, 39.4, 21)
_BESIDE = 5  # the column that the chart begins in
_MOST_BARS = 5  # lines in the chart; the others are one bar
_SHARES = (12, 18, 8, 4, 6)  # lines that the answers have when all are long
_LABELS = 0.85  # of what the chart spans, beside it, for the numbers: the names leave it narrow
_FEWEST = 4  # bars that the chart has room for at least
_BAR, _HEAD = 24, 44  # pixels a bar, and for title and axis


def summary_page(desk: Desk) -> None:
    """Write the page: every number of its table and chart is a link to the other pages."""
    year, since, folder = desk.year, desk.since, desk.folder
    sheet = desk.page(NAME, _WIDTHS)
    who, period = describe_place(year, folder)
    word = outcome_word(total_of(folder, year).line.period)
    others = [str(row.år) for row in year_rows(folder) if row.år not in years(folder)]
    borrowed = f" {listed(others)}: tal ur andra års rapporter." if others else ""
    against = f"jämförelse med {since}" if since else "inget jämförelseår"
    sheet.title(
        f"{capital(word)} mot budget {year}",
        f"{who}. {period}; {against}. Tkr; minus är kostnad eller underskott; tom cell är inte noll.{borrowed}",
    )
    top = sheet.row
    year_table(sheet, "Åren", folder, desk.live)
    chart, high = _chart(sheet, desk, who)
    sheet.charts_at(top, [chart], (sheet.pixels(_BESIDE, len(_WIDTHS)) - 20, high), _BESIDE)
    sheet.below(top, high)
    for answer in fitting(sheet, [one for one in answers(year, since, folder) if one.sentences]):
        sheet.subtitle(answer.heading)
        for sentence in answer.sentences:
            sheet.prose(sentence.text, desk.live.cited(sentence.ids, sentence.where))
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
    few = real if len(real) <= _MOST_BARS + 1 else real[:_MOST_BARS]
    lines = [(ranked.lines[at].post, ranked.deviation(at)) for at in few]
    rest = [at for at in real if at not in few]
    if rest:
        lines.append((f"Övriga {len(rest)} rader", ranked.others(rest)))
    told = Told(_message(ranked, desk), f"Avvikelse mot budget {desk.year}, tkr", who)
    charts = desk.charts_beside(sheet, len(_WIDTHS) + 1)
    return charts.deviations(told, lines, _LABELS), _HEAD + _BAR * max(len(lines), _FEWEST)


def _message(ranked: Ranked, desk: Desk) -> str:
    """Name the lines that by themselves are larger than half of the deviation."""
    total = float(total_of(desk.folder, desk.year).avvikelse_tkr)
    same = [at for at in ranked.real if float(ranked.lines[at].avvikelse_tkr or 0) * total > 0]
    names, reached = list[str](), 0.0
    for at in same:
        names.append(ranked.lines[at].post)
        reached += abs(float(ranked.lines[at].avvikelse_tkr or 0))
        if reached >= abs(total) * 2 / 3:
            break
    if not names or not total:
        return "Ingen rad avviker"
    return f"Störst {result_word(total)}: {listed(names[:2])}"
