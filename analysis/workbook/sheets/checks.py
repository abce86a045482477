"""The sheets Kontroller and Påståenden: what the reports add up and what they claim, computed anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.frames import Record, records
from analysis.ledger.claims import Claim, audit_claims, load_claims
from analysis.ledger.figures import load_cells
from analysis.ledger.formulas import Node
from analysis.ledger.places import report_place
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, Check, Place, load_checks, reconcile
from analysis.statements.folder import Folder
from analysis.vocabulary.numerals import NO_BREAK_SPACE, decimals_of
from analysis.wording.trust import NO_CLAIMS, describe_checks
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, cell_name, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, number, number_format, source_text

CHECKS, CLAIMS = "Kontroller", "Påståenden"
KINDS = {  # of claims: what their table is called, and its heading
    "påstående": ("Påståendelista", "Rapporternas påståenden"),
    "avstämning": ("Avstämningslista", "Egna avstämningar: det rapporterna bör gå ihop med, fast de inte påstår det"),
}
_CHECKS = {
    "År": YEAR, "Post": TEXT, "Kontroll": TEXT, "Beräknat, tkr": MONEY, "Tryckt, tkr": MONEY, "Skillnad, tkr": SIGNED,
    "Tolerans, tkr": "0.0", "Utslag": TEXT, "Källa": TEXT, "Uträkning": TEXT, "Toleransens grund": TEXT,
}  # fmt: skip
_WIDTHS = (6, 28, 32, 11, 11, 11, 11, 17, 45, 60, 34)
_COMPUTED, _PRINTED, _DIFFERENCE, _TOLERANCE, _VERDICT = 3, 4, 5, 6, 7  # columns
_CLAIMED, _RECKONED, _JUDGED = 2, 3, 7  # columns of the sheet of claims
_ON_PAPER = 9  # columns
_FINEST = 6  # decimals of a tkr
_INTRODUCTION = (
    (
        "Tryckt hämtas från Uppgifter; Beräknat, Skillnad (tryckt − beräknat) och Utslag är levande formler. "
        "Tolerans: ett halvt tryckt steg för varje tal som ingår."
    ),
    (
        "Avrundning: skillnaden ryms i toleransen (ett litet tryckfel kan rymmas i den). Avviker: större. "
        "Kan inte prövas: ett tal saknas eller är tveksamt läst."
    ),
    (
        "Rader som lästs med hjälp av utfall − budget = avvikelse (se Läsning) prövas oberoende bara av summorna. "
        "Uträkning och toleransens grund skrivs inte ut."
    ),
)
_NOTHING = "Ingen tabell har en tryckt avvikelse, och sums.csv anger inga summor; därför finns inget att kontrollera."


class _Figures(NamedTuple):
    """The ledger with its cells in the workbook, and the ids of printed numbers by where they stand."""

    live: Live
    ids: Mapping[tuple[str, str, int, str], str]

    def total(self, kind: str, parts: Sequence[Place]) -> Node | None:
        """Make a formula that adds printed numbers up; none where one of them has no cell in the workbook."""
        node: Node | None = None
        for part in parts:
            name = self.ids.get(_key(kind, part))
            if name not in self.live.places:
                return None
            own = Node("reference", name=str(name))
            if node is None:
                node = own if part.weight > 0 else Node("negate", (own,), depth=2)
            else:
                node = Node("add" if part.weight > 0 else "subtract", (node, own), depth=node.depth + 1)
        return node


def _key(kind: str, place: Place) -> tuple[str, str, int, str]:
    """Say where a printed number stands: document, kind of table, line, and column as the ledger names it."""
    line = place.line
    scope = "" if line.omfattning == "årets" else f" {line.omfattning}"
    column = f"{place.column.removesuffix('_tkr')} {line.år}{scope}"
    return line.dokument, kind, line.rad, column


def check_sheet(desk: Desk) -> None:
    """Write all checks as live formulas over the cells of the printed figures; a number without a cell as it is."""
    sheet, folder = desk.sheet(CHECKS, _WIDTHS), desk.folder
    pairs = sorted(
        zip(records(reconcile(data=folder)), load_checks(folder), strict=True), key=lambda pair: int(pair[0]["år"])
    )
    lines = (describe_checks(None, data=folder), *_INTRODUCTION) if pairs else ()
    sheet.title("Kontroller: tryckta summor och avvikelser omräknade", *lines)
    cells = load_cells(folder).known.values()
    ids = {(cell.key.document, cell.key.kind, cell.line, cell.key.column): cell.id for cell in cells}
    figures, first = _Figures(desk.live, ids), sheet.row + 1
    rows = [_check_row(row, check, figures, at, folder) for at, (row, check) in enumerate(pairs, first)]
    sheet.table("Kontrollista", columns_of(_CHECKS), rows, empty=_NOTHING)
    sheet.keep_above(first)
    sheet.print_columns(_ON_PAPER)
    desk.verdicts[CHECKS] = sheet.column(first, len(rows), _VERDICT)


def _check_row(row: Record, check: Check, figures: _Figures, at: int, folder: Folder) -> list[Cell]:
    scope = "" if row["omfattning"] == "årets" else f" ({row['omfattning']})"
    what = "" if row["kontroll"].startswith(f"{row['storhet']} =") else f"{row['storhet']}: "
    return [
        *(row["år"], f"{row['post']}{scope}", f"{what}{row['kontroll']}"),
        *_numbers(row, check, figures, at),
        Formula(_verdict(at, some_only=check.some_only), row["utslag"]),
        source_text(row, report_place(folder, row["dokument"], row["rad"])).replace("rad ", f"rad{NO_BREAK_SPACE}"),
        # a number stays on one line
        re.sub(r"(?<=\d) (?=\d{3})", NO_BREAK_SPACE, row["uträkning"]),
        row["toleransens_grund"],
    ]


def _numbers(row: Record, check: Check, figures: _Figures, at: int) -> list[Cell]:
    """Write the computed and the printed figure, their difference and the tolerance."""
    decimals = _decimals(check) or None
    cells = list[Cell]()
    for column, parts in {"beräknat_tkr": check.parts, "tryckt_tkr": (check.printed,)}.items():
        node = figures.total(check.kind, parts)
        digits = decimals if len(parts) > 1 else None
        live = figures.live.formula(node, row[column], "tkr", decimals=digits) if node else number(row[column])
        cells.append(live)
    difference: Cell = None
    if not pd.isna(row["skillnad_tkr"]):
        text = f"{cell_name(at, _PRINTED)}-{cell_name(at, _COMPUTED)}"
        text = f"=ROUND({text},{decimals})" if decimals else f"={text}"
        difference = Formula(text, row["skillnad_tkr"], f"+{number_format(row['skillnad_tkr'])}")
    tolerance = row["tolerans_tkr"]
    return [*cells, difference, number(tolerance) if decimals_of(tolerance) > 1 else tolerance]


def _decimals(check: Check) -> int:
    """Tell how many decimals of a tkr the numbers have; binary fractions of them would not add up exactly."""
    return max(decimals_of(place.value, _FINEST) for place in (check.printed, *check.parts))


def _verdict(at: int, *, some_only: bool) -> str:
    """Write the rule of `analysis.statements.checks.verdict` as a formula over the cells of a row."""
    gap, whole, tolerance = (cell_name(at, column) for column in (_DIFFERENCE, _PRINTED, _TOLERANCE))
    agrees = f"OR({gap}=0,AND({gap}*{whole}>0,ABS({gap})<=ABS({whole})))" if some_only else f"{gap}=0"
    rest = f'IF(ABS({gap})<={tolerance},"{ROUNDING}","{DIFFERS}")'
    return f'=IF(ISNUMBER({gap}),IF({agrees},"{AGREES}",{rest}),"{UNTESTABLE}")'


_CLAIMS = {
    "Påstående": TEXT, "Ska vara": TEXT, "Påstått": "0", "Beräknat": "0", "Skillnad": "0", "Tolerans": "0",
    "Enhet": TEXT, "Utslag": TEXT, "Antagande": TEXT, "Anmärkning": TEXT, "Källa": TEXT, "Uträkning": TEXT,
    "Utan antagande": "0",
}  # fmt: skip


_RELATIONS = {"lika": "lika med", "större": "större än", "mindre": "mindre än", "minst": "minst", "högst": "högst"}


def claim_sheet(desk: Desk) -> None:
    """Write what the reports claim, then what we hold against each other ourselves, with what it comes to live."""
    widths = (30, 10, 9, 9, 9, 9, 11, 12, 18, 27, 20, 36, 14)
    sheet, folder = desk.sheet(CLAIMS, widths), desk.folder
    pairs = list(zip(records(audit_claims(data=folder)), load_claims(folder), strict=True))
    sheet.title(
        "Påståenden: rapporternas egna uppgifter prövade",
        "Påståendena är återgivna med våra ord; det påstådda talet står i Påstått. Skillnad är påstått minus beräknat.",
        "Stämmer: talen är lika efter avrundning. Avrundning: skillnaden kan bero på den eller på ord som cirka.",
        "Avviker: skillnaden är större. Kan inte prövas: ett tal som behövs är inte tryckt. Antagande: det som måste",
        "gälla för att påståendet ska kunna prövas. Kolumnerna Uträkning och Utan antagande skrivs inte ut.",
    )
    if not pairs:
        sheet.text(NO_CLAIMS)
    for kind, (name, heading) in KINDS.items():
        own = [(row, claim) for row, claim in pairs if row["art"] == kind]
        if not own:
            continue
        sheet.subtitle(heading)
        first = sheet.row + 1
        rows = [_claim_row(row, claim, at, desk.live) for at, (row, claim) in enumerate(own, first)]
        sheet.table(name, columns_of(_CLAIMS), rows)
        if not any(name.partition(":")[0] in desk.verdicts for _, name in KINDS.values()):
            sheet.keep_above(first)
        desk.verdicts[heading.partition(":")[0]] = sheet.column(first, len(rows), _JUDGED)
    sheet.print_columns(len(widths) - 2)


def _claim_row(row: Record, claim: Claim, at: int, live: Live) -> list[Cell]:
    """Write what was claimed, what it comes to and the difference as live formulas."""
    used = claim.assumed if row["antagande"] and claim.assumed else claim.formula
    nodes = {"påstått": claim.claimed, "beräknat": used, "utan_antagande": claim.formula}
    stated, computed, literal = (live.formula(node, row[name], row["enhet"]) for name, node in nodes.items())
    text = f"={cell_name(at, _CLAIMED)}-{cell_name(at, _RECKONED)}"
    gap: Cell = None
    if row["relation"] == "lika" and not pd.isna(row["skillnad"]):  # more than a bound says nothing
        gap = Formula(text, row["skillnad"], number_format(row["skillnad"]))
    how = row["ordalag"] if row["relation"] == "lika" and row["ordalag"] != "exakt" else _RELATIONS[row["relation"]]
    missing = f"Saknas: {row['saknas']}." if row["saknas"] and not row["antagande"] else ""
    return [
        *(row["påstående"], how, stated, computed, gap, number(row["tolerans"]), row["enhet"], row["utslag"]),
        *(row["antagande"], " ".join(text for text in (missing, row["anmärkning"]) if text), source_text(row)),
        *(row["uträkning"], literal),
    ]
