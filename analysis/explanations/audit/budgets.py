"""The way of a year's budget: the original one, what was decided, the final one and the outcome, `budgets.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import BUDGETS
from analysis.data_files.audited import CARRIED, DECISION, FINAL, FRAME_CHANGE, ORIGINAL
from analysis.errors import ComparisonError, DataError, Fault, fault
from analysis.explanations.causes import line_of
from analysis.explanations.deviations import total_of
from analysis.explanations.effects import (
    COMPUTED,
    EFFECT,
    PRINTED,
    REVISED,
    STATED,
    UNSTATED,
    Effect,
    Step,
    Total,
    bridge_frame,
    joined,
    steps_between,
)
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, frame_of, nearest
from analysis.ledger.figures import DRIFT
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.places import place_text, report_place
from analysis.ledger.quantities import Quantity, parse_unit, printed
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.originals import printed_originals
from analysis.swedish import capital
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import outcome_word

DECISIONS = {
    "år": WHOLE, "vad": TEXT, "slag": TEXT, "från_år": MAYBE_WHOLE, "datum": TEXT, "beslut": TEXT,
    "belopp_tkr": NUMBER, "skäl": TEXT, "formel": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE,
}  # fmt: skip
_BUDGETED = {DRIFT, "investering"}  # the kinds of tables whose lines have a budget
UNDECIDED = "Ändringar som inget beslut är infört för"
_TKR = "tkr"


class Decided(NamedTuple):
    """A row of budgets.csv, or a printed original budget, named as in `budget_decisions`."""

    år: int
    vad: str
    slag: str
    från_år: int | None
    datum: str
    beslut: str
    quantity: Quantity
    skäl: str = ""
    formel: str = ""
    dokument: str = ""
    avsnitt: str = ""
    rad: int | None = None
    källa: str = ""

    @property
    def belopp_tkr(self) -> Decimal:
        """Return the amount in tkr, with the sign of the budget."""
        return self.quantity.within(parse_unit(_TKR))[0]


class _Budgeted(NamedTuple):
    """What a line, or the board, was budgeted at in the end and came to, as it is printed."""

    label: str
    budget: Quantity
    outcome: Quantity
    ids: tuple[str, str]
    word: str


@kept
def load_budgets(folder: Folder) -> tuple[Decided, ...]:
    """Load budgets.csv in its order; a folder without it has no rows.

    Raises
    ------
    DataError
        When a row names what is not there, an amount cannot be computed, or two originals or final budgets of a line
        stand for one year; every fault is named.

    Examples
    --------
    >>> [(one.år, one.slag, int(one.belopp_tkr)) for one in load_budgets()][:2]
    [(2020, 'ramändring', -9824), (2021, 'ombudgetering', -138)]
    """
    ledger = load_ledger(folder)
    read = folder.table(BUDGETS, {**judges_of(ledger, folder), "budgeted": _line_judge(ledger)})
    good = [row for row in read.rows if row.line not in read.wrong]
    made = [(row, _decided(row, ledger)) for row in good]
    lacking = [
        BUDGETS.cell(row, "amount").bad("figures that are known", "tal som är kända") for row, one in made if not one
    ]
    refuse([*read.faults, *_twice(good), *lacking])
    return tuple(one for _, one in made if one)


def _line_judge(ledger: Ledger) -> Judge:
    lines = {line_of(one.cell) for one in ledger.figures.values() if one.cell and one.cell.kind in _BUDGETED}

    def judge(cell: CsvCell) -> Iterator[Fault]:
        if cell.text and cell.text not in lines:
            yield cell.unknown([nearest(cell.text, lines, 5)])

    return judge


def _twice(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find a second original or final budget of a line."""
    seen = dict[tuple[str, ...], CsvRow]()
    for row in rows:
        if row["kind"] in {ORIGINAL, FINAL}:
            key = (row["year"], row["what"], row["kind"])
            if seen.setdefault(key, row) is not row:
                named = " ".join(filter(None, key))
                yield fault("duplicate-key", BUDGETS.name, row.line, seen=named, key="year + what + kind")


def _decided(row: CsvRow, ledger: Ledger) -> Decided | None:
    node = parse_formula(row["amount"])
    quantity, _ = ledger.evaluate(node)
    if quantity is None:
        return None
    return Decided(
        *(int(row["year"]), row["what"], row["kind"], int(row["from"]) if row["from"] else None, row["date"]),
        beslut=row["decision"],
        quantity=quantity,
        skäl=row["reason"],
        formel=row["amount"],
        dokument=row["document"],
        avsnitt=row["section"],
        rad=int(row["line"]) if row["line"] else None,
        källa="; ".join(dict.fromkeys(part.name for part in references(node))),
    )


def budget_decisions(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List what is entered of how budgets came about.

    Parameters
    ----------
    year
        The year of the budget; any where none is given.
    data, board
        The folder that holds `budgets.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a level or a decision, in the order of the file: ``år``, ``vad`` (empty: the board as a whole), ``slag``
        (``ursprunglig``, ``ramändring``, ``beslut``, ``ombudgetering``, ``begärd ombudgetering``, ``slutlig``),
        ``från_år`` (of money carried over), ``datum``, ``beslut``, ``belopp_tkr`` with the sign of the budget (cost
        negative), ``skäl``, ``formel``, ``dokument``, ``avsnitt`` and ``rad`` of the report.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> budget_decisions(2021)[["vad", "slag", "belopp_tkr"]].tail(1)
                                             vad                  slag  belopp_tkr
    3  investering:Digitalisering/utveckling data  begärd ombudgetering      -400.0
    """
    rows = [one for one in load_budgets(opened(data, board)) if year in {None, one.år}]
    return frame_of("budgetbeslut", rows, DECISIONS)


def budget_revision(year: int, what: str = "", *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Go from a year's original budget over what was decided to the final one, and on to the outcome.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    what
        A line of the operating statement, or one of the investments with ``investering:`` before it; the board as a
        whole where none is given.
    data, board
        The folder that holds `budgets.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`, with the sign of the budget: cost negative. A decision is a step ``budgetändring``, neither
        better nor worse; the final budget is a ``nivå`` on the way. An original budget that no source gives is computed
        from the final one; a change that no decision is entered for is a step of its own.

    Raises
    ------
    ComparisonError
        When the original budget and the decisions, or a final budget of the file, are not the printed budget within
        rounding.
    DataError
        When nothing is entered for the year or the line, it has no printed budget, or a data file is wrong.

    Examples
    --------
    >>> budget_revision(2020)[["post", "slag", "effekt_tkr"]]
                                          post           slag  effekt_tkr
    0     Budget före ramändringen (beräknad)          start   -181206.0
    1  Nämndens ram ökade från 2019 till 2020  budgetändring     -9824.0
    2                     Slutlig budget 2020           nivå   -191030.0
    3         Avvikelse mot den slutliga budgeten  effekt    -27660.0
    4                             Utfall 2020           slut   -218690.0
    """
    return bridge_frame(revision_steps(opened(data, board), year, what))


def revision_steps(folder: Folder, year: int, what: str = "") -> list[Step]:
    """Do what `budget_revision` does, with exact figures."""
    final = _budgeted(folder, year, what)
    own = [one for one in load_budgets(folder) if one.år == year and is_of(one, what)]
    original = _original(folder, own, year, what)
    changes = {
        kinds: sorted((one for one in own if one.slag in kinds), key=lambda one: one.datum or "9")
        for kinds in ((FRAME_CHANGE,), (DECISION, CARRIED))
    }
    framed, decided = changes.values()
    if original is None and not framed and not decided:
        said = "ursprunglig budget och beslut om budgeten"
        known = ", ".join(str(one) for one in sorted({one.år for one in load_budgets(folder)}))
        raise DataError(fault("unknown-year", f"{BUDGETS.name}: {said}", seen=year, known=known))
    for one in (one for one in own if one.slag == FINAL and one.vad == what):
        _hold(f"slutlig budget {year}", one.quantity, final.budget)
    first = _less(original.quantity if original else _less(final.budget, decided), framed)
    parts = list[list[Step]]()
    end = Total(f"Slutlig budget {year}", _tkr(final.budget), final.ids[0], f"[{final.ids[0]}]", PRINTED)
    if original is not None:
        start = Total(
            f"Ursprunglig budget {year}", original.belopp_tkr, *_place(original), tal=_origin(original, folder)
        )
        if framed:
            before = Total("Budget före ramändringen (beräknad)", _tkr(first))
            parts.append(_steps(before, framed, start, folder))
        parts.append(_during(original, decided, final, (start, end), folder))
    else:
        what_changed = "ändringarna" if decided else "ramändringen"
        start = Total(
            f"Budget före {what_changed} (beräknad)", _tkr(first), formula=_before(final, [*framed, *decided])
        )
        parts.append(_steps(start, [*framed, *decided], end, folder))
    result = Total(f"{capital(final.word)} {year}", _tkr(final.outcome), final.ids[1], f"[{final.ids[1]}]", PRINTED)
    gap = f"[{final.ids[1]}] - [{final.ids[0]}]"
    missed = Effect(
        *("Avvikelse mot den slutliga budgeten", _tkr(final.outcome - final.budget), COMPUTED, UNSTATED, ""),
        *("; ".join(final.ids), gap),
    )
    return joined(*parts, steps_between(end, [missed], result, Decimal(0)))


def is_of(one: Decided, what: str) -> bool:
    """Tell whether a row is of a line, or of the operating statement as a whole: of any of its lines then."""
    return one.vad == what or (not what and not one.vad.startswith("investering:"))


def _budgeted(folder: Folder, year: int, what: str) -> _Budgeted:
    """Find the printed budget and outcome of a line; of the total where none is asked for."""
    total = total_of(folder, year)
    figures = load_ledger(folder).figures
    label = what or total.line.post
    found = dict[str, tuple[str, Quantity]]()
    for one in figures.values():
        own = one.cell
        if own is None or one.quantity is None or own.scope or own.year != year:
            continue
        if own.document == total.line.dokument and line_of(own) == label:
            found.setdefault(own.quantity, (one.id, one.quantity))
    if not {"budget", "utfall"} <= set(found):
        known = nearest(what, (line_of(one.cell) for one in figures.values() if one.cell and one.year == year))
        raise DataError(fault("unknown-reference", BUDGETS.name, column="what", seen=label, known=known))
    ids = (found["budget"][0], found["utfall"][0])
    return _Budgeted(label, found["budget"][1], found["utfall"][1], ids, outcome_word(total.line.period))


def _original(folder: Folder, own: Sequence[Decided], year: int, what: str) -> Decided | None:
    """Return the original budget as the file gives it, else as the statement prints it."""
    given = next((one for one in own if one.slag == ORIGINAL and one.vad == what), None)
    if given is not None:
        return given
    for one in printed_originals(folder, year):
        label = f"{one.förälder} > {one.post}" if one.förälder else one.post
        if label == what or (not what and one.är_summa):
            source = f"{one.dokument}, {place_text(report_place(folder, one.dokument, one.rad))}"
            money = printed(f"ursprunglig:{label}", one.budget_tkr, one.upplösning_tkr, parse_unit(_TKR))
            place = (one.dokument, one.avsnitt, one.rad, source)
            return Decided(year, what, ORIGINAL, None, "", "Ursprunglig budget", money, "", "", *place)
    return None


def _during(
    original: Decided, decided: Sequence[Decided], final: _Budgeted, ends: tuple[Total, Total], folder: Folder
) -> list[Step]:
    """Go from the original budget to the final one; decisions that do not lead there are refused."""
    if decided:
        whole = original.quantity
        for one in decided:
            whole = whole + one.quantity
        _hold(f"ursprunglig budget {original.år} och beslut", whole, final.budget)
        return _steps(ends[0], decided, ends[1], folder)
    gap = final.budget - original.quantity
    left = Effect(UNDECIDED, _tkr(gap), COMPUTED, UNSTATED, "Budgeten ändrades; inget beslut är infört.")
    effects = [left] if left.value else []
    return [_revised(step) for step in steps_between(ends[0], effects, ends[1], Decimal(0))]


def _steps(start: Total, decided: Sequence[Decided], end: Total, folder: Folder) -> list[Step]:
    tolerance = sum((one.quantity.within(parse_unit(_TKR))[1] for one in decided), Decimal(1))
    effects = [
        Effect(
            _named(one),
            one.belopp_tkr,
            _origin(one, folder),
            STATED if one.skäl else UNSTATED,
            one.skäl,
            *_place(one),
        )
        for one in decided
    ]
    return [_revised(step) for step in steps_between(start, effects, end, tolerance)]


def _revised(step: Step) -> Step:
    return step._replace(slag=REVISED) if step.slag == EFFECT else step


def _named(one: Decided) -> str:
    """Name a decision by its day and what was decided, with the line that it is of."""
    about = f"{one.vad.rpartition(':')[2]}: " if one.vad else ""
    when = f"{one.datum}: " if one.datum else ""
    return f"{when}{about}{one.beslut}"


def _origin(one: Decided, folder: Folder) -> str:
    """Tell a printed amount from one computed of several figures."""
    if not one.formel:  # a printed column of the statement
        return PRINTED
    ids = one.källa.split("; ")
    figures = load_ledger(folder).figures
    return PRINTED if len(ids) == 1 and ids[0] in figures and not figures[ids[0]].formula else COMPUTED


def _place(one: Decided) -> tuple[str, str]:
    """Return the ids that an amount comes from, or where it is told, and its formula."""
    told = ", ".join(filter(None, (one.dokument, one.avsnitt, place_text(one.rad))))
    return one.källa or told, one.formel


def _before(final: _Budgeted, changes: Sequence[Decided]) -> str:
    return " - ".join([f"[{final.ids[0]}]", *(f"({one.formel})" for one in changes)])


def _less(whole: Quantity, parts: Sequence[Decided]) -> Quantity:
    for one in parts:
        whole = whole - one.quantity
    return whole


def _tkr(quantity: Quantity) -> Decimal:
    return quantity.within(parse_unit(_TKR))[0]


def _hold(name: str, own: Quantity, final: Quantity) -> None:
    """Refuse a budget that is not the printed one within rounding."""
    gap, room = (own - final).within(parse_unit(_TKR))
    if abs(gap) > room:
        first, last, least = (format_number(one, unit=_TKR) for one in (_tkr(own), _tkr(final), room))
        raise ComparisonError(
            fault("amounts-differ", BUDGETS.name, title=name, first=first, last=last, other="tryckt budget", room=least)
        )
