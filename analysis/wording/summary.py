"""What the reports of a folder hold and how it held, in lines and in the rows that commands show."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.deviations import years
from analysis.frames import records
from analysis.ledger.claims import audit_claims
from analysis.ledger.compare import unknown_lines
from analysis.ledger.crosswalk import load_crosswalk
from analysis.statements.checks import DIFFERS, UNTESTABLE, reconcile
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.register import left_out, load_tables, place_in_file
from analysis.swedish import Text, count
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.wording.terminal import doubts_of, placed
from analysis.wording.trust import describe_checks, describe_claims
from analysis.wording.year import describe_year


def summarise(*, data: Data | None = None, board: str | None = None) -> list[Text]:
    """Say what was read, how each year ended, and which printed figures do not hold.

    Parameters
    ----------
    data, board
        The folder that holds the register, and the board where it has several.

    Examples
    --------
    >>> print(summarise()[0])
    Läst: Socialnämndens årsredovisning 2017 (tre tabeller, 37 rader, alla säkert lästa).
    """
    folder = opened(data, board)
    described = (describe_year(year, data=folder) for year in years(data=folder))
    return [
        *describe_reports(folder),
        *_left_out(folder),
        *described,
        describe_checks(None, data=folder),
        *_faults(folder),
        *_claims(folder),
        *_unknown(folder),
    ]


def checks_of(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Return the checks of a year, or of all years.

    Parameters
    ----------
    year
        A year that something is checked in, or None for all.
    data, board
        The folder that holds the register, and the board where it has several.

    Raises
    ------
    DataError
        When nothing is checked in the year; the years that have checks are named.

    Examples
    --------
    >>> len(checks_of(2020)), len(checks_of())
    (46, 73)
    """
    folder = opened(data, board)
    checks = placed(reconcile(data=folder), lambda document, line: place_in_file(folder, document, line))
    if year is None:
        return checks
    if year not in set(checks["år"]):
        known = ", ".join(str(one) for one in sorted(set(checks["år"]))) or "–"
        raise DataError(fault("unknown-year", "kontroller", seen=year, known=known))
    return checks[checks["år"] == year]


def unsettled_claims(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Return the claims of the reports that do not hold or cannot be tested, those that do not hold first.

    Examples
    --------
    >>> unsettled_claims()["utslag"].unique().tolist()
    ['avviker', 'kan inte prövas']
    """
    folder = opened(data, board)
    audit = audit_claims(data=folder)
    return pd.concat([audit[audit["utslag"] == kind] for kind in (DIFFERS, UNTESTABLE)], ignore_index=True)


def describe_reports(folder: Folder) -> Iterator[Text]:
    """Say of each report how many tables and rows were read, and how many with doubt."""
    for document, tables in load_tables(folder):
        rows = [doubt for table in tables for doubt in doubts_of(table)]
        doubts = sum(map(bool, rows))
        doubt = count(doubts, "rad tveksam", "rader tveksamma") if doubts else "alla säkert lästa"
        sizes = f"{count(len(tables), 'tabell', 'tabeller')}, {count(len(rows), 'rad', 'rader')}"
        yield Text(f"Läst: {document['title']} ({sizes}, {doubt}).")


def _left_out(folder: Folder) -> Iterator[Text]:
    """Name the tables that are not among the figures."""
    for one in left_out(folder):
        yield Text(f"{one.note()}")


def _faults(folder: Folder) -> Iterator[Text]:
    checks = reconcile(data=folder)
    for check in records(checks[checks["utslag"].isin([DIFFERS, UNTESTABLE])]):
        place = f"{check['dokument']} {place_in_file(folder, check['dokument'], check['rad'])}"
        said = ", ".join([f"{check['år']} {check['post']}", check["kontroll"], check["storhet"]])
        yield Text(f"{check['utslag']}: {said} ({place}).")


def _claims(folder: Folder) -> Iterator[Text]:
    """Say how the statements of the reports hold, and name those that do not."""
    audit = audit_claims(data=folder)
    if not audit.empty:
        yield describe_claims(data=folder)
    for claim in records(audit[audit["utslag"] == DIFFERS]):
        numbers = [format_number(claim[name], decimals_of(claim[name])) for name in ("påstått", "beräknat")]
        what = claim["påstående"].rstrip(".")
        place = f"{claim['dokument']}, {claim['avsnitt']}"
        yield Text(f"avviker: {what}: påstått {numbers[0]}, beräknat {numbers[1]} {claim['enhet']} ({place}).")


def _unknown(folder: Folder) -> Iterator[Text]:
    """Name the lines that the crosswalk does not know, where there is a crosswalk."""
    if not any(entry.is_written for entry in load_crosswalk(folder)):
        return
    for line in records(unknown_lines(data=folder)):
        place = f"{line['dokument']} {place_in_file(folder, line['dokument'], line['rad'])}"
        yield Text(f"okänd rad: {line['post']} ({place}); närmast kända: {line['närmast_kända']}.")
