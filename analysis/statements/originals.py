"""The original budget of each line, where the operating statement prints a column of it beside the final one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from analysis.statements.folder import Folder, kept
from analysis.statements.main import main_statements
from analysis.statements.register import load_tables

_HEAD = re.compile(r"\bursprunglig", re.IGNORECASE)


class Original(NamedTuple):
    """What a line was budgeted at first: in tkr, cost negative, with one step of its last digit."""

    post: str
    förälder: str
    budget_tkr: Decimal
    upplösning_tkr: Decimal
    dokument: str
    avsnitt: str
    rad: int
    är_summa: bool


@kept
def printed_originals(folder: Folder, year: int) -> tuple[Original, ...]:
    """Find the column of original budgets in the operating statement of a year; nothing where it has none.

    Sign and unit are those of the final budget on the same line; a line without one, or with one of 0, is left out.

    Examples
    --------
    >>> printed_originals(None, 2020)
    ()
    """
    statement = main_statements(folder).get(year)
    if statement is None:
        return ()
    lines = {line.rad: line for line in statement.lines if line.budget_tkr}
    found = list[Original]()
    for one in load_tables(folder):
        for table in one.tables if one.document["id"] == statement.document else ():
            heads = [column.name for column in table.columns if column.kind == "tal"]
            first = next((at for at, name in enumerate(heads) if _HEAD.search(name)), None)
            final = [
                at
                for at, column in enumerate(one for one in table.columns if one.kind == "tal")
                if column.role == "budget" and at != first
            ]
            if first is None or not final:
                continue
            for row in table.rows:
                line, own, last = lines.get(row.line), row.cut[first], row.cut[final[-1]]
                if line is None or line.budget_tkr is None or own is None or last is None or not last.value:
                    continue
                factor = line.budget_tkr / last.value
                found.append(
                    Original(
                        *(line.post, line.förälder, own.value * factor, own.resolution * abs(factor)),
                        *(line.dokument, line.avsnitt, line.rad, line is statement.total),
                    )
                )
    return tuple(found)
