"""The first sheet, one page that stands alone: message, key figures, bridge, largest deviations, what compares."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.explanations.bridges import DEVIATION, NET, ONE_OFFS, bridge
from analysis.explanations.deviations import GAP, PRINTED, ROUNDING, UNEXPLAINED, year_total
from analysis.explanations.effects import COMPUTED as COMPUTED_HERE
from analysis.explanations.effects import REST as LEFT
from analysis.explanations.effects import ROUNDING as ROUNDED
from analysis.frames import records
from analysis.ledger.compare import year_entry
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Folder
from analysis.swedish import capital
from analysis.vocabulary.periods import outcome_word
from analysis.wording.changes import TARGET
from analysis.wording.trust import describe_comparability
from analysis.wording.year import Headline, describe_message, describe_place, headline
from analysis.workbook.cells import MONEY, SHARE, SIGNED, TEXT, Cell, Column, Formula, Link, columns_of, first_cell
from analysis.workbook.charts import Step
from analysis.workbook.desk import COMPUTED, QUANTITIES, Desk, Ranked
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.contents import CONTENTS
from analysis.workbook.sheets.deviations import NAME as DEVIATIONS
from analysis.workbook.sheets.figures import FIGURES, SERIES

NAME = "Sammanfattning"
LARGEST = 5  # deviations on the page
_LARGEST = {"Avvikelse, tkr": SIGNED, "Andel av budget": SHARE, "Härkomst": TEXT, "Orsak": TEXT}
_BUDGET = "nettobudget"
_SHARE_AT = 6  # the column of the share of budget on the sheet of deviations


def front_page(desk: Desk) -> None:
    """Write the first page: everything on it is a link or a formula over the other sheets."""
    year, since, folder = desk.year, desk.since, desk.folder
    sheet = desk.sheet(NAME, (41, 11, 11, 11, 39), landscape=False)
    (who, period), one = describe_place(year, folder), headline(year, folder)
    against = f"jämförelse med {since}" if since else "inget jämförelseår"
    word = outcome_word(one.period)
    sheet.title(f"{capital(word)} mot budget {year}", f"{who}. {period}; {against}. Belopp i tkr.")
    sheet.lead(describe_message(year, since, folder))
    heads = [Column("Nyckeltal"), Column(str(year), MONEY), Column(str(since) if since else "Inget år", MONEY)]
    rows = _key_figures(one, desk)
    sheet.table("Nyckeltal", [*heads, Column(f"Härkomst, {year}"), Column(f"Varifrån, {year}")], rows)
    if one.gap_lines and one.one_off:
        sheet.row -= 1
        sheet.text(
            "Är engångsposterna bokförda på en rad med gap i budgeten är de avdragna två gånger i den sista raden."
        )
        sheet.row += 1
    _bridge(sheet, one, desk, (who, f"Från budget till {word}, tkr", period))
    largest = [_largest(at, desk.ranked) for at in range(min(LARGEST, _lines(desk.ranked)))]
    sheet.table("StörstaAvvikelserna", columns_of({f"Största avvikelserna {year}": TEXT} | _LARGEST), largest)
    sheet.subtitle("Vad som inte går att jämföra")
    for text in describe_comparability(year, since, folder):
        sheet.text(text)
    sheet.link(first_cell(SERIES, f"Skälen står på bladet {SERIES}."))
    sheet.link(first_cell(CONTENTS, f"Alla blad, och hur talen är prövade: {CONTENTS}."))
    sheet.one_page()


def _lines(ranked: Ranked) -> int:
    return sum(line["post"] not in {ROUNDING, UNEXPLAINED} for line in ranked.lines)


def _key_figures(one: Headline, desk: Desk) -> list[list[Cell]]:
    """Write net cost, budget and deviation of both years, and the deviation without what is known to be special."""
    columns = [_totals(at, desk) if at else [None] * 4 for at in (one.year, desk.since)]
    total = year_total(one.year, desk.folder)
    where = Link(f"{desk.drift[one.year].cells(int(total['rad']))[0]}", desk.drift[one.year].sheet.name)
    ranked = first_cell(DEVIATIONS)
    names = {
        f"Nettokostnad, {outcome_word(one.period)}": PRINTED,
        "Nettobudget": PRINTED,
        "Avvikelse, tkr": PRINTED if total["härkomst"] == PRINTED else COMPUTED_HERE,
        "Avvikelse, andel av budget": COMPUTED_HERE,
    }
    rows = [
        [name, *(column[at] for column in columns), origin, where] for at, (name, origin) in enumerate(names.items())
    ]
    deviation = columns[0][2]
    if isinstance(deviation, Formula):
        for name, cell, link in _without(one, deviation, desk):
            rows.append([name, cell, None, COMPUTED_HERE if cell else "inte känt", link or ranked])
    return [*rows[: len(names)], *_beside(desk), *rows[len(names) :]]


def _beside(desk: Desk) -> Iterator[list[Cell]]:
    """Write the board's own target and the deviation of the year before, where they are known."""
    year = desk.year
    asked = {f"Nämndens mål för avvikelsen {year}": (TARGET, year)}
    if desk.since != year - 1:
        asked[f"Avvikelse {year - 1}, året före"] = (DEVIATION, year - 1)
    for name, (concept, at) in asked.items():
        entry = year_entry(concept, at, desk.folder)
        if entry and entry.quantity:
            value = float(entry.quantity.within(parse_unit("tkr"))[0])
            link = desk.live.link(entry.ids)
            where = Link(link.target, FIGURES) if isinstance(link, Link) else link
            cell = desk.live.formula(entry.formula, value, "tkr")
            label = PRINTED if desk.live.ledger.printed_figure(entry.node) else COMPUTED_HERE
            yield [name, cell and cell._replace(number_format=SIGNED), None, label, where]


def _totals(year: int, desk: Desk) -> list[Cell]:
    """Link a year's outcome, budget and deviation to its statement, else to the ledger where it has them."""
    if year in desk.drift:
        places, total = desk.drift[year], year_total(year, desk.folder)
        cells = places.linked({str(name): value for name, value in total.items()})
        values = [float(total[name]) for name in QUANTITIES]
        if int(total["rad"]) not in places.stated:
            cells[2] = Formula(f"={places.sheet.place(places.rows[int(total['rad'])], COMPUTED)}", values[2])
    else:
        entries = [year_entry(name, year, desk.folder) for name in (NET, _BUDGET, DEVIATION)]
        known = [entry.quantity.within(parse_unit("tkr"))[0] if entry and entry.quantity else None for entry in entries]
        cells = [
            desk.live.formula(entry.formula, float(value), "tkr") if entry and value is not None else None
            for entry, value in zip(entries, known, strict=True)
        ]
    if isinstance(cells[2], Formula):
        cells[2] = cells[2]._replace(number_format=SIGNED)
    share: Cell = None
    if isinstance(cells[1], Formula) and isinstance(cells[2], Formula) and float(cells[1].value):
        texts = [cell.text.removeprefix("=") for cell in (cells[2], cells[1]) if isinstance(cell, Formula)]
        share = Formula(f"=({texts[0]})/ABS({texts[1]})", float(cells[2].value) / abs(float(cells[1].value)), SHARE)
    return [*cells, share]


def _without(one: Headline, deviation: Formula, desk: Desk) -> list[tuple[str, Cell, Cell]]:
    """Write the deviation without one-offs, without gaps that were in the budget, and without both."""
    base, special = deviation.text, list[str]()
    for name in one.one_offs:
        entry = year_entry(name, one.year, desk.folder)
        cell = desk.live.formula(entry.formula, one.one_offs[name], "tkr") if entry else None
        special += [f"({cell.text.removeprefix('=')})"] if cell else []
    ids = "; ".join(entry.ids for name in ONE_OFFS if (entry := year_entry(name, one.year, desk.folder)))
    rows = list[tuple[str, Cell, Cell]]()
    off = one.one_off
    minus = "".join(f"-{text}" for text in special)
    gap = f"-{desk.ranked.gaps()}"
    if off is None:
        rows.append(("Avvikelse utan engångsposter", None, "Inga engångsposter är kända för året."))
    else:
        link = desk.live.link(ids)
        where = Link(link.target, FIGURES) if isinstance(link, Link) else link
        rows.append(("Avvikelse utan engångsposter", _signed(f"{base}{minus}", one.deviation - off), where))
    if one.gap_lines:
        rows.append(
            ("Avvikelse utan gap i budgeten från början", _signed(f"{base}{gap}", one.deviation - one.gap), None)
        )
        if off is not None:
            value = one.deviation - one.gap - off
            rows.append(("Avvikelse utan engångsposter och gap", _signed(f"{base}{gap}{minus}", value), None))
    else:
        name = "Avvikelse utan gap i budgeten från början"
        rows.append((name, _signed(f"{base}{gap}", one.deviation), "Ingen rad hade budget med motsatt tecken."))
    return rows


def _signed(text: str, value: float) -> Formula:
    return Formula(text, value, SIGNED)


def _bridge(sheet: Sheet, one: Headline, desk: Desk, titles: tuple[str, str, str]) -> None:
    """Draw the way from budget to outcome: the largest lines by themselves, the others together."""
    ranked, drift = desk.ranked, desk.drift[one.year]
    outcome, budget, _ = (
        cell for cell in drift.linked({str(k): v for k, v in year_total(one.year, desk.folder).items()})
    )
    lines, most = _lines(ranked), LARGEST + 1
    steps = [
        Step(ranked.lines[at]["post"], is_total=False, value=ranked.deviation(at))
        for at in range(lines if lines <= most + 1 else most)
        if ranked.drawn(at)
    ]
    if lines > most + 1:
        steps.append(Step(f"Övriga {lines - most} rader", is_total=False, value=ranked.rest(most)))
    if isinstance(outcome, Formula) and isinstance(budget, Formula):
        steps += _left_over(one.year, (budget, outcome), ranked, desk.folder)
        ends = [
            Step(f"{name} {one.year}", is_total=True, value=cell)
            for name, cell in (("Budget", budget), (capital(outcome_word(one.period)), outcome))
        ]
        chart = desk.charts.bridge(titles, [ends[0], *steps, ends[1]])
        sheet.chart(chart.drawing, chart.alt, (780, 100 + 28 * (len(steps) + 2)))


def _left_over(year: int, ends: tuple[Formula, Formula], ranked: Ranked, folder: Folder) -> list[Step]:
    """Write what the lines leave of the way from budget to outcome: rounding, or what nothing explains."""
    left = next((row for row in records(bridge(year, data=folder)) if row["slag"] in {LEFT, ROUNDED}), None)
    if left is None:
        return []
    texts = [cell.text.removeprefix("=") for cell in (*ends, ranked.rest(0))]
    value = Formula(f"={texts[1]}-{texts[0]}-{texts[2]}", left["effekt_tkr"])
    return [Step(left["post"], is_total=False, value=value, explained=left["slag"] == ROUNDED)]


def _largest(at: int, ranked: Ranked) -> list[Cell]:
    """Link a line's deviation, with the cause that a report states, if one does."""
    line, cell = ranked.lines[at], ranked.deviation(at)
    share, cause = line["budgetavvikelse_procent"], line["orsak"]
    part: Cell = None if pd.isna(share) else Formula(f"={ranked.cell(at, _SHARE_AT)}", share / 100)
    if line["slag"] == GAP:  # a share of a budget with the opposite sign says nothing
        part, cause = None, f"{capital(GAP)}. {cause}"
    if pd.isna(line["avvikelse_tkr"]):
        return [Link(ranked.links[at], line["post"]), None, None, line["härkomst"], "Talen kunde inte läsas säkert."]
    return [Link(ranked.links[at], line["post"]), cell, part, line["härkomst"], cause]
