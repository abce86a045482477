"""A year's deviation opened up: lines, parts, causes, measures, sources, and what compares with another year."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.errors import AnalysisError
from analysis.explanations.bridges import bridge
from analysis.explanations.causes import Cause, causes_of_line, causes_of_total, marked
from analysis.explanations.deviations import (
    LEAST_PERCENT,
    LEAST_TKR,
    REST,
    TURNED,
    YES,
    Ranked,
    ranked_lines,
    total_of,
)
from analysis.explanations.effects import EFFECT, RESTATED, STATED, UNEXPLAINED, UNSTATED
from analysis.explanations.effects import REST as LEFT
from analysis.explanations.measures import Action, load_measures
from analysis.frames import NUMBER, TEXT, WHOLE, Record, frame_of, records
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import references
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.lines import MoneyLine
from analysis.statements.main import main_statements
from analysis.statements.register import load_documents
from analysis.swedish import capital, count, tkr
from analysis.vocabulary.numerals import exact, format_number
from analysis.wording.changes import describe_adjustment, describe_bridge, describe_change, why
from analysis.wording.views import View

TREE = {"nivå": WHOLE, "slag": TEXT, "text": TEXT, "avvikelse_tkr": NUMBER, "jämförbar": TEXT, "källa": TEXT}
TOTAL, LINE, CAUSE, MEASURE, COMPARED, STEP, SOURCE = "summa", "rad", "orsak", "åtgärd", "jämförelse", "steg", "källa"
COMPARES, DOES_NOT = "ja", "nej"
_GREY, _INK = "#6b6b6b", "#222222"  # both dark enough to be read on white
_WORDS = {CAUSE: "Orsak", MEASURE: "Åtgärd", COMPARED: "Jämfört", SOURCE: "Källa"}
_SHUT = "går inte att jämföra: "
_CAUSES = {STATED: "orsak uppgiven", UNSTATED: "orsak ej angiven", UNEXPLAINED: "oförklarat"}


class Node(NamedTuple):
    """Something that is told of a year's deviation, and what it opens to."""

    slag: str
    text: str
    avvikelse_tkr: Decimal | None = None
    jämförbar: str = ""
    källa: str = ""
    below: tuple[Node, ...] = ()


class Row(NamedTuple):
    """A node with how far down it stands, named as in `Tree.frame`."""

    nivå: int
    slag: str
    text: str
    avvikelse_tkr: Decimal | None
    jämförbar: str
    källa: str


class Tree(View):
    """A tree that opens where it is clicked, and a text with everything where it cannot be.

    Attributes
    ----------
    top
        The total, with all that it opens to.
    frame
        One row a node, from the top down: ``nivå`` (0 is the total), ``slag``, ``text``, ``avvikelse_tkr`` (minus =
        underskott, or worse), ``jämförbar`` (``ja``, ``nej`` or empty) and ``källa`` (document, section and line).
    """

    def __init__(self, top: Node) -> None:
        self.top = top
        rows = list(_rows(top, 0))
        self.frame = frame_of("träd", rows, TREE)
        super().__init__(
            ["Vad", "Avvikelse"], [[_said(row), _amount(row.avvikelse_tkr)] for row in rows], [False, True]
        )

    def __repr__(self) -> str:
        return "\n".join(": ".join(filter(None, row)) for row in self.rows)

    def _repr_html_(self) -> str:
        return f'<div style="max-width: 60em; line-height: 1.5">{_opened(self.top, is_open=True)}</div>'


def explain_tree(
    year: int,
    since: int | None = None,
    least_tkr: float = LEAST_TKR,
    least_percent: float = LEAST_PERCENT,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> Tree:
    r"""Open up a year's deviation: from the total to lines, their parts, causes, measures, comparison and sources.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    since
        The year to compare with; nothing is compared where none is given.
    least_tkr, least_percent
        As of `analysis.rank_deviations`: a line that is material says so.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    Tree
        What does not compare with the other year stands in grey with its reason. The deviations of the lines add up to
        the total exactly.

    Raises
    ------
    DataError
        When the year has no operating statement with a total, or a data file is wrong.

    Examples
    --------
    >>> found = explain_tree(2020, 2019).frame
    >>> found.loc[:1, ["nivå", "slag", "avvikelse_tkr"]]
       nivå   slag  avvikelse_tkr
    0     0  summa       -27660.0
    1     1    rad       -16644.0
    """
    folder = opened(data, board)
    total, places = total_of(folder, year), _Places(folder)
    ranked = ranked_lines(folder, year, least_tkr, least_percent)
    text = f"Avvikelse {year}: utfall {tkr(float(total.utfall_tkr))}, budget {tkr(float(total.budget_tkr))}"
    measures = [one for one in load_measures(folder) if one.år == year and not one.vad]
    below = [
        *_grouped([(one, _line(one, year, since, places)) for one in ranked], year, folder),
        *_together(CAUSE, "Orsaker som gäller hela året", places.causes(causes_of_total(folder, year))),
        *_together(MEASURE, "Åtgärder som gäller hela året", places.measures(measures)),
        *([] if since in {None, year} else _between(year, int(since or 0), places)),
        *places.total(total.line, year),
    ]
    return Tree(Node(TOTAL, text, total.avvikelse_tkr, below=tuple(below)))


class _Places:
    """Writes where something stands by the titles of the documents."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        documents = load_documents(data=folder)
        self._titles = dict(zip(documents["id"], documents["title"], strict=True))

    def said(self, document: str, section: str, line: int | None, place: str = "") -> str:
        where = place or (f"rad {line}" if line else "")
        return ", ".join(filter(None, (str(self._titles.get(document, document)), section, where)))

    def source(self, document: str, section: str, line: int | None, place: str = "") -> Node:
        said = self.said(document, section, line, place)
        return Node(SOURCE, said, källa=said)

    def figure(self, figure: Figure) -> Node:
        return self.source(figure.document, figure.section, figure.report_line, figure.place)

    def total(self, line: MoneyLine, year: int) -> list[Node]:
        found = load_ledger(self.folder).line(line.dokument, line.rad, year)
        return [self.figure(one) for one in list(found.values())[:1]]

    def causes(self, causes: Iterable[Cause]) -> list[Node]:
        return [
            Node(CAUSE, f"{f'Om {one.avser_del}: ' if one.avser_del else ''}{marked(one, *_risk(one))}",
                 one.belopp_tkr, källa=self.said(one.dokument, one.avsnitt, one.rad))
            for one in causes
        ]  # fmt: skip

    def measures(self, measures: Iterable[Action]) -> list[Node]:
        return [
            Node(MEASURE, f"({one.läge}) {one.åtgärd}", one.effekt_tkr,
                 källa=self.said(one.dokument, one.avsnitt, one.rad))
            for one in measures
        ]  # fmt: skip


def _together(kind: str, text: str, below: Sequence[Node]) -> list[Node]:
    """Put what is told of the year as a whole below one heading."""
    return [Node(kind, f"{text} ({len(below)})", below=tuple(below))] if below else []


def _risk(cause: Cause) -> list[str]:
    return ["nämns som risk"] if cause.is_risk else []


def _line(line: Ranked, year: int, since: int | None, places: _Places) -> Node:
    """Tell of a line: its figures, what the report says of it, whether it compares, where it is printed."""
    folder = places.folder
    figure = load_ledger(folder).figures.get(line.källa.split("; ")[0])
    figures = f"utfall {_money(line.utfall_tkr)}, budget {_money(line.budget_tkr)}"
    marks = [figures, *(["väsentlig"] if line.väsentlig == YES else [])]
    marks += ["budget med motsatt tecken"] if line.slag == TURNED else []
    marks += [_CAUSES.get(line.orsak, line.orsak)] if line.väsentlig == YES and line.orsak != STATED else []
    below = list[Node]()
    if figure and figure.cell and not line.post.endswith(REST):
        label = figure.cell.label
        below += places.causes(causes_of_line(folder, figure.document, label, year))
        below += places.measures(
            one for one in load_measures(folder) if (one.vad, one.dokument, one.år) == (label, figure.document, year)
        )
        below += [] if since in {None, year} else [_beside(figure, year, int(since or 0), folder)]
    below += [places.figure(figure)] if figure else []
    return Node(LINE, f"{line.post} ({', '.join(marks)})", line.avvikelse_tkr, below=tuple(below))


def _beside(figure: Figure, year: int, since: int, folder: Folder) -> Node:
    """Say how what a line measures changed since another year, or why that cannot be said."""
    ids = {one.id for one in load_ledger(folder).line(figure.document, figure.line or 0, year).values()}
    concept = next(
        (
            one.row["concept"]
            for one in load_crosswalk(folder)
            if one.year == year and {part.name for part in references(one.node)} <= ids and one.quantity
        ),
        "",
    )
    if not concept:
        return Node(COMPARED, f"{_SHUT}Raden är inte kopplad till {since} (i concepts.csv).", jämförbar=DOES_NOT)
    return _change(concept, year, since, folder)


def _change(concept: str, year: int, since: int, folder: Folder) -> Node:
    try:
        compared(concept, min(since, year), max(since, year), folder)
    except AnalysisError as error:
        reason = why(error)
        said = reason if reason.startswith(concept) else f"{concept}: {reason}"
        return Node(COMPARED, f"{_SHUT}{capital(said)}", jämförbar=DOES_NOT)
    return Node(COMPARED, str(describe_change(concept, year, since, data=folder)), jämförbar=COMPARES)


def _grouped(lines: Sequence[tuple[Ranked, Node]], year: int, folder: Folder) -> Iterator[Node]:
    """Put lines that are printed as parts of another below it, the largest first."""
    printed = {(one.dokument, one.rad): one for one in main_statements(folder)[year].lines}
    whole = {one.post: one for one in printed.values() if not one.förälder}
    groups = dict[str, list[Node]]()
    for line, node in lines:
        groups.setdefault(_parent(line, printed, whole), []).append(node)
    for name, own in groups.items():
        if not name:
            yield from own
            continue
        money = whole[name]
        text = f"{name} (utfall {_money(money.utfall_tkr)}, budget {_money(money.budget_tkr)})"
        values = [one.avvikelse_tkr for one in own if one.avvikelse_tkr is not None]
        yield Node(LINE, text, sum(values, Decimal(0)), below=tuple(own))


def _parent(line: Ranked, printed: dict[tuple[str, int], MoneyLine], whole: dict[str, MoneyLine]) -> str:
    """Return the printed line that a line is a part of; nothing where it is of none."""
    if line.post.endswith(REST):
        name = line.post.removesuffix(REST)
        return name if name in whole else ""
    own = next((one for one in printed.values() if one.post == line.post or _told_apart(one) == line.post), None)
    return own.förälder if own and own.förälder in whole else ""


def _told_apart(line: MoneyLine) -> str:
    return f"{line.post} ({line.förälder.lower()})"


def _between(year: int, since: int, places: _Places) -> Iterator[Node]:
    """Tell how net cost and deviation changed, step by step, and what cannot be compared."""
    folder = places.folder
    try:
        steps = [one for one in records(bridge(year, since, data=folder)) if one["slag"] in {EFFECT, RESTATED, LEFT}]
    except AnalysisError as error:
        yield Node(COMPARED, f"{_SHUT}Nettokostnaden {since} och {year}: {why(error)}", jämförbar=DOES_NOT)
    else:
        below = [_step(one, folder, places) for one in steps]
        said = str(describe_bridge(year, since, data=folder)).partition(". ")[0]
        yield Node(COMPARED, f"{said}.", jämförbar=COMPARES, below=tuple(below))
        said = str(describe_adjustment(year, since, data=folder)).partition(". ")[0]
        yield Node(COMPARED, f"{said}.", jämförbar=COMPARES)
    if shut := _not_compared(year, since, folder):
        said = f"{count(len(shut), 'mått', 'mått')} har tal båda åren men mäter inte samma sak."
        yield Node(COMPARED, f"{_SHUT}{capital(said)}", jämförbar=DOES_NOT, below=tuple(shut))


def _step(row: Record, folder: Folder, places: _Places) -> Node:
    """Tell of a step of a bridge, with what it is made of."""
    ledger = load_ledger(folder)
    cause = f", {_CAUSES.get(row['orsak'], row['orsak'])}" if row["orsak"] else ""
    text = " ".join(filter(None, (f"{row['post']} ({row['tal']}{cause}).", row["skäl"])))
    own = [ledger.figures[one] for one in row["källa"].split("; ") if one in ledger.figures]
    return Node(STEP, text, exact(row["effekt_tkr"]), below=tuple(dict.fromkeys(map(places.figure, own))))


def _not_compared(year: int, since: int, folder: Folder) -> list[Node]:
    """List what has a value in both years and does not measure the same."""
    known = dict[str, set[int]]()
    for entry in load_crosswalk(folder):
        if entry.quantity:
            known.setdefault(entry.row["concept"], set()).add(entry.year)
    both = [name for name, years in known.items() if {year, since} <= years]
    return [one for one in (_change(name, year, since, folder) for name in both) if one.jämförbar == DOES_NOT]


def _money(value: Decimal | None) -> str:
    return format_number(value)


def _amount(value: Decimal | None) -> str:
    return "" if value is None else tkr(float(value), signed=True)


def _rows(node: Node, level: int) -> Iterator[Row]:
    yield Row(level, node.slag, node.text, node.avvikelse_tkr, node.jämförbar, node.källa)
    for one in node.below:
        yield from _rows(one, level + 1)


def _said(row: Row | Node) -> str:
    level = row.nivå if isinstance(row, Row) else 0
    lead = "\u2003" * (level - 1) + "└ " if level else ""
    word = f"{_WORDS[row.slag]}: " if row.slag in _WORDS and (row.källa or row.jämförbar) else ""
    place = f" [{row.källa}]" if row.källa and row.slag != SOURCE else ""
    return f"{lead}{word}{row.text}{place}"


def _opened(node: Node, *, is_open: bool = False) -> str:
    """Write a node as a part of a page that opens without any program behind it."""
    colour = _GREY if node.jämförbar == DOES_NOT else _INK
    style = "italic" if node.jämförbar == DOES_NOT else "normal"
    weight = "bold" if node.slag in {TOTAL, LINE} else "normal"
    value = _amount(node.avvikelse_tkr)
    number = f'<span style="float: right; padding-left: 1em; font-weight: bold">{value}</span>' if value else ""
    lead, _, rest = node.text.partition(" (") if node.slag == LINE else (node.text, "", "")
    text = f'<span style="font-weight: {weight}">{html.escape(_said(node._replace(text=lead)))}</span>'
    text += html.escape(f" ({rest}") if rest else ""
    own = f'<span style="color: {colour}; font-style: {style}">{number}{text}</span>'
    look = "border-bottom: 1px solid #e3e3e3; padding: 2px 0"
    if not node.below:
        return f'<div style="{look}; margin-left: 2.1em">{own}</div>\n'
    inner = "".join(_opened(one) for one in node.below)
    box = "margin-left: 1.1em" if node.slag != TOTAL else ""
    return (
        f'<details style="{box}"{" open" if is_open else ""}>'
        f'<summary style="{look}; cursor: pointer">{own}</summary>\n{inner}</details>\n'
    )
