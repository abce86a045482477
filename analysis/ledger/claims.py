"""The reports' own quantitative statements, `data/claims.csv`, each computed anew and judged."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, refuse
from analysis.data_files import CLAIMS
from analysis.frames import NUMBER, TEXT, Record, make_frame
from analysis.ledger.formulas import Node, parse_formula
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import format_number, half_up

FILE = CLAIMS.name
# how far below and above the claimed value a computed one may be, in print steps
_WINDOWS = {"exakt": ("0.5", "0.5"), "cirka": ("1", "1"), "närmare": ("1", "0"), "drygt": ("0", "1")}
_NOISE = 15  # decimals that are kept of a computed value
AUDIT = {
    "id": TEXT, "art": TEXT, "dokument": TEXT, "avsnitt": TEXT, "påstående": TEXT, "ordalag": TEXT, "relation": TEXT,
    "påstått": NUMBER, "beräknat": NUMBER, "skillnad": NUMBER, "tolerans": NUMBER, "enhet": TEXT, "utslag": TEXT,
    "antagande": TEXT, "utan_antagande": NUMBER, "uträkning": TEXT, "saknas": TEXT, "anmärkning": TEXT,
}  # fmt: skip


class Claim(NamedTuple):
    """A row of claims.csv with its formulas read.

    Attributes
    ----------
    row
        The row.
    claimed, formula, assumed
        What was claimed, the same computed as it was worded, and computed under an assumption (or None).
    """

    row: CsvRow
    claimed: Node
    formula: Node
    assumed: Node | None


class Outcome(NamedTuple):
    """What a claim comes to: the values in its unit, and the verdict; no values where figures are missing."""

    verdict: str
    claimed: Decimal | None = None
    computed: Decimal | None = None
    tolerance: Decimal | None = None
    missing: tuple[str, ...] = ()
    remark: str = ""


def audit_claims(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Compute every quantitative statement of the reports anew and hold it against what was claimed.

    Parameters
    ----------
    data, board
        The folder that holds `claims.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``id``, ``art`` (``påstående`` of a report, or the project's own
        ``avstämning``), ``dokument``, ``avsnitt``, ``påstående`` (in our words), ``ordalag`` (how exactly it
        was worded), ``relation`` (``lika``, ``större``, ``mindre``, ``minst``, ``högst``); ``påstått``, ``beräknat``,
        ``skillnad`` (claimed less computed) and ``tolerans`` in the unit that ``enhet`` names; ``utslag``:
        ``stämmer``, ``avrundning``, ``avviker`` or ``kan inte prövas``. Where the claim holds, or can be tested, only
        under an assumption, ``antagande`` states it and ``utan_antagande`` is the value computed as it was worded.
        ``uträkning`` writes the computation out, ``saknas`` names the figures that are missing.

    Raises
    ------
    DataError
        When claims.csv or figures.csv is wrong; every fault is named with its row.

    Examples
    --------
    >>> audit = audit_claims().set_index("id")
    >>> print(*audit.loc["förbättring_2020", ["påstått", "beräknat", "utslag"]])
    2217.0 2217.0 stämmer
    >>> print(*audit.loc["kostnadsminskning_2020", ["beräknat", "utslag", "antagande", "utan_antagande"]])
    7712.0 stämmer Engångskostnaden räknas bort först. 6885.0
    """
    return _audit(opened(data, board)).copy()


@kept
def _audit(folder: Folder) -> pd.DataFrame:
    ledger = load_ledger(folder)
    return make_frame(FILE, [_audited(claim, ledger) for claim in load_claims(folder)], AUDIT, ["id"])


@kept
def load_claims(folder: Folder) -> tuple[Claim, ...]:
    """Load claims.csv with its formulas read; a folder without it has no claims.

    Raises
    ------
    DataError
        When the file is wrong; every fault is named with its row.
    """
    read = folder.table(CLAIMS, judges_of(load_ledger(folder), folder))
    refuse(read.faults)
    return tuple(_claim(row) for row in read.rows)


def _claim(row: CsvRow) -> Claim:
    assumed = row["assumed_formula"]
    nodes = (parse_formula(row["claimed"]), parse_formula(row["formula"]))
    return Claim(row, *nodes, parse_formula(assumed) if assumed else None)


def _audited(claim: Claim, ledger: Ledger) -> Record:
    """Judge a claim as it was worded; where that does not hold and an assumption is given, judge it under that."""
    row = claim.row
    worded = _judged(claim, claim.formula, ledger)
    outcome, node, assumption = worded, claim.formula, ""
    if claim.assumed is not None and worded.verdict in {DIFFERS, UNTESTABLE}:
        assumed = _judged(claim, claim.assumed, ledger)
        if assumed.verdict in ({AGREES, ROUNDING} if worded.verdict == DIFFERS else {AGREES, ROUNDING, DIFFERS}):
            outcome, node, assumption = assumed, claim.assumed, row["assumption"]
    gap = None
    if outcome.claimed is not None and outcome.computed is not None:
        gap = outcome.claimed - outcome.computed
    return {
        "id": row["id"],
        "art": row["kind"],
        "dokument": row["document"],
        "avsnitt": row["section"],
        "påstående": ledger.filled(row["claim"]),
        "ordalag": row["wording"],
        "relation": row["relation"],
        "enhet": row["unit"],
        "utslag": outcome.verdict,
        "påstått": _float(outcome.claimed),
        "beräknat": _float(outcome.computed),
        "skillnad": _float(gap),
        "tolerans": _float(outcome.tolerance),
        "antagande": ledger.filled(assumption),
        "utan_antagande": _float(worded.computed) if assumption else None,
        "uträkning": ledger.written(node),
        "saknas": "; ".join(ledger.figures[name].name for name in (outcome.missing or worded.missing)),
        "anmärkning": " ".join(text for text in (outcome.remark, ledger.filled(row["note"])) if text),
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value + 0)  # no minus before a zero


def _judged(claim: Claim, node: Node, ledger: Ledger) -> Outcome:
    unit = parse_unit(claim.row["unit"])
    claimed, missing = ledger.evaluate(claim.claimed)
    computed, more = ledger.evaluate(node)
    if claimed is None or computed is None:
        shown = [None if one is None else one.within(unit)[0] for one in (claimed, computed)]
        return Outcome(UNTESTABLE, shown[0], shown[1], missing=tuple(dict.fromkeys((*missing, *more))))
    value, doubt = (_clean(part) for part in (claimed - computed).within(unit))
    stated, step = _clean(claimed.within(unit)[0]), _step(claim, ledger)
    # the doubt of the claimed figure itself is the width of its wording's window
    parts = max(doubt - step / 2, Decimal(0))
    if claim.row["relation"] != "lika":
        return Outcome(_ordered(claim.row["relation"], -value, doubt), stated, stated - value, doubt)
    below, above = (Decimal(share) * step for share in _WINDOWS[claim.row["wording"]])
    verdict = _equal(stated, stated - value, step, (below, above, parts))
    remark = "" if verdict == AGREES else _cut_off(stated, stated - value, step, claim.row["unit"])
    return Outcome(verdict, stated, stated - value, max(below, above) + parts, remark=remark)


def _clean(value: Decimal) -> Decimal:
    """Take away what decimal division leaves far behind the last digit of print."""
    return round(value, _NOISE)


def _step(claim: Claim, ledger: Ledger) -> Decimal:
    """Return the print step of the claimed figure in the claim's unit; none where it is computed or exact."""
    figure = ledger.printed_figure(claim.claimed)
    if figure is None or figure.resolution is None:
        return Decimal(0)
    return figure.resolution * parse_unit(figure.unit).factor / parse_unit(claim.row["unit"]).factor


def _equal(stated: Decimal, computed: Decimal, step: Decimal, window: tuple[Decimal, Decimal, Decimal]) -> str:
    """Judge whether a computed value is what a claim calls it.

    It agrees when it is printed as the claim has it, and is a matter of rounding when it lies in the window that the
    wording leaves, widened by the doubt of the figures that it is computed from.
    """
    below, above, parts = window
    if computed == stated or (step and below and above and half_up(computed, step) == stated):
        return AGREES
    # "närmare" and "drygt" speak of the size, whatever its sign
    gap = (computed - stated) * (1 if stated >= 0 else -1)
    if not (below and above) and -below <= gap <= above:
        return AGREES
    return ROUNDING if -below - parts <= gap <= above + parts else DIFFERS


def _ordered(relation: str, gap: Decimal, doubt: Decimal) -> str:
    """Judge whether a computed value lies on the side of the claimed one that it should; `gap` is how far above."""
    beyond = gap if relation in {"större", "minst"} else -gap
    if relation in {"minst", "högst"}:
        return AGREES if beyond >= 0 else ROUNDING if -beyond <= doubt else DIFFERS
    return AGREES if beyond > doubt else ROUNDING if doubt and -beyond <= doubt else DIFFERS


def _cut_off(stated: Decimal, computed: Decimal, step: Decimal, unit: str) -> str:
    """Say where a figure was cut off instead of rounded."""
    if not step or half_up(computed, step) == stated:
        return ""
    if (computed / step).quantize(Decimal(1), rounding=ROUND_DOWN) * step != stated:
        return ""
    decimals = max(-int(step.normalize().as_tuple().exponent), 0)
    return f"Avkortat; avrundat blir det {format_number(half_up(computed, step), decimals, unit)}."
