"""How the figures were tested: how many sums and claims hold, which do not, and what compares only in part."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.data_files import NOT, PARTLY, UNTRIED
from analysis.explanations.years import year_rows
from analysis.frames import Record, records
from analysis.ledger.claims import Claim, audit_claims, load_claims
from analysis.ledger.crosswalk import load_crosswalk, together
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.swedish import capital
from analysis.workbook.cells import PLAIN, TEXT, Cell, Formula, cell_name, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import number_format
from analysis.workbook.sheet import Sheet

_KINDS = (AGREES, DIFFERS, ROUNDING, UNTESTABLE)
_SHORT = {UNTESTABLE: "Ej prövbart"}
_TESTED = {"Prövat": TEXT, "Antal": PLAIN, **{_SHORT.get(kind, kind.capitalize()): PLAIN for kind in _KINDS}}
_FOUND = {"Det som inte stämmer": TEXT, "Påstått": "0", "Beräknat": "0", "Skillnad": "0", "Enhet": TEXT, "Källa": TEXT}
_NAMES = {"påstående": "Påståenden i rapporterna", "avstämning": "Egna avstämningar mellan rapporternas tal"}
_MOST = 6  # measures that compare in part


def write_tested(sheet: Sheet, desk: Desk) -> None:
    """Write the counts of verdicts, what does not hold, and what compares only in part."""
    folder = desk.folder
    sheet.title(
        "Så har talen prövats",
        "Tryckta summor och avvikelser har räknats om, och rapporternas påståenden om tal har prövats mot andra tal i "
        "dem. Stämmer: lika efter avrundning. Avrundning: skillnaden kan bero på avrundning eller på ord som cirka. "
        "Ej prövbart: ett tal som behövs är inte tryckt.",
    )
    audit = audit_claims(data=folder)
    tested = {"Tryckta summor och avvikelser": reconcile(data=folder)["utslag"]}
    tested |= {name: audit.loc[audit["art"] == kind, "utslag"] for kind, name in _NAMES.items()}
    rows = [_counts(name, list(found), sheet.row + 1 + at) for at, (name, found) in enumerate(tested.items())]
    sheet.table("Prövningar", columns_of(_TESTED), rows)
    _found(sheet, records(audit), load_claims(folder), desk)
    _broken(sheet, desk)
    _partly(sheet, desk)
    sheet.row += 1


def _counts(name: str, verdicts: Sequence[str], row: int) -> list[Cell]:
    counts: list[Cell] = [verdicts.count(kind) for kind in _KINDS]
    total = Formula(f"=SUM({cell_name(row, 2)}:{cell_name(row, len(_KINDS) + 1)})", len(verdicts))
    return [name, total, *counts]


def _found(sheet: Sheet, audit: Sequence[Record], claims: Sequence[Claim], desk: Desk) -> None:
    """Write the claims that do not hold, the reports' own before ours."""
    pairs = [(row, claim) for row, claim in zip(audit, claims, strict=True) if row["utslag"] == DIFFERS]
    pairs.sort(key=lambda pair: list(_NAMES).index(pair[0]["art"]))
    if not pairs:
        if any(row["utslag"] != UNTESTABLE for row in audit):
            sheet.text("Inget påstående som går att pröva avviker.")
            sheet.row += 1
        return
    first = sheet.row + 1
    rows = [_claim(row, claim, at, sheet, desk) for at, (row, claim) in enumerate(pairs, first)]
    sheet.table("Avviker", [one._replace(wraps=at < 1) for at, one in enumerate(columns_of(_FOUND))], rows)


def _claim(row: Record, claim: Claim, at: int, sheet: Sheet, desk: Desk) -> list[Cell]:
    used = claim.assumed if row["antagande"] and claim.assumed else claim.formula
    stated, computed = (
        desk.live.formula(node, row[name], row["enhet"])
        for node, name in ((claim.claimed, "påstått"), (used, "beräknat"))
    )
    gap: Cell = None
    if row["relation"] == "lika" and not pd.isna(row["skillnad"]):
        gap = Formula(f"={cell_name(at, 1)}-{cell_name(at, 2)}", row["skillnad"], number_format(row["skillnad"]))
    place = sheet.fitting(row["avsnitt"], len(_FOUND) - 1, len(_FOUND))  # it runs over the empty column beside it
    return [row["påstående"], stated, computed, gap, row["enhet"], place]


def _broken(sheet: Sheet, desk: Desk) -> None:
    """Name printed sums and deviations that do not hold."""
    for row in records(reconcile(data=desk.folder)):
        if row["utslag"] == DIFFERS:
            sheet.text(f"{row['post']} {row['år']}, {row['storhet']}: {row['uträkning']}.")


def _partly(sheet: Sheet, desk: Desk) -> None:
    """Name the measures that compare only in part, or not at all, between the years of the pages."""
    years = [row.år for row in year_rows(desk.folder) if row.år < desk.year]
    groups = {level: dict[str, list[str]]() for level in (NOT, PARTLY, UNTRIED)}
    for since in dict.fromkeys([*([desk.since] if desk.since else []), *years[:1]]):
        for name, level in _levels(desk, since).items():
            if level in groups:
                groups[level].setdefault(name, []).append(str(since))
    if not any(groups.values()):
        return
    sheet.subtitle("Det som inte går att jämföra fullt ut (skälen står i Bilaga för granskning, Jämförbarhet)")
    words = {NOT: "Ej jämförbart", PARTLY: "Delvis jämförbart", UNTRIED: "Jämfört efter benämning, inte prövat,"}
    for level, word in words.items():
        names = [f"{capital(name)} ({', '.join(since)})" for name, since in groups[level].items()]
        if names:
            more = f" och {len(names) - _MOST} till" if len(names) > _MOST else ""
            sheet.text(f"{word} med {desk.year}: {'; '.join(names[:_MOST])}{more}.")


def _levels(desk: Desk, since: int) -> dict[str, str]:
    """Say of each measure that both years have how they compare."""
    own = {
        (entry.row["concept"], entry.year): entry
        for entry in load_crosswalk(desk.folder)
        if entry.quantity and entry.year in {since, desk.year}
    }
    names = dict.fromkeys(name for name, _ in own)
    pairs = {name: (own.get((name, since)), own.get((name, desk.year))) for name in names}
    return {name: together(before, after)[0] for name, (before, after) in pairs.items() if before and after}
