"""The way of a year's budget in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.data_files import BUDGETS
from analysis.data_files.audited import CARRIED, DECISION, FRAME_CHANGE, ORIGINAL, REQUESTED
from analysis.errors import AnalysisError
from analysis.explanations.audit.budgets import Decided, is_of, load_budgets, revision_steps
from analysis.explanations.effects import LEVEL, REVISED, Step
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, listed, tkr
from analysis.wording.changes import why
from analysis.wording.sentences import signed, size

_IN_THE_YEAR = {ORIGINAL, DECISION, CARRIED}
_MOVED = {CARRIED: "Ombudgeteras: {}.", REQUESTED: "Ombudgetering är begärd: {}."}


def describe_budget_revision(year: int, what: str = "", *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the budget of a year came about and how it ended; or what is missing for that.

    Examples
    --------
    >>> text = describe_budget_revision(2020).replace("\N{NO-BREAK SPACE}", " ")
    >>> for sentence in text.split(". "):
    ...     print(sentence)
    Nämndens ram ökade från 2019 till 2020: från 181 206 till 191 030 tkr
    Utfallet blev 27 660 tkr sämre än budgeten
    Ursprunglig budget och beslut under 2020 är inte införda; budgeten före ramändringen är beräknad
    Ombudgeteras: 231 tkr till 2021
    Ombudgetering är begärd: 500 tkr till 2021.
    """
    folder = opened(data, board)
    try:
        steps = revision_steps(folder, year, what)
    except AnalysisError as error:
        if any(one.code != "unknown-year" for one in error.faults):
            return Text(f"Budgetens väg {year} går inte att följa. {why(error)}")
        moved = list(_moved(year, folder))
        return Text(" ".join([f"Ursprunglig budget och beslut under {year} är inte införda ({BUDGETS.name}).", *moved]))
    kinds = {one.slag for one in load_budgets(folder) if one.år == year and is_of(one, what)}
    way = _framed(year, steps) if kinds.isdisjoint(_IN_THE_YEAR) and FRAME_CHANGE in kinds else _way(year, steps)
    return Text(" ".join([*way, *(() if what else _moved(year, folder))]))


def _framed(year: int, steps: Sequence[Step]) -> Iterator[str]:
    """Say what the frame was changed by from the year before, where nothing is known of the year itself."""
    changed = listed([step.post for step in steps if step.slag == REVISED])
    yield f"{changed}: {_ends(steps)}."
    yield _missed(steps, "budgeten")
    yield f"Ursprunglig budget och beslut under {year} är inte införda; budgeten före ramändringen är beräknad."


def _way(year: int, steps: Sequence[Step]) -> Iterator[str]:
    changed = [f"{step.post}: {signed(step.effekt_tkr)}" for step in steps if step.slag == REVISED]
    told = f" ({'; '.join(changed)})" if changed else ""
    yield f"Budgeten {year} ändrades {_ends(steps)}{told}." if changed else f"Budgeten {year} ändrades inte under året."
    yield _missed(steps, "slutlig budget")
    if steps[0].formel and not steps[0].källa:
        yield "Budgeten före ändringarna är räknad baklänges; den ursprungliga är inte införd."


def _level(steps: Sequence[Step]) -> Step:
    return [step for step in steps if step.slag == LEVEL][-1]


def _ends(steps: Sequence[Step]) -> str:
    ends = [step.effekt_tkr for step in (steps[0], _level(steps))]
    is_cost = max(ends) < 0  # in a text costs stand without their minus
    first, level = (tkr(float(-one if is_cost else one)) for one in ends)
    return f"från {first.removesuffix('tkr').rstrip()} till {level}"


def _missed(steps: Sequence[Step], budget: str) -> str:
    last = steps[-1]
    gap = last.effekt_tkr - _level(steps).effekt_tkr
    beside = f"{size(gap)} {'bättre' if gap > 0 else 'sämre'} än" if gap else "lika med"
    return f"{last.post.split()[0]}et blev {beside} {budget}."


def _moved(year: int, folder: Folder) -> Iterator[str]:
    """Say what of a year's budget is carried over to later ones, and what is only asked for."""
    moved = [one for one in load_budgets(folder) if one.från_år == year]
    for kind, words in _MOVED.items():
        own = [one for one in moved if one.slag == kind]
        sums = {to: _added([one for one in own if one.år == to]) for to in sorted({one.år for one in own})}
        if sums:
            yield words.format(listed([f"{size(amount)} till {to}" for to, amount in sums.items()]))


def _added(moved: Sequence[Decided]) -> Decimal:
    return sum((one.belopp_tkr for one in moved), Decimal(0))
