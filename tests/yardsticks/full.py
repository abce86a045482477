"""A made-up board that has all that the checklist asks for."""

from __future__ import annotations

from pathlib import Path

from analysis.data_files import COMMENTS, DOCUMENTS, MEASURES
from analysis.data_files.audited import ASKED, LIMITS, MIXES, PAYERS, PRINCIPLES, PROJECTS
from analysis.data_files.yardsticks import GOALS, KEY_FIGURES, PEERS
from tests.boards import columns_of, document_row, write_board, write_csv
from tests.follow_ups import FORECAST_HEAD, MONTHS
from tests.ledgers import Row, cause, claim_row, computed, concept, printed
from tests.yardsticks.saved import COST, COSTS, GROUP, NAMES, OWN, rows_of, save
from tests.yardsticks.years import month_text

YEAR = 2022
_BUDGET = {"Intäkter": 1000, "Kostnader": -5000}
_STAFF = "\n# Personal\n\nNyckeltal\tUtfall 2022\tUtfall 2021\nAntal anställda\t138\t130\nSjukfrånvaro (%)\t6,6\t6,2\n"
_INVESTED = (
    "\nInvesteringsredovisning (tkr)\n\n\tBeslutad total budget\tAck utfall\tAvvikelse\tBudget 2022\tUtfall 2022\t"
    "Avvikelse 2022\nDatorer\t-900\t-500\t400\t-300\t-200\t100\nSumma\t-900\t-500\t400\t-300\t-200\t100\n"
)
_OUTCOMES = {
    2021: {"Intäkter": [1000] * 12, "Kostnader": [-5000, -5100] * 6},
    2022: {"Intäkter": [1000] * 12, "Kostnader": [-5500, -5600] * 6},
    2023: {"Intäkter": [1000] * 6, "Kostnader": [-5400] * 6},
}
_FORECASTS = {(2021, 8): (12000, -60000), (2022, 3): (12000, -62000), (2022, 8): (12000, -65000)}


def _follow_up(month: int, forecasts: tuple[int, int]) -> str:
    """Write a follow-up of the two lines, on budget so far."""
    rows = {name: (_BUDGET[name] * month, _BUDGET[name] * month, _BUDGET[name] * 12) for name in _BUDGET}
    every = {name: (*row, forecast) for (name, row), forecast in zip(rows.items(), forecasts, strict=True)}
    every["Summa"] = tuple(map(sum, zip(*every.values(), strict=True)))  # type: ignore[assignment]
    lines = ("\t".join([name, *map(str, row), str(row[3] - row[2])]) for name, row in every.items())
    return FORECAST_HEAD + "\n".join(lines) + "\n"


def full_board(data: Path) -> Path:
    """Write the board, with 2022 as the year that it explains."""
    write_board(data, {})
    reports = {year: month_text(lines, _BUDGET) for year, lines in _OUTCOMES.items()}
    rows = [
        document_row(
            data,
            f"a-{year}",
            text + (_STAFF + _INVESTED if year == YEAR else ""),
            period="helår" if year <= YEAR else "januari–juni",
        )
        for year, text in reports.items()
    ]
    rows += [
        document_row(data, f"u-{month:02}-{year}", _follow_up(month, forecasts), period=MONTHS[month])
        for (year, month), forecasts in _FORECASTS.items()
    ]
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    _ledger(data)
    _told(data)
    _audited(data)
    _saved(data)
    return data


def _write(data: Path, name: str, *rows: Row) -> None:
    columns = columns_of(name)
    write_csv(data / name, columns, [[*row, *[""] * (len(columns) - len(row))] for row in rows])


def _ledger(data: Path) -> None:
    figures, concepts = list[Row](), list[Row]()
    for year, hours in ((2021, "100"), (2022, "120")):
        figures += [printed(f"timmar_{year}", hours, "0", "timmar"), printed(f"pris_{year}", "5", "0", "tkr/timmar")]
        figures += [computed(f"hemtjänst_{year}", f"-timmar_{year} * pris_{year}"), printed(f"lön_{year}", "-900")]
        figures += [printed(f"konsulter_{year}", "-300"), printed(f"nattpris_{year}", "8", "0", "tkr/timmar")]
        figures += [printed(f"nattimmar_{year}", "10", "0", "timmar")]
        concepts += [
            *(concept("hemtjänst", year, f"hemtjänst_{year}"), concept("timmar", year, f"timmar_{year}", "timmar")),
            *(concept("pris", year, f"pris_{year}", "tkr/timmar"), concept("lönekostnad", year, f"lön_{year}")),
            concept("konsulter", year, f"konsulter_{year}"),
            concept("nattimmar", year, f"nattimmar_{year}", "timmar"),
            concept("nattpris", year, f"nattpris_{year}", "tkr/timmar"),
        ]
    aim = concept("största underskott", YEAR, "-1000 tkr", role="mål")
    _write(data, "figures.csv", *figures)
    _write(data, "concepts.csv", *concepts, aim)
    _write(data, "claims.csv", claim_row("timmar_2022", "timmar_2021 + 20 timmar", document="a-2022", unit="timmar"))


def _told(data: Path) -> None:
    place = {"document": "a-2022", "year": "2022"}
    named = cause("", "Priset kan stiga.", kind="total", strength="nämner som risk", **place)
    _write(data, "causes.csv", cause("Kostnader", "Fler timmar.", amount="-3000 tkr", **place), named)
    told = ("a-2022", "Text", "9", "2022", "rad", "Kostnader", "Färre timmar.", "Nämnden", "2022-09", "pågår", "", "")
    measure = (*told, "500 tkr", "1500 tkr", "2022-09", "nej", "Enhetschefen", "", "")
    write_csv(data / MEASURES.name, MEASURES.names, [measure])
    write_csv(data / "comments.csv", COMMENTS.names, [["a-2022", "Kostnader", "2023-01-15", "Enheten", "Fler timmar."]])
    _write(data, "drivers.csv", ("en timme", "2022", "timmar", "pris_2022", "timmar_2022", ""))
    subject = {"begrepp": "hemtjänst", "lönekostnad": "lönekostnad", "inhyrd personal": "konsulter", "fråga": "Varför?"}
    _write(data, "subjects.csv", *(("Hemtjänst", kind, what) for kind, what in subject.items()))
    _write(data, "splits.csv", ("Hemtjänst", "Hemtjänst", "hemtjänst", "timmar", "pris"))
    goal = dict.fromkeys(GOALS.names, "") | {
        "document": "a-2022",
        "section": "Mål",
        "line": "7",
        "year": "2022",
        "subject": "Hemtjänst",
        "goal": "mer tid",
        "indicator": "timmar",
        "unit": "timmar",
        "outcome": "timmar_2022",
        "direction": "minst",
        "target": "110 timmar",
    }
    write_csv(data / "goals.csv", GOALS.names, [list(goal.values())])


def _audited(data: Path) -> None:
    decided = (("ursprunglig", "2021-11", "Fullmäktige", "-47000 tkr"), ("beslut", "2022-05", "Tillägg", "-1000 tkr"))
    _write(data, "budgets.csv", *(("2022", "", kind, "", *rest) for kind, *rest in decided))
    forms = (("dag", "timmar", "pris", "hemtjänst"), ("natt", "nattimmar", "nattpris", ""))
    rows = [["Hemtjänst", *form, *[""] * (len(MIXES.names) - 1 - len(form))] for form in forms]
    write_csv(data / MIXES.name, MIXES.names, rows)
    payer = dict.fromkeys(PAYERS.names, "") | {
        "year": "2022",
        "payer": "Staten",
        "outcome": "9000 tkr",
        "budget": "8000 tkr",
    }
    write_csv(data / PAYERS.name, PAYERS.names, [list(payer.values())])
    known = [[what, "2020", "", "Som året före.", "Ekonomikontoret", "", "", "", ""] for what in ASKED]
    write_csv(data / PRINCIPLES.name, PRINCIPLES.names, known)
    project = ["a-2022", "Datorer", "-950 tkr", "2022-12", "Projektledaren", ""]
    write_csv(data / PROJECTS.name, PROJECTS.names, [project])
    names = ("Hemtjänst", "Hemtjänst: dag", "Hemtjänst: natt")
    limits = [[name, "tkr/timmar", "1", "10", "Nämndens jämförelse", ""] for name in names]
    write_csv(data / LIMITS.name, LIMITS.names, limits)


def _saved(data: Path) -> None:
    group = [[code, NAMES[code], "grupp", "Liknande 2024", ""] for code in GROUP]
    write_csv(data / "peers.csv", PEERS.names, [[OWN, NAMES[OWN], "egen", "", ""], *group])
    write_csv(data / "key_figures.csv", KEY_FIGURES.names, [[COST, "kostnad för HVB-vård", "kr/inv", "", ""]])
    save(data, rows_of({COST: COSTS[COST]}, YEAR))
