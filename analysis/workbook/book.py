"""The two workbooks: the board's pages with the answers, and the appendix in which every figure can be tested."""

from __future__ import annotations

from pathlib import Path

from analysis.explanations.audit.budgets import load_budgets
from analysis.explanations.audit.mixes import load_mixes
from analysis.explanations.audit.payers import load_payers
from analysis.explanations.audit.projects import load_estimates
from analysis.explanations.causes import load_causes
from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, years
from analysis.explanations.forecasts import forecast_years
from analysis.explanations.measures import load_measures
from analysis.explanations.sensitivity import load_drivers
from analysis.explanations.subjects import load_splits, load_subjects
from analysis.ledger.claims import load_claims
from analysis.ledger.figures import DRIFT as DRIFT_KIND
from analysis.statements.folder import Data, opened
from analysis.statements.load import load_staff, load_volumes
from analysis.statements.sums import money_tables
from analysis.workbook.binding import BookSheet, Stage, asked, bound
from analysis.workbook.charts import NAME as CHARTS
from analysis.workbook.desk import Desk, chart_sheet
from analysis.workbook.sheets.as_printed import INVESTMENTS, VOLUMES, investment_sheet, volume_sheet
from analysis.workbook.sheets.audit.balance import NAME as BALANCE
from analysis.workbook.sheets.audit.balance import balance_sheet, has_balance
from analysis.workbook.sheets.audit.budget import NAME as BUDGET
from analysis.workbook.sheets.audit.budget import budget_sheet
from analysis.workbook.sheets.audit.mixes import NAME as MIX
from analysis.workbook.sheets.audit.mixes import mix_sheet
from analysis.workbook.sheets.audit.payers import NAME as PAYERS
from analysis.workbook.sheets.audit.payers import payer_sheet
from analysis.workbook.sheets.audit.projects import NAME as PROJECTS
from analysis.workbook.sheets.audit.projects import project_sheet
from analysis.workbook.sheets.audit.unit_costs import NAME as UNIT_COSTS
from analysis.workbook.sheets.audit.unit_costs import has_unit_costs, unit_cost_sheet
from analysis.workbook.sheets.board.between import NAME as BETWEEN
from analysis.workbook.sheets.board.between import between_page
from analysis.workbook.sheets.board.deviations import NAME as DEVIATIONS
from analysis.workbook.sheets.board.deviations import deviation_page
from analysis.workbook.sheets.board.figures import NAME as NUMBERS
from analysis.workbook.sheets.board.figures import figure_page, open_figures
from analysis.workbook.sheets.board.subject import subject_pages
from analysis.workbook.sheets.board.summary import NAME as FRONT
from analysis.workbook.sheets.board.summary import summary_page
from analysis.workbook.sheets.checks import CHECKS, CLAIMS, check_sheet, claim_sheet
from analysis.workbook.sheets.contents import CONTENTS, READING, SOURCES, contents_sheet, reading_sheet, source_sheet
from analysis.workbook.sheets.figures import FIGURES, SERIES, figure_sheet, series_sheet
from analysis.workbook.sheets.forecast import NAME as FORECAST
from analysis.workbook.sheets.forecast import forecast_sheet
from analysis.workbook.sheets.months import NAME as MONTHS
from analysis.workbook.sheets.months import month_sheets, month_years
from analysis.workbook.sheets.reasons import NAME as REASONS
from analysis.workbook.sheets.reasons import reason_sheet
from analysis.workbook.sheets.scenario import NAME as SCENARIO
from analysis.workbook.sheets.scenario import scenario_sheet, split_years
from analysis.workbook.sheets.sensitivity import NAME as SENSITIVITY
from analysis.workbook.sheets.sensitivity import sensitivity_sheet
from analysis.workbook.sheets.statement import NAME as DRIFT
from analysis.workbook.sheets.statement import drift_sheets
from analysis.workbook.sheets.yardsticks.accuracy import NAME as ACCURACY
from analysis.workbook.sheets.yardsticks.accuracy import accuracy_sheet
from analysis.workbook.sheets.yardsticks.checklist import NAME as CHECKLIST
from analysis.workbook.sheets.yardsticks.checklist import checklist_sheet
from analysis.workbook.sheets.yardsticks.goals import NAME as GOALS
from analysis.workbook.sheets.yardsticks.goals import goal_sheet, has_goals
from analysis.workbook.sheets.yardsticks.monthly import NAME as MONTHLY
from analysis.workbook.sheets.yardsticks.monthly import monthly_sheet, monthly_years
from analysis.workbook.sheets.yardsticks.peers import NAME as PEERS
from analysis.workbook.sheets.yardsticks.peers import has_peers, peer_sheet


def _each_year(desk: Desk) -> list[tuple[str, ...]]:
    return [(str(year),) for year in years(data=desk.folder)]


def _if_followed(desk: Desk) -> list[tuple[str, ...]]:
    """Give the sheet where the year, or a later one, is followed up."""
    return [()] if any(year >= desk.year for year in forecast_years(data=desk.folder)) else []


def _each_month_year(desk: Desk) -> list[tuple[str, ...]]:
    return [(str(year),) for year in month_years(desk)]


def _if_monthly(desk: Desk) -> list[tuple[str, ...]]:
    return [] if monthly_years(desk) is None else [()]


def _if_drawn(desk: Desk) -> list[tuple[str, ...]]:
    """Give the sheet where another one has charts."""
    return _if_followed(desk) or (_each_month_year(desk)[:1] and [()])


def _if_split(desk: Desk) -> list[tuple[str, ...]]:
    """Give the sheet where a cost can be split between the years, or the year before and the year."""
    found = (split_years(one, desk.year, desk.since, desk.folder) for one in load_splits(desk.folder))
    return [()] if any(not one.frame.empty for one in found) else []


def _if_invested(desk: Desk) -> list[tuple[str, ...]]:
    return [] if all(frame.empty for kind, frame in money_tables(desk.folder).items() if kind != DRIFT_KIND) else [()]


def _if_measured(desk: Desk) -> list[tuple[str, ...]]:
    return [] if load_volumes(data=desk.folder).empty and load_staff(data=desk.folder).empty else [()]


def _if_told(desk: Desk) -> list[tuple[str, ...]]:
    """Give the sheet where a report states a cause, or the board did something."""
    return [()] if load_causes(desk.folder) or load_measures(desk.folder) else []


def _if_budgeted(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_budgets(desk.folder) else []


def _if_balanced(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if has_balance(desk) else []


def _if_paid(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_payers(desk.folder) else []


def _if_estimated(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_estimates(desk.folder) else []


def _if_mixed(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_mixes(desk.folder) else []


def _if_priced(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if has_unit_costs(desk) else []


def _if_driven(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_drivers(desk.folder) else []


def _if_aimed(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if has_goals(desk) else []


def _if_saved(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if has_peers(desk) else []


def _if_claimed(desk: Desk) -> list[tuple[str, ...]]:
    return [()] if load_claims(desk.folder) else []


def _each_subject(desk: Desk) -> list[tuple[str, ...]]:
    return [(one.name, one.title) for one in load_subjects(desk.folder)]


BOARD = (  # in the order in which a board reads them
    BookSheet(FRONT, "svaren på en sida", summary_page, Stage.SUMMED_UP),
    BookSheet(BETWEEN, "varför nettokostnaden och avvikelsen ändrades mellan åren", between_page),
    BookSheet(DEVIATIONS, "raderna bakom årets avvikelse, störst först", deviation_page, Stage.PRINTED),
    BookSheet("{0}", "{1}", subject_pages, there=_each_subject),
    BookSheet(NUMBERS, "hur talen har prövats, och var vart och ett står", figure_page, Stage.ALLOTTED),
)
_PLACES = BookSheet(NUMBERS, "", open_figures, Stage.DRAWN)

AUDIT = (
    BookSheet(CONTENTS, "vilka blad det finns", contents_sheet, Stage.SUMMED_UP),
    BookSheet(CHECKLIST, "vad en analys ska ge, vad uppgifterna räcker till och vad som saknas", checklist_sheet),
    BookSheet(
        DRIFT,
        "driftredovisningen rad för rad, med summor och avvikelser omräknade",
        drift_sheets,
        Stage.PRINTED,
        _each_year,
    ),
    BookSheet(BUDGET, "från ursprunglig budget till slutlig budget och utfall", budget_sheet, there=_if_budgeted),
    BookSheet(PAYERS, "bruttokostnad, vad andra huvudmän betalar och nettokostnad", payer_sheet, there=_if_paid),
    BookSheet(
        FORECAST,
        "hur prognosen flyttade sig under året, och hur långt från utfallet den var",
        forecast_sheet,
        there=_if_followed,
    ),
    BookSheet(
        ACCURACY,
        "hur långt från utfallet tidigare års prognoser har legat, och årets med spann",
        accuracy_sheet,
        there=_if_followed,
    ),
    BookSheet(BALANCE, "från prognosen över åtgärderna till det som är kvar", balance_sheet, there=_if_balanced),
    BookSheet(MONTHS, "vad varje månad kom till, ensam och ackumulerat", month_sheets, there=_each_month_year),
    BookSheet(
        MONTHLY,
        "årets profil mot tidigare år, och om månadernas ändringar är signal eller brus",
        monthly_sheet,
        there=_if_monthly,
    ),
    BookSheet(INVESTMENTS, "årets investeringar och ombudgeteringar", investment_sheet, Stage.PRINTED, _if_invested),
    BookSheet(PROJECTS, "vad projekten beräknas kosta mot vad som är beslutat", project_sheet, there=_if_estimated),
    BookSheet(VOLUMES, "volymer och personaltal så som de är tryckta", volume_sheet, Stage.PRINTED, _if_measured),
    BookSheet(REASONS, "alla orsaker och åtgärder som rapporterna anger", reason_sheet, there=_if_told),
    BookSheet(SCENARIO, "volym och pris, och vad andra tal skulle ge", scenario_sheet, there=_if_split),
    BookSheet(MIX, "vad volym, mix av former och pris gjorde med kostnaden", mix_sheet, there=_if_mixed),
    BookSheet(UNIT_COSTS, "vad en enhet kostade mot gränser och egna tidigare år", unit_cost_sheet, there=_if_priced),
    BookSheet(SENSITIVITY, "vad en förändring ger, och hur stor den måste vara", sensitivity_sheet, there=_if_driven),
    BookSheet(GOALS, "mål och indikatorer bredvid vad ämnet kostade", goal_sheet, there=_if_aimed),
    BookSheet(PEERS, "den egna kommunen mot en grupp av liknande", peer_sheet, there=_if_saved),
    BookSheet(
        CLAIMS, "rapporternas påståenden prövade, och egna avstämningar", claim_sheet, Stage.REPORTED, _if_claimed
    ),
    BookSheet(CHECKS, "tryckta summor och avvikelser omräknade", check_sheet),
    BookSheet(SERIES, "vilka år som mäter samma sak", series_sheet, Stage.REPORTED),
    BookSheet(FIGURES, "varje tal, dess uträkning och dess källa", figure_sheet, Stage.LEDGER),
    BookSheet(SOURCES, "dokumenten och vad som saknas i dem", source_sheet, Stage.REPORTED),
    BookSheet(READING, "tolkningar vid inläsningen", reading_sheet, Stage.REPORTED),
    BookSheet(CHARTS, "talen som diagrammen ritas av", chart_sheet, Stage.DRAWN, _if_drawn),
)


def write_board_workbook(
    path: str | Path,
    year: int | None = None,
    compared_with: int | None = None,
    thresholds: tuple[float, float] = (LEAST_TKR, LEAST_PERCENT),
    *,
    data: Data | None = None,
    board: str | None = None,
) -> Path:
    """Write *Underlag till nämnden*: the answers on one page, then a page each for years, deviations and subjects.

    Every number in a table is printed in a report or a live formula over such numbers, and carries its value, so that a
    phone, a preview and `pandas.read_excel` show it. The last sheet holds the figures that the pages use, each with its
    document, section and line.

    Parameters
    ----------
    path
        The file to write, an .xlsx. An existing one is replaced only once the new one is whole.
    year
        The year that the workbook is about; the newest one where none is given.
    compared_with
        The year to compare it with; the newest earlier one with a net cost where none is given.
    thresholds
        A line is material from so many tkr and so many per cent of its budget.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    Path
        The file written. The same data give the same bytes.

    Raises
    ------
    DataError
        When a year is unknown, the two are the same, or a data file is wrong.
    OutputError
        When the file cannot be written; what was there is kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> with TemporaryDirectory() as folder:
    ...     book = pd.read_excel(write_board_workbook(Path(folder, "bok.xlsx")), sheet_name=None, engine="openpyxl")
    >>> list(book)
    ['Sammanfattning', 'Mellan åren', 'Avvikelser', 'HVB-placeringar', 'Konsulter', 'Ekonomiskt bistånd',
     'Tal och prövning']
    """
    about = asked(year, compared_with, thresholds, opened(data, board))
    return bound(path, (*BOARD, _PLACES), "Underlag till nämnden", about)


def write_audit_workbook(
    path: str | Path,
    year: int | None = None,
    compared_with: int | None = None,
    thresholds: tuple[float, float] = (LEAST_TKR, LEAST_PERCENT),
    *,
    data: Data | None = None,
    board: str | None = None,
) -> Path:
    """Write *Bilaga för granskning*: all tables as printed, every figure, cause, check and claim, and the sources.

    Each deviation, sum and computed figure is a live formula that carries its value. A figure of the board's workbook
    is found on the sheet Uppgifter by its id.

    Parameters
    ----------
    path, year, compared_with, thresholds, data, board
        As of `write_board_workbook`.

    Returns
    -------
    Path
        The file written. The same data give the same bytes.

    Raises
    ------
    DataError, OutputError
        As of `write_board_workbook`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> with TemporaryDirectory() as folder:
    ...     book = pd.read_excel(write_audit_workbook(Path(folder, "bok.xlsx")), sheet_name=None, engine="openpyxl")
    >>> list(book)
    ['Innehåll', 'Checklista', 'Driftredovisning 2017', 'Driftredovisning 2020', 'Budgetens väg', 'Vems pengar',
     'Investeringar', 'Volymer och personal', 'Orsaker och åtgärder', 'Scenario', 'Styckkostnader', 'Känslighet',
     'Mål och kostnad', 'Påståenden', 'Kontroller', 'Jämförbarhet', 'Uppgifter', 'Källor', 'Läsning']
    """
    return bound(path, AUDIT, "Bilaga för granskning", asked(year, compared_with, thresholds, opened(data, board)))
