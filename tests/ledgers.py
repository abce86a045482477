"""Made-up figures, claims and concepts for tests, beside the register and reports of a made-up board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.data_files import COMMENTS
from tests.boards import columns_of, write_board, write_csv

HEAD = "## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n"
REPORT = f"{HEAD}Stab\t-10\t-12\t2\nHVB\t-20\t-20\t0\nSumma\t-30\t-32\t2\n"
Row = Sequence[str]


def printed(name: str, value: str, step: str = "1", unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a printed figure, named ``what_year``."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", value, "", unit, step, "a-2021", "Text", "", "tryckt", "")


def computed(name: str, formula: str, unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a computed figure."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", "", formula, unit, "", "", "", "", "beräknad", "")


def absent(name: str, unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a figure that is mentioned but not printed."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", "", "", unit, "", "a-2021", "Text", "", "saknas", "")


def claim_row(claimed: str, formula: str, /, **cells: str) -> Row:
    """Return a row of claims.csv: a figure that is said to be equal to a formula, but for some cells."""
    row = dict.fromkeys(columns_of("claims.csv"), "") | {
        "kind": "påstående",
        "id": "påstående",
        "document": "a-2021",
        "section": "Text",
        "claim": "Det ena är det andra.",
        "claimed": claimed,
        "wording": "exakt",
        "relation": "lika",
        "formula": formula,
        "unit": "tkr",
    }
    return [{**row, **cells}[column] for column in row]


def concept(name: str, year: int, figure: str, unit: str = "tkr", basis: str = "mått", **cells: str) -> Row:
    """Return a row of concepts.csv that compares with the concept's other rows, but for some cells."""
    row = dict(
        zip(columns_of("concepts.csv"), (name, str(year), figure, unit, basis, "jämförbar", "", "", ""), strict=True)
    )
    return [{**row, **cells}[column] for column in row]


def cause(what: str, text: str, /, **cells: str) -> Row:
    """Return a row of causes.csv: what is stated of a line of the statement of 2021, but for some cells."""
    row = dict.fromkeys(columns_of("causes.csv"), "") | {
        "document": "a-2021",
        "section": "Text",
        "line": "7",
        "year": "2021",
        "kind": "rad",
        "what": what,
        "cause": text,
        "strength": "anger",
    }
    return [{**row, **cells}[column] for column in row]


def stated(of: str, step: str, formula: str, /, **cells: str) -> Row:
    """Return a row of changes.csv: a change from 2021 to 2022 that a report prints, but for some cells."""
    row = dict.fromkeys(columns_of("changes.csv"), "") | {
        "document": "a-2021",
        "section": "Text",
        "line": "9",
        "year": "2022",
        "since": "2021",
        "of": of,
        "step": step,
        "formula": formula,
    }
    return [{**row, **cells}[column] for column in row]


def write_ledger(
    data: Path,
    figures: Sequence[Row] = (),
    *,
    reports: Mapping[str, str] | None = None,
    **files: Sequence[Row] | None,
) -> Path:
    """Write a board with its figures; claims, concepts and the other files only where they are given."""
    write_board(data, {"a-2021": REPORT} if reports is None else reports)
    write_csv(data / "figures.csv", columns_of("figures.csv"), figures)
    for name, rows in files.items():
        if rows is not None:
            columns = COMMENTS.names if name == "comments" else columns_of(f"{name}.csv")
            whole = [[*row, *[""] * (len(columns) - len(row))] for row in rows]  # what stands last may be left out
            write_csv(data / f"{name}.csv", columns, whole)
    return data
