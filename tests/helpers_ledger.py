"""Made-up figures, claims and concepts for tests, beside the register and reports of a made-up board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.helpers_data import write_board, write_csv

FIGURES = (
    *("id", "concept", "year", "period", "value", "formula", "unit", "resolution"),
    *("document", "section", "status", "note"),
)
CLAIMS = (
    *("id", "document", "section", "claim", "claimed", "wording", "relation", "formula", "unit"),
    *("assumption", "assumed_formula", "note"),
)
CONCEPTS = ("concept", "year", "figure", "unit", "basis", "comparability", "reason")
CAUSES = ("document", "line", "section", "cause")
COMMENTS = ("document", "line", "date", "name", "comment")
DRIVERS = ("driver", "year", "unit", "effect", "level", "note")
SUBJECTS = ("sheet", "kind", "what")
HEAD = "## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n"
REPORT = f"{HEAD}Stab\t-10\t-12\t2\nHVB\t-20\t-20\t0\nSumma\t-30\t-32\t2\n"
Row = Sequence[str]


def printed(name: str, value: str, step: str = "1", unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a printed figure, named ``what_year``."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", value, "", unit, step, "a-2021", "Text", "tryckt", "")


def computed(name: str, formula: str, unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a computed figure."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", "", formula, unit, "", "", "", "beräknad", "")


def absent(name: str, unit: str = "tkr") -> Row:
    """Return a row of figures.csv with a figure that is mentioned but not printed."""
    concept, _, year = name.rpartition("_")
    return (name, concept, year, "helår", "", "", unit, "", "a-2021", "Text", "saknas", "")


def claim_row(claimed: str, formula: str, /, **cells: str) -> Row:
    """Return a row of claims.csv: a figure that is said to be equal to a formula, but for some cells."""
    row = dict.fromkeys(CLAIMS, "") | {
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
    return [{**row, **cells}[column] for column in CLAIMS]


def concept(name: str, year: int, figure: str, unit: str = "tkr", basis: str = "mått", **cells: str) -> Row:
    """Return a row of concepts.csv that compares with the concept's other rows, but for some cells."""
    row = dict(zip(CONCEPTS, (name, str(year), figure, unit, basis, "jämförbar", ""), strict=True))
    return [{**row, **cells}[column] for column in CONCEPTS]


def write_ledger(
    data: Path,
    figures: Sequence[Row] = (),
    *,
    reports: Mapping[str, str] | None = None,
    **files: Sequence[Row] | None,
) -> Path:
    """Write a board with its figures; claims, concepts and the other files only where they are given."""
    columns = {"claims": CLAIMS, "concepts": CONCEPTS, "causes": CAUSES, "comments": COMMENTS, "drivers": DRIVERS}
    columns["subjects"] = SUBJECTS
    write_board(data, {"a-2021": REPORT} if reports is None else reports)
    write_csv(data / "figures.csv", FIGURES, figures)
    for name, rows in files.items():
        if rows is not None:
            write_csv(data / f"{name}.csv", columns[name], rows)
    return data
