"""The printed lines of the statements as typed rows: values exact, None where a cell is empty or was not read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar, Literal

from analysis.frames import Record

MoneyColumn = Literal["utfall_tkr", "budget_tkr", "avvikelse_tkr", "ombudgetering_tkr"]
MONEY: tuple[MoneyColumn, ...] = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
YEARLY, SINCE_START = "årets", "sedan projektstart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line of any table, for one of its years; its attributes are named as the columns of the frames.

    Attributes
    ----------
    dokument, nämnd, år, period
        The document as it is registered, and the year that the figures are for.
    avsnitt, rad, ordning, rubrik
        Where the line stands: heading, line of the file, place in the table and heading inside the table.
    etikett, post
        The label as printed, and without marks and "varav".
    läsning
        ``säker`` or ``tveksam``.
    """

    dokument: str
    nämnd: str
    år: int
    period: str
    avsnitt: str
    rad: int
    ordning: int
    rubrik: str
    etikett: str
    post: str
    läsning: str

    def shared(self) -> dict[str, Any]:
        """Return its values by name, for a line of another kind that stands in the same place."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def record(self) -> Record:
        """Return its values as a frame has them: floats, NaN for None."""
        return {name: _framed(value) for name, value in self.shared().items()}


def _framed(value: object) -> object:
    return float("nan") if value is None else float(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine(Line):
    """A line of a table in money.

    Attributes
    ----------
    slag, förälder
        What it is (``intäkt``, ``kostnad``, ``netto``, ``varav``, ``summa``), and the line that a ``varav`` is part of.
    nr
        The number of a project, where one is printed.
    """

    slag: str
    förälder: str
    nr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine(StatementLine):
    """A line with outcome, budget and deviation of a year: income positive, cost negative, minus = underskott.

    Attributes
    ----------
    omfattning
        ``årets``, or ``sedan projektstart``.
    utfall_tkr, budget_tkr, avvikelse_tkr, upplösning_tkr
        The figures, and one step of their last printed digit.
    """

    money: ClassVar[tuple[MoneyColumn, ...]] = MONEY  # what its kind of table prints

    omfattning: str = YEARLY
    utfall_tkr: Decimal | None
    budget_tkr: Decimal | None
    avvikelse_tkr: Decimal | None
    upplösning_tkr: Decimal | None

    def amount(self, column: MoneyColumn) -> Decimal | None:
        """Return what is printed in a column of money."""
        value: Decimal | None = getattr(self, column)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOverLine(MoneyLine):
    """A line of carried-over investment money: what is moved, and the year that it is moved to."""

    money: ClassVar[tuple[MoneyColumn, ...]] = (*MONEY, "ombudgetering_tkr")

    ombudgetering_tkr: Decimal | None
    till_år: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine(StatementLine):
    """A line of a document that covers a part of a year: so far, and the budget and forecast of the whole year.

    ``avvikelse_tkr`` is printed beside an outcome and a budget so far.
    """

    månad: int
    utfall_tkr: Decimal | None
    budget_tkr: Decimal | None
    årsbudget_tkr: Decimal | None
    prognos_tkr: Decimal | None
    prognosavvikelse_tkr: Decimal | None
    upplösning_tkr: Decimal | None
    avvikelse_tkr: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine(StatementLine):
    """What one month of a line alone came to: printed so, or the difference of two columns that hold more months."""

    månad: int
    utfall_tkr: Decimal | None
    budget_tkr: Decimal | None
    tal: str
    upplösning_tkr: Decimal | None
    källa: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine(Line):
    """A figure that a line prints in one of its columns, in the unit that it names.

    Attributes
    ----------
    roll
        ``utfall``, ``budget`` or ``prognos``; `period` is what time of the year it is for.
    enhet, värde, upplösning
        The figure, its unit, and one step of its last printed digit.
    """

    roll: str
    enhet: str
    värde: Decimal | None
    upplösning: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeLine(MeasureLine):
    """A figure of a volume table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine(MeasureLine):
    """A key figure of personnel for a group: ``totalt``, ``kvinnor`` or ``män``."""

    grupp: str
    mätdatum: str
