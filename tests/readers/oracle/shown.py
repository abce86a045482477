"""A case, and the counts of many, as text for whoever works on the readers."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.readers.tables import Table
from tests.readers.oracle.run import Tally
from tests.readers.oracle.score import OUTCOMES, Score
from tests.readers.oracle.truth import Case


def described(number: int, case: Case, result: Score, tables: list[Table], refusal: str) -> str:
    """Show a case: the print, the truth, what was read, and what is wrong."""
    parts = [f"=== {number} {case.kind} {case.name} mutation: {case.mutation or 'none'}", case.shown, "--- truth"]
    for printed in case.tables:
        parts.append(f"unit {printed.unit}")
        parts += [
            f"  column {c.name!r} {set(c.roles)} {set(c.years)} {c.month or ''} {c.words or ''}"
            for c in printed.columns
        ]
        parts += [
            f"  {row.line}: {row.labels} <{row.heading}> {' | '.join(c.text for c in row.cells)}"
            for row in printed.rows
        ]
    parts.append(f"--- read {refusal}")
    for table in tables:
        parts.append(f"unit {table.unit} {table.kind} ”{table.title}”")
        parts += [f"  column {c.name!r} {c.role} {c.year or ''}" for c in table.columns]
        for row in table.rows:
            numbers = " | ".join("" if n is None else f"{n.value}{n.unit or ''}" for n in row.cut)
            parts.append(f"  {row.line}: {row.label!r} <{row.heading}> {numbers} {row.certainty} {row.doubt}")
        parts += [f"  note: {note}" for note in table.notes]
    parts += ["--- judged " + str(dict(result.cells))]
    parts += [f"  WRONG {one.cause}: read {one.read}; printed {one.printed}" for one in result.wrong]
    return "\n".join(parts)


def summary(tallies: Mapping[str, Tally]) -> str:
    """Print the counts of each kind, and of all."""
    counts = f"{'files':>7}{'tables':>7}{'rows':>7}{'refused':>9}"
    outcomes = "".join(f"{one:>14}" for one in OUTCOMES)
    head = f"{'kind':8}{counts}{outcomes}{'wrong rows':>12}{'wrong files':>12}{'headings':>9}{'turned':>7}  causes"
    total = Tally()
    for tally in tallies.values():
        total.join(tally)
    return "\n".join([head, *(_line(kind, tally) for kind, tally in tallies.items()), _line("all", total)])


def _line(kind: str, tally: Tally) -> str:
    cells = "".join(f"{tally.cells[one]:>14}" for one in OUTCOMES)
    causes = ", ".join(f"{cause} {count}" for cause, count in tally.causes.most_common())
    return (
        f"{kind:8}{tally.files:>7}{tally.tables:>7}{tally.rows:>7}{tally.refused:>9}{cells}"
        f"{tally.causes.total():>12}{tally.wrong_files:>12}{tally.headings:>9}{tally.turned:>7}  {causes}"
    )
