"""Whose money a year's cost is, in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.data_files import PAYERS
from analysis.explanations.audit.amounts import BUDGET, DEVIATION, OUTCOME
from analysis.explanations.audit.money import Money, money_rows
from analysis.explanations.audit.payers import Paid, load_payers
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, listed
from analysis.wording.sentences import signed, size


def describe_other_payers(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say what other principals paid of a year's gross cost, and what that did to the deviation; or what is missing.

    Examples
    --------
    >>> for sentence in describe_other_payers(2017).replace("\N{NO-BREAK SPACE}", " ").split(". "):
    ...     print(sentence)
    Av bruttokostnaden 2017, 297 890 tkr, täckte Migrationsverket 89 667 tkr och övriga intäkter 24 615 tkr
    Nettokostnaden blev 183 607 tkr
    Mot budget betalade Migrationsverket 6 248 tkr mer
    Utan det vore avvikelsen −9 735 tkr i stället för −3 487 tkr, om kostnaderna vore desamma.
    """
    folder = opened(data, board)
    own = [one for one in load_payers(folder) if one.år == year]
    if not own:
        return Text(f"Vad andra huvudmän betalar {year} är inte infört ({PAYERS.name}).")
    rows = {one.mått: one for one in money_rows(folder) if (one.år, one.vad) == (year, "")}
    return Text(" ".join([*_paid(year, own, rows[OUTCOME]), *_against_budget(own, rows)]))


def _paid(year: int, own: Sequence[Paid], row: Money) -> Iterator[str]:
    if row.andra_betalar_tkr is None:
        silent = list(dict.fromkeys(one.betalare for one in own if one.utfall_tkr is None))
        yield f"Vad {listed(silent)} betalade {year} är inte känt."
        known = [one for one in own if one.utfall_tkr is not None]
        if known:
            yield f"{_named(known, OUTCOME)} betalade {size(_added(known, OUTCOME))}."
        return
    covered = [f"{payer} {size(amount)}" for payer, amount in _each(own, OUTCOME).items()]
    if row.övriga_intäkter_tkr is not None:
        covered.append(f"övriga intäkter {size(row.övriga_intäkter_tkr)}")
    lead = f"Av bruttokostnaden {year}"
    yield f"{lead}{f', {size(row.brutto_tkr)},' if row.brutto_tkr is not None else ''} täckte {listed(covered)}."
    if row.netto_tkr is not None:
        yield f"Nettokostnaden blev {size(row.netto_tkr)}."


def _against_budget(own: Sequence[Paid], rows: dict[str, Money]) -> Iterator[str]:
    """Say how much more or less than budgeted others paid, and what the deviation is without that."""
    gap, deviation = rows[DEVIATION].andra_betalar_tkr, rows[DEVIATION].netto_tkr
    if gap is None:
        if rows[OUTCOME].andra_betalar_tkr is not None:
            silent = list(dict.fromkeys(one.betalare for one in own if one.budget_tkr is None))
            yield f"Vad {listed(silent)} var budgeterad att betala är inte känt."
        return
    if not gap:
        yield f"Det var lika mycket som budgeterat ({size(rows[BUDGET].andra_betalar_tkr)})."
        return
    yield f"Mot budget betalade {_named(own, OUTCOME)} {size(gap)} {'mer' if gap > 0 else 'mindre'}."
    if deviation is not None:
        without = signed(deviation - gap)
        yield f"Utan det vore avvikelsen {without} i stället för {signed(deviation)}, om kostnaderna vore desamma."


def _each(own: Sequence[Paid], side: str) -> dict[str, Decimal]:
    found = dict[str, Decimal]()
    for one in own:
        if side in one.amounts:
            found[one.betalare] = found.get(one.betalare, Decimal(0)) + one.amounts[side].tkr
    return found


def _named(own: Sequence[Paid], side: str) -> str:
    return listed([*_each(own, side)])


def _added(own: Sequence[Paid], side: str) -> Decimal:
    return sum(_each(own, side).values(), Decimal(0))
