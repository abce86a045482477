"""The way of a year's budget in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.data_files import BUDGETS
from analysis.data_files.audited import CARRIED
from analysis.errors import AnalysisError
from analysis.explanations.audit.budgets import Decided, load_budgets, revision_steps
from analysis.explanations.effects import LEVEL, REVISED, START, Step
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, listed, tkr
from analysis.wording.changes import why
from analysis.wording.sentences import signed, size


def describe_budget_revision(year: int, what: str = "", *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the budget of a year came about and how it ended; or what is missing for that.

    Examples
    --------
    >>> text = describe_budget_revision(2020).replace("\N{NO-BREAK SPACE}", " ")
    >>> for sentence in text.split(". "):
    ...     print(sentence)
    Budgeten 2020 ändrades från −181 206 till −191 030 tkr (Nämndens ram ökade från 2019 till 2020: −9 824 tkr)
    Utfallet blev 27 660 tkr sämre än slutlig budget
    Budgeten före ändringarna är räknad baklänges; den ursprungliga är inte införd
    Till 2021 ombudgeteras 731 tkr.
    """
    folder = opened(data, board)
    try:
        steps = revision_steps(folder, year, what)
    except AnalysisError as error:
        if any(one.code != "unknown-year" for one in error.faults):
            return Text(f"Budgetens väg {year} går inte att följa. {why(error)}")
        moved = list(_moved(year, folder))
        return Text(" ".join([f"Ursprunglig budget och beslut under {year} är inte införda ({BUDGETS.name}).", *moved]))
    return Text(" ".join([*_way(year, steps), *(() if what else _moved(year, folder))]))


def _way(year: int, steps: Sequence[Step]) -> Iterator[str]:
    first, last = steps[0], steps[-1]
    level = [step for step in steps if step.slag == LEVEL][-1]
    changed = [f"{step.post}: {signed(step.effekt_tkr)}" for step in steps if step.slag == REVISED]
    told = f" ({'; '.join(changed)})" if changed else ""
    ends = f"från {tkr(float(first.effekt_tkr)).removesuffix('tkr').rstrip()} till {tkr(float(level.effekt_tkr))}"
    yield f"Budgeten {year} ändrades {ends}{told}." if changed else f"Budgeten {year} ändrades inte under året."
    gap = last.effekt_tkr - level.effekt_tkr
    beside = f"{size(gap)} {'bättre' if gap > 0 else 'sämre'} än" if gap else "lika med"
    yield f"{last.post.split()[0]}et blev {beside} slutlig budget."
    if first.slag == START and first.formel and not first.källa:
        yield "Budgeten före ändringarna är räknad baklänges; den ursprungliga är inte införd."


def _moved(year: int, folder: Folder) -> Iterator[str]:
    """Say what of a year's budget is carried over to later ones."""
    moved = [one for one in load_budgets(folder) if one.slag == CARRIED and one.från_år == year]
    sums = {one: _added([own for own in moved if own.år == one]) for one in sorted({one.år for one in moved})}
    if sums:
        yield f"Till {listed([f'{to} ombudgeteras {size(amount)}' for to, amount in sums.items()])}."


def _added(moved: Sequence[Decided]) -> Decimal:
    return sum((one.belopp_tkr for one in moved), Decimal(0))
