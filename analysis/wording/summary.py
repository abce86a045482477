"""What was read and what was found, in a few Swedish lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.deviations import years
from analysis.frames import records
from analysis.ledger.claims import audit_claims
from analysis.ledger.crosswalk import concepts, unknown_lines
from analysis.paths import DATA
from analysis.readers.tables import DOUBTFUL
from analysis.statements.checks import DIFFERS, UNTESTABLE, reconcile
from analysis.statements.register import load_tables
from analysis.swedish import Text, count
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.wording.narrate import describe_checks, describe_claims, describe_year


def summarise(data: Path = DATA) -> list[Text]:
    """Say what was read, how each year ended, and which printed figures do not hold.

    Parameters
    ----------
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(summarise()[0])
    Läst: Socialnämndens årsredovisning 2017 (tre tabeller, 37 rader, alla säkert lästa).
    """
    described = (describe_year(year, data) for year in years(data))
    return [
        *_read(data),
        *described,
        describe_checks(None, data),
        *_faults(data),
        *_claims(data),
        *_unknown(data),
    ]


def checks_of(year: int | None = None, data: Path = DATA) -> pd.DataFrame:
    """Return the checks of a year, or of all years.

    Parameters
    ----------
    year
        A year that something is checked in, or None for all.
    data
        The folder that holds the register.

    Raises
    ------
    DataError
        When nothing is checked in the year; the years that have checks are named.

    Examples
    --------
    >>> len(checks_of(2020)), len(checks_of())
    (46, 73)
    """
    checks = reconcile(data)
    if year is None:
        return checks
    if year not in set(checks["år"]):
        known = ", ".join(str(one) for one in sorted(set(checks["år"]))) or "–"
        raise DataError(fault("unknown-year", "kontroller", seen=year, known=known))
    return checks[checks["år"] == year]


def unsettled_claims(data: Path = DATA) -> pd.DataFrame:
    """Return the claims of the reports that do not hold or cannot be tested, those that do not hold first.

    Examples
    --------
    >>> unsettled_claims()["utslag"].unique().tolist()
    ['avviker', 'kan inte prövas']
    """
    audit = audit_claims(data)
    return pd.concat([audit[audit["utslag"] == kind] for kind in (DIFFERS, UNTESTABLE)], ignore_index=True)


def _read(data: Path) -> Iterator[Text]:
    for document, tables in load_tables(data):
        rows = [row for table in tables for row in table.rows]
        doubts = sum(row.certainty == DOUBTFUL for row in rows)
        doubt = count(doubts, "rad tveksam", "rader tveksamma") if doubts else "alla säkert lästa"
        sizes = f"{count(len(tables), 'tabell', 'tabeller')}, {count(len(rows), 'rad', 'rader')}"
        yield Text(f"Läst: {document['title']} ({sizes}, {doubt}).")


def _faults(data: Path) -> Iterator[Text]:
    checks = reconcile(data)
    for check in checks[checks["utslag"].isin([DIFFERS, UNTESTABLE])].itertuples():
        place = f"{check.dokument} rad {check.rad}"
        yield Text(f"{check.utslag}: {check.år} {check.post}, {check.kontroll}, {check.storhet} ({place}).")


def _claims(data: Path) -> Iterator[Text]:
    """Say how the statements of the reports hold, and name those that do not."""
    audit = audit_claims(data)
    if not audit.empty:
        yield describe_claims(data)
    for claim in records(audit[audit["utslag"] == DIFFERS]):
        numbers = [format_number(claim[name], decimals_of(claim[name])) for name in ("påstått", "beräknat")]
        what = claim["påstående"].rstrip(".")
        place = f"{claim['dokument']}, {claim['avsnitt']}"
        yield Text(f"avviker: {what}: påstått {numbers[0]}, beräknat {numbers[1]} {claim['enhet']} ({place}).")


def _unknown(data: Path) -> Iterator[Text]:
    """Name the lines that the crosswalk does not know, where there is a crosswalk."""
    if concepts(data).empty:
        return
    for line in records(unknown_lines(data)):
        place = f"{line['dokument']} rad {line['rad']}"
        yield Text(f"okänd rad: {line['post']} ({place}); närmast kända: {line['närmast_kända']}.")
