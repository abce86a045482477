"""A document to tables with named columns; arithmetic decides what spacing cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import NoTablesError
from analysis.readers.body.blocks import read_blocks
from analysis.readers.cells.lines import has_cells
from analysis.readers.cuts import Cut, settle_rows
from analysis.readers.documents import read_document
from analysis.readers.doubted_labels import label_suspicions
from analysis.readers.formats.lines import UNCLEAR, Document
from analysis.readers.kept_cells import read_grids
from analysis.readers.leftovers import notes_by_table, refusal, span_of
from analysis.readers.lost_cells import has_text_columns, read_text_table
from analysis.readers.orientations import keep, score
from analysis.readers.places import Location, Origin
from analysis.readers.raw import RawRow, RawTable, sides_of
from analysis.readers.scanned import DOUBT as NOT_CONFIRMED
from analysis.readers.scanned import are_confirmed
from analysis.readers.signs import Turn, find_signs, sign_words
from analysis.readers.suspicions import (
    above_years,
    head_suspicion,
    is_named_by_label,
    is_row_of_years,
    may_be_page,
    may_be_title,
    may_head_a_table,
    number_suspicion,
    odd_decimals,
    of_plans,
    repeats_years,
    same_columns,
)
from analysis.readers.units import NO_UNIT, are_measures, lacks_unit, prints_unit, unit_for_all, unit_in_cells, unit_of
from analysis.vocabulary.column_kinds import Column, is_month
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.relations import Relation
from analysis.vocabulary.titles import (
    MONEY_KINDS,
    Heading,
    after_figures,
    find_kind,
    find_title,
    find_unit,
    period_above,
    unit_above,
    without_number,
)

if TYPE_CHECKING:
    import pandas as pd

CERTAIN, DOUBTFUL = "säker", "tveksam"


class Row(NamedTuple):
    """What belongs to one row of a table besides its numbers.

    Attributes
    ----------
    line
        The line that its numbers stand in, counted from 1.
    label
        The label as printed, with marks and footnote stars.
    heading
        The heading inside the table that the row stands under; empty where there is none.
    texts
        What the text columns hold, by column name.
    cut
        The numbers as printed, with resolution and unit; None for an empty or unread cell.
    certainty
        ``säker`` or ``tveksam``.
    doubt
        Why a row is ``tveksam``, in Swedish; empty otherwise.
    printed
        The numbers as they stand in the document, before anything was decided.
    """

    line: int
    label: str
    heading: str
    texts: dict[str, str]
    cut: Cut
    certainty: str
    doubt: str
    printed: str = ""


@dataclass(frozen=True, repr=False)
class Table:
    """One printed table.

    Attributes
    ----------
    title
        The table's own title, or the heading it stands under.
    section
        The heading that it stands under, with its number where one is printed.
    kind
        ``drift``, ``investering``, ``volym``, ``personal``, ``ombudgetering`` or ``övrig``.
    unit
        The unit as printed in title or head (``tkr``, ``mnkr`` …), or None.
    columns
        What each number column is, in printed order.
    location
        File, first and last line.
    notes
        What the reader had to decide, and its doubts, in Swedish.
    rows
        Its rows, each with its label, its numbers and what belongs to them.
    pairs
        Which number columns are outcome or forecast, budget and deviation of each other.
    turns
        What turns the numbers of each row to one convention: income positive, cost negative, deviation = outcome −
        budget.
    unread
        How many runs of figures beside it ended in no table; its notes name them.
    period
        The period that a line above its head says that it is of; empty where none does.
    """

    title: str
    section: str
    kind: str
    unit: str | None
    columns: tuple[Column, ...]
    location: Location
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    pairs: tuple[Relation, ...] = ()
    turns: tuple[Turn, ...] = ()
    unread: int = 0
    period: str = ""

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return the printed numbers.

        Shape (rows, 1 + number columns). First column ``post``: the label without marks. Then one float column for each
        printed number column, named by its head; values and signs as printed, in the printed unit; NaN where the cell
        is empty or could not be read.
        """
        import pandas as pd  # a process that only reads does without it

        data: dict[str, list[object]] = {"post": [clean(row.label) for row in self.rows]}
        for place, name in enumerate(self.names):
            numbers = (row.cut[place] for row in self.rows)
            data[name] = [float("nan") if number is None else float(number.value) for number in numbers]
        return pd.DataFrame(data)

    @property
    def names(self) -> list[str]:
        """Name the number columns; one that has the name of another before it has its number behind it."""
        names = {"post": None}
        for column in self.columns:
            name, copy = column.name, 1
            while name in names:
                copy += 1
                name = f"{column.name} ({copy})"
            names[name] = None
        return list(names)[1:]

    @property
    def doubtful(self) -> int:
        """How many rows are in doubt: their numbers, or what the signs of these mean."""
        turns = self.turns or [Turn()] * len(self.rows)
        return sum(bool(row.doubt or turn.doubt) for row, turn in zip(self.rows, turns, strict=True))

    def __repr__(self) -> str:
        return f"<Table {self.kind} ”{self.title}” {len(self.rows)} rader, {self.location}>"

    @property
    def relations(self) -> list[Relation]:
        """Which number columns are outcome, budget and deviation of each other."""
        return [one for one in self.pairs if self.columns[one.utfall].role == "utfall"]

    @property
    def forecasts(self) -> list[Relation]:
        """Which number columns are forecast, budget and deviation of each other."""
        return [one for one in self.pairs if self.columns[one.utfall].role == "prognos"]


def read_tables(path: str | Path, unit: str | None = None) -> list[Table]:
    r"""Do what `analysis.readers.bounded.read_tables` does, in this process and without its bounds.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "drift.txt")
    ...     _ = path.write_text("Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\nLedning -15 785 859 -16 644\n")
    ...     [table.names for table in read_tables(path)]
    [['Utfall 2020', 'Budget 2020', 'Avvikelse']]
    """
    document = read_document(path)
    tables = list[Table]()
    since, section = 0, ""  # the heading last seen; tables below it stand in it too
    has_unit: bool | None = None
    start = until = 0  # of the table before; the tables of a list of amounts have the lines above it in common
    for raw in _raw_tables(document):
        if raw.start != start:
            since, start = after_figures(document.lines, until, raw.start), raw.start
        heading = find_title(document.lines, raw.start, since)
        section = heading.section or section
        corner = find_unit("", *(column.name for column in raw.columns if column.kind != "tal"))
        raw.unit = raw.unit or corner or unit_above(document.lines, raw.start, since)
        period = period_above(document.lines, raw.start, since)
        table = _build(document, raw, heading, section, unit, period)
        if lacks_unit(table) and (of_all := unit_for_all(document.lines, document.places, raw.start)):
            raw.unit = of_all
            table = _build(document, raw, heading, section, unit, period)
        if lacks_unit(table):
            if has_unit is None:  # the same for all tables; a head that was not read may print one
                has_unit = UNCLEAR in document.doubts.values() or prints_unit(document.lines)
            table = _doubted(table, NO_UNIT) if has_unit else table
        table = _doubted(table, same_columns(table.columns) or of_plans(table.title, table.columns))
        until = raw.end
        if len(table.columns) > 1 or any(any(row.cut) for row in table.rows):  # else prose that seemed to have a head
            tables.append(table)
    if not tables:
        raise NoTablesError(refusal(document))
    notes = notes_by_table(document, [span_of(one.location, one.rows, one.columns) for one in tables])
    return [
        replace(table, notes=(*table.notes, *own), unread=len(own)) for table, own in zip(tables, notes, strict=True)
    ]


def _doubted(table: Table, said: str) -> Table:
    """Doubt the rows of a table that nothing else makes doubtful, and note why; an empty reason changes nothing."""
    if not said:
        return table
    rows = tuple(row if row.doubt else row._replace(certainty=DOUBTFUL, doubt=said) for row in table.rows)
    where = table.location.origin.at(table.location.first)
    return replace(table, rows=rows, notes=(*table.notes, f"{where}: {said}"))


def _raw_tables(document: Document) -> Iterator[RawTable]:
    """Yield the tables of a document in printed order; what lies between those with known cells is read as text."""
    at = since = 0
    while at < len(document.lines):
        found = _tables_at(document, at)
        tables = [raw for raw in found if raw.rows]
        end = max((raw.end for raw in found), default=0)
        if found and (tables or has_cells(document.lines[at])):
            yield from read_blocks(document, since, found[0].start)
            yield from tables
            since = end
        at = max(at + 1, end)
    yield from read_blocks(document, since, len(document.lines))


def _tables_at(document: Document, at: int) -> list[RawTable]:
    """Read what begins at a line, where its cells are known or its head names columns of text."""
    if has_cells(document.lines[at]):
        return read_grids(document, at)
    table = read_text_table(document, at) if has_text_columns(document, at) else None
    return [table] if table else []


def _build(document: Document, raw: RawTable, above: Heading, section: str, given: str | None, period: str) -> Table:
    """Decide the numbers of all rows and put the table together."""
    columns = tuple(column for column in raw.columns if column.kind == "tal")
    title, names = raw.title or above.title or without_number(section), [column.name for column in raw.columns]
    kind = find_kind(title, section, raw.columns)
    if kind == "drift" and are_measures(title, [row.label for row in raw.rows]):
        kind = "volym"
    others = "" if raw.title and kind not in MONEY_KINDS else f"{above.title} {above.section}"  # of money, perhaps
    unit, unit_note = unit_of(f"{raw.title} {others}", columns, raw.unit)
    unit = unit or find_unit(" ".join(names), *names)
    if unit is None and given and kind in MONEY_KINDS:
        unit, unit_note = given, f"enheten {given} är angiven, inte tryckt"
    if kind == "övrig" and (unit or "").lower() in MONEY_UNITS and any(map(is_month, columns)):
        kind = "drift"  # months of money are of a statement, whatever it is called
    rows, decisions = _decide(document.origin, raw, columns)
    unit = unit or unit_in_cells(row.cut for row in rows)
    rows, suspicions = _suspected(document.origin, raw, rows, columns, unit)
    rows = _scanned(document, raw, rows)
    turns, signs = find_signs(raw, [row.cut for row in rows], kind, sign_words(title, section))
    return Table(
        title=title,
        section=section or title,
        kind=kind,
        unit=unit,
        columns=columns,
        location=Location(document.name, raw.start + 1, raw.end, document.places),
        notes=(
            *document.notes,
            *raw.notes,
            *decisions,
            *suspicions,
            *(f"{document.at(raw.start + 1)}: {said}" for said in [*signs, unit_note] if said),
        ),
        rows=tuple(rows),
        pairs=raw.hypothesis.relations,
        turns=tuple(turns),
        period=period,
    )


_YEARS = "raden har bara årtal och kan vara en rubrik"
_BELOW_YEARS = "en rad med bara årtal står ovanför; talen kan höra till andra kolumner"
_ODD_DECIMALS = "ett tal har fler decimaler än kolumnens övriga; det kan sluta med numret på en not"


def _suspected(
    origin: Origin, raw: RawTable, rows: Sequence[Row], columns: Sequence[Column], unit: str | None
) -> tuple[list[Row], list[str]]:
    """Leave out the numbers of rows that the head or the numbers themselves make doubtful, with a note for each."""
    has_years = bool(rows) and is_row_of_years(rows[0].cut)
    names = " ".join(column.name for column in raw.columns if column.kind != "tal")
    head = head_suspicion(columns, raw.hypothesis.relations, names, [row.cut for row in rows if row.cut])
    head = "en rad av årtal står bland raderna" if has_years else head
    if not head and is_named_by_label(columns, [row.label for row in rows]):
        head = "en rads etikett kan vara läst som namn på en kolumn"
    cuts = [row.cut for row in rows]
    odd, until = odd_decimals(cuts), above_years([row.label for row in rows], cuts)
    left, notes = list[Row](), list[str]()
    doubted, headings = [bool(row.doubt) for row in rows], [row.heading for row in rows]
    labels = label_suspicions([row.label for row in rows], doubted, headings)
    for at, (row, printed, label) in enumerate(zip(rows, raw.rows, labels, strict=True)):
        is_title = may_be_title(row.cut, printed.printed) or repeats_years(row.cut, columns)
        is_title = is_title or any(one(clean(row.label), row.cut) for one in (may_be_page, may_head_a_table))
        own = _BELOW_YEARS if at >= until else _ODD_DECIMALS if at in odd else _YEARS if is_title else ""
        said = head or label or ("" if row.doubt else own)
        reason = f"{said}; talen är utelämnade" if said else number_suspicion(row.cut, unit)
        if reason and (any(row.cut) or (label and not row.doubt)):
            where = f"{origin.at(row.line, clean(row.label))}: "
            notes.append(f"{where}”{printed.printed}” – {reason}; kontrollera raden i dokumentet.")
            row = row._replace(cut=(None,) * len(columns), certainty=DOUBTFUL, doubt=reason)  # noqa: PLW2901
        left.append(row)
    return left, notes


def _scanned(document: Document, raw: RawTable, rows: list[Row]) -> list[Row]:
    """Doubt the rows whose text was told from a picture and whose numbers no arithmetic confirms."""
    if not any(row.line in lines for lines in document.scanned for row in rows):
        return rows
    ways = [raw.hypothesis.ways(side) for side in sides_of(raw.rows)]
    sure = are_confirmed([row.label for row in rows], [row.cut for row in rows], ways)
    return [
        row
        if row.doubt or is_sure or not any(row.line in lines for lines in document.scanned)
        else row._replace(certainty=DOUBTFUL, doubt=NOT_CONFIRMED)
        for row, is_sure in zip(rows, sure, strict=True)
    ]


def _decide(origin: Origin, raw: RawTable, columns: Sequence[Column]) -> tuple[list[Row], list[str]]:
    """Choose one reading for each row: by the row's own arithmetic, then by the column sums, else none."""
    sides = sides_of(raw.rows)
    readings = [keep(row.cuts, raw.hypothesis.ways(side)) for row, side in zip(raw.rows, sides, strict=True)]
    by_sums = settle_rows([row.label for row in raw.rows], readings)
    rows, notes = list[Row](), list[str]()
    for place, (row, kept, side) in enumerate(zip(raw.rows, readings, sides, strict=True)):
        doubt = _doubt(raw, row, kept, side)
        where = f"{origin.at(row.line, clean(row.label))}: "
        if doubt:
            notes.append(f"{where}”{row.printed}” – {doubt}; kontrollera raden i dokumentet.")
        elif len(row.cuts) > 1:
            how = "kolumnsummorna" if place in by_sums else _arithmetic(raw.hypothesis.direction(side))
            notes.append(f"{where}{len(row.cuts)} läsningar av ”{row.printed}” är möjliga; {how} avgjorde.")
        is_sure = len(kept) == 1 and not (raw.doubt and len(row.cuts) > 1)
        cut: Cut = kept[0] if is_sure else (None,) * len(columns)
        certainty = DOUBTFUL if doubt else CERTAIN
        rows.append(Row(row.line, row.label, row.heading, row.texts, cut, certainty, doubt, row.printed))
    return rows, notes


def _arithmetic(direction: int) -> str:
    return "utfall − budget = avvikelse" if direction > 0 else "budget − utfall = avvikelse"


def _doubt(raw: RawTable, row: RawRow, kept: Sequence[Cut], side: str) -> str:
    """Say why a row is doubtful, in Swedish; empty where it is not."""
    ways = raw.hypothesis.ways(side)
    if len(kept) > 1:
        return f"{len(kept)} läsningar är möjliga och räkningen skiljer dem inte åt; talen är utelämnade"
    if row.problem or not kept:
        return row.problem
    if raw.doubt:
        left = "talen är utelämnade" if len(row.cuts) > 1 else "de står kvar som de är tryckta"
        return f"raderna räknar avvikelsen åt olika håll, och det går inte att avgöra vilket som gäller; {left}"
    if ways and score(kept[0], ways) is None:
        return f"talen följer inte {_arithmetic(raw.hypothesis.direction(side))}; de står kvar som de är tryckta"
    return ""
