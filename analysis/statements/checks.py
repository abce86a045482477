"""Printed sums and deviations against computed ones, with a tolerance that follows from how they were rounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.lines import MoneyColumn, MoneyLine
from analysis.statements.load import money_lines
from analysis.statements.sums import Placed, Sum, place_sums
from analysis.vocabulary.numerals import format_number

AGREES, ROUNDING, DIFFERS, UNTESTABLE = "stämmer", "avrundning", "avviker", "kan inte prövas"
CHECKS = {
    "dokument": TEXT, "nämnd": TEXT, "år": WHOLE, "avsnitt": TEXT, "rad": WHOLE, "post": TEXT, "omfattning": TEXT,
    "kontroll": TEXT, "storhet": TEXT, "beräknat_tkr": NUMBER, "tryckt_tkr": NUMBER, "skillnad_tkr": NUMBER,
    "tolerans_tkr": NUMBER, "toleransens_grund": TEXT, "utslag": TEXT, "uträkning": TEXT,
}  # fmt: skip


class Place(NamedTuple):
    """Where a printed number stands, its line and its column, and its sign in a computation."""

    line: MoneyLine
    column: MoneyColumn
    weight: int = 1

    @property
    def value(self) -> Decimal | None:
        """Return what is printed there, None where nothing is or it could not be read."""
        return self.line.amount(self.column)


class Check(NamedTuple):
    """What is checked.

    Attributes
    ----------
    kind
        The kind of table.
    name
        What is checked, in Swedish.
    printed
        Where the printed figure stands.
    parts
        Where the numbers stand that it is computed from.
    some_only
        Whether the parts are only some of what the printed figure holds.
    left_out
        How many empty cells the parts leave out.
    """

    kind: str
    name: str
    printed: Place
    parts: tuple[Place, ...]
    some_only: bool = False
    left_out: int = 0


class Judged(NamedTuple):
    """What came of a check, as `reconcile` has it in a row."""

    dokument: str
    nämnd: str
    år: int
    avsnitt: str
    rad: int
    post: str
    omfattning: str
    kontroll: str
    storhet: str
    beräknat_tkr: Decimal | None
    tryckt_tkr: Decimal | None
    skillnad_tkr: Decimal | None
    tolerans_tkr: Decimal | None
    toleransens_grund: str
    utslag: str
    uträkning: str


class Term(NamedTuple):
    """One printed number of a computation: its sign in it, its value and its print resolution, in tkr."""

    weight: int
    value: Decimal
    resolution: Decimal


def reconcile(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Compute every printed deviation and total anew and hold it against print.

    Parameters
    ----------
    data, board
        The folder that holds `documents.csv`, `sums.csv` and the reports, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a check. ``dokument``, ``nämnd``, ``år``, ``avsnitt``, ``rad``, ``post`` and ``omfattning`` say where
        the printed figure stands; ``kontroll`` what is checked and ``storhet`` for which column; ``beräknat_tkr``,
        ``tryckt_tkr`` and ``skillnad_tkr`` (printed less computed); ``tolerans_tkr`` with
        ``toleransens_grund``: half a printed step for each number that takes part. ``utslag`` is ``stämmer``,
        ``avrundning`` (differs, within the tolerance), ``avviker``, or ``kan inte prövas`` where a number is
        missing or in doubt. ``uträkning`` writes the computation out.

    Raises
    ------
    DataError
        When a file under `data` is wrong, or `sums.csv` names a line that its table does not have.

    Examples
    --------
    >>> checks = reconcile()
    >>> total = checks[(checks["år"] == 2020) & checks["kontroll"].str.startswith("rader")]
    >>> total.loc[total["avsnitt"] == "Drift", ["storhet", "beräknat_tkr", "tryckt_tkr", "skillnad_tkr", "utslag"]]
          storhet  beräknat_tkr  tryckt_tkr  skillnad_tkr      utslag
    35     utfall     -218691.0   -218690.0           1.0  avrundning
    36     budget     -191030.0   -191030.0           0.0     stämmer
    37  avvikelse      -27661.0    -27660.0           1.0  avrundning
    """
    return frame_of("kontroller", map(judge, load_checks(opened(data, board))), CHECKS)


@kept
def load_checks(folder: Folder) -> list[Check]:
    """Load what is checked and where its numbers stand, in the order of `reconcile`.

    Examples
    --------
    >>> check = load_checks()[14]
    >>> check.printed.line.post, check.printed.column, [(part.column, part.weight) for part in check.parts]
    ('Ledning', 'avvikelse_tkr', [('utfall_tkr', 1), ('budget_tkr', -1)])
    """
    placed = place_sums(folder)
    found = list[Check]()
    for kind, lines in money_lines(folder).items():
        found += _deviation_checks(kind, lines)
        for one in placed:
            found += _sum_checks(one) if one.kind == kind else ()
    return found


def _is_empty(place: Place) -> bool:
    """Tell whether nothing is printed in a cell, as apart from something that could not be read."""
    return place.line.läsning == CERTAIN and place.value is None


def _term(place: Place) -> Term | None:
    value, step = place.value, place.line.upplösning_tkr
    return None if value is None or step is None else Term(place.weight, value, step)


def _deviation_checks(kind: str, lines: Sequence[MoneyLine]) -> Iterator[Check]:
    for line in lines:
        if not _is_empty(printed := Place(line, "avvikelse_tkr")):
            parts = (Place(line, "utfall_tkr"), Place(line, "budget_tkr", -1))
            yield Check(kind, "avvikelse = utfall − budget", printed, parts)


def _sum_checks(placed: Placed) -> Iterator[Check]:
    found, total = placed.found, placed.total
    some_only = found.relation == "högst"
    for column in total.money:
        printed = Place(total, column)
        if (some_only and column == "avvikelse_tkr") or _is_empty(printed):
            continue
        places = [Place(placed.lines[part.post, part.parent], column, part.weight) for part in found.parts]
        # an empty cell adds nothing; one that could not be read stops the check
        parts = tuple(place for place in places if not _is_empty(place))
        yield Check(placed.kind, _sum_name(found), printed, parts, some_only, len(places) - len(parts))


def _sum_name(found: Sum) -> str:
    if found.relation == "högst":
        return f"varav-rader ryms i {found.total}, resten är inte särredovisad"
    if all(part.parent == found.total for part in found.parts):
        return f"varav-rader = {found.total}"
    names = [("− " if part.weight < 0 else "+ ") + part.post.lower() for part in found.parts]
    words = " ".join(names).removeprefix("+ ")
    return f"netto = {words}" if words == "intäkter + kostnader" else f"rader = {found.total}"


def judge(check: Check) -> Judged:
    """Hold the sum of some printed numbers against the printed figure.

    Examples
    --------
    >>> judged = judge(load_checks()[14])
    >>> judged.tryckt_tkr, judged.skillnad_tkr, judged.utslag, judged.uträkning
    (Decimal('-16644'), Decimal('0'), 'stämmer', '−15 785 − 859')
    """
    printed, known = _term(check.printed), [term for part in check.parts if (term := _term(part))]
    computed = sum((term.weight * term.value for term in known), Decimal(0))
    numbers = [*known, *([printed] if printed else [])]
    tolerance = sum((term.resolution for term in numbers), Decimal(0)) / 2
    complete = printed is not None and 0 < len(known) == len(check.parts)
    difference = printed.value - computed if printed and complete else None
    line = check.printed.line
    return Judged(
        *(line.dokument, line.nämnd, line.år, line.avsnitt, line.rad, line.post, line.omfattning),
        kontroll=check.name,
        storhet=check.printed.column.removesuffix("_tkr"),
        beräknat_tkr=computed if complete else None,
        tryckt_tkr=printed.value if printed else None,
        skillnad_tkr=difference,
        tolerans_tkr=tolerance if complete else None,
        toleransens_grund=_grounds(numbers, check.left_out) if complete else "ett tal saknas eller är tveksamt läst",
        utslag=verdict(difference, tolerance, printed.value if printed and check.some_only else None),
        uträkning=_written_out(known),
    )


def verdict(difference: Decimal | None, tolerance: Decimal, whole: Decimal | None = None) -> str:
    """Judge a difference between print and computation.

    Parameters
    ----------
    difference
        Printed less computed, in tkr; None where it cannot be computed.
    tolerance
        How far rounding alone can part the two, in tkr.
    whole
        The printed whole, where the computed figure need not be all of it: a remainder with the same sign agrees.

    Returns
    -------
    str
        ``stämmer``, ``avrundning``, ``avviker`` or ``kan inte prövas``.

    Examples
    --------
    >>> verdict(Decimal(0), Decimal("1.5")), verdict(Decimal(1), Decimal("1.5")), verdict(Decimal(2), Decimal("1.5"))
    ('stämmer', 'avrundning', 'avviker')
    >>> verdict(Decimal(12723), Decimal(2), whole=Decimal(114282))
    'stämmer'
    """
    if difference is None:
        return UNTESTABLE
    if difference == 0 or (whole is not None and difference * whole > 0 and abs(difference) <= abs(whole)):
        return AGREES
    return ROUNDING if abs(difference) <= tolerance else DIFFERS


def _grounds(numbers: Sequence[Term], left_out: int) -> str:
    """Say where a tolerance comes from: how many printed numbers, each with half a printed step."""
    steps = sorted({term.resolution for term in numbers})
    counts = {step: sum(term.resolution == step for term in numbers) for step in steps}
    parts = [
        f"{count} {'tryckt' if count == 1 else 'tryckta'} tal × ½ × {_plain(step)} tkr"
        for step, count in counts.items()
    ]
    empty = f"; {left_out} {'tom cell' if left_out == 1 else 'tomma celler'} ej med" if left_out else ""
    return " + ".join(parts) + empty


def _plain(value: Decimal) -> str:
    """Write a number with as many decimals as it has and ordinary spaces."""
    decimals = max(-int(value.normalize().as_tuple().exponent), 0)
    return format_number(value, decimals, thousands=" ")


def _written_out(terms: Sequence[Term]) -> str:
    """Write a computation as a person would: −15 785 − 859."""
    text = ""
    for term in terms:
        number = _plain(term.value)
        if text:
            text += f" {'−' if term.weight < 0 else '+'} {f'({number})' if term.value < 0 else number}"
        else:
            text = number if term.weight > 0 else f"−({number})"
    return text
