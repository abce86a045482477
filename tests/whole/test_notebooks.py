"""The notebooks run through for every choice of years, also for years without data."""

import json
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from analysis.errors import DataError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
EARLIEST = (2017, 2016)  # nothing to compare with, and a year that only some figures are known for
UNKNOWN = (2018, 2015)  # neither year is in any report
CHOICES: dict[str, list[tuple[int | str | None, int | None]]] = {
    "00_utforska": [EARLIEST, (2020, 2018), (2017, 2020), ("2017", None)],
    "01_oversikt": [EARLIEST, (2020, 2018), (2017, 2020), (None, None), ("2017", None)],  # a gap; backwards; left out
    "05_underlag_till_namnden": [UNKNOWN, (2017, 2020)],
    "06_egen_rapport": [],  # a file of its own, for its own year
}
OTHERS: list[tuple[int | str | None, int | None]] = [EARLIEST, UNKNOWN]
MOST_COLUMNS = 5  # that fit the width of a phone


def cells(path: Path) -> list[str]:
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize(
    ("path", "years"),
    [(path, years) for path in NOTEBOOKS for years in CHOICES.get(path.stem, OTHERS)],
    ids=lambda value: value.stem if isinstance(value, Path) else "-".join(map(str, value)),
)
def test_a_notebook_runs_through_for_other_years(
    path: Path,
    years: tuple[int | str | None, int | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mpl.use("agg")
    monkeypatch.setattr("analysis.files.OUT", tmp_path)
    first, *rest = cells(path)
    if path.stem != "06_egen_rapport":
        assert re.search(r"^year = .*\nsince = ", first, re.MULTILINE), "the years are chosen in the first cell"
    names: dict[str, object] = {"display": lambda _: None}
    exec(first, names)  # noqa: S102  (our own notebook)
    names |= {"year": years[0], "since": years[1]}
    for source in rest:
        exec(source, names)  # noqa: S102
    plt.close("all")


@pytest.mark.parametrize("subject", ["HVB-placeringar", "Konsulter", "Ekonomiskt bistånd"])
@pytest.mark.parametrize("years", [EARLIEST, (2020, 2019)], ids=str)
def test_the_notebook_of_subjects_runs_through_for_each_subject(subject: str, years: tuple[int, int]) -> None:
    mpl.use("agg")
    first, *rest = cells(ROOT / "notebooks" / "02_amne.ipynb")
    names: dict[str, object] = {"display": lambda _: None}
    exec(first, names)  # noqa: S102  (our own notebook)
    names |= {"year": years[0], "since": years[1], "subject": subject}
    for source in rest:
        exec(source, names)  # noqa: S102
    plt.close("all")


@pytest.mark.parametrize(
    ("path", "choice", "said"),
    [
        ("01_oversikt", {"year": 2019}, "driftredovisning: "),
        ("01_oversikt", {"year": "i år"}, "anteckningsboken: year = ”i år”; väntade ett år, t.ex. 2020;"),
        ("01_oversikt", {"year": True}, "anteckningsboken: year = ”True”; väntade ett år, t.ex. 2020;"),
        (
            "01_oversikt",
            {"year": 2020, "since": 2020},
            "anteckningsboken: since = ”2020”; väntade ett annat år än 2020;",
        ),
        ("02_amne", {"subject": "Konsult"}, "subjects.csv: sheet = ”Konsult”; väntade något av: Konsulter;"),
        ("02_amne", {"year": "20"}, "anteckningsboken: year = ”20”; väntade ett år, t.ex. 2020;"),
        ("05_underlag_till_namnden", {"since": 3.5}, "anteckningsboken: since = ”3.5”; väntade ett år, t.ex. 2020;"),
    ],
)
def test_a_choice_that_cannot_be_made_is_told_in_swedish(path: str, choice: dict[str, object], said: str) -> None:
    first, second, *_ = cells(ROOT / "notebooks" / f"{path}.ipynb")
    names: dict[str, object] = {}
    exec(first, names)  # noqa: S102  (our own notebook)
    names |= choice
    with pytest.raises(DataError, match="saw") as error:
        exec(second, names)  # noqa: S102
    assert error.value.swedish().startswith(said)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_the_last_words_are_questions(path: Path) -> None:
    choices, *others = cells(path)
    for most, source in [(5, choices), *((4, one) for one in others)]:  # the choices are a line each
        lines = [line for line in source.splitlines() if line.strip()]
        assert len(lines) <= most, source
    assert "## Vad nämnden bör fråga" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_tables_fit_a_phone_and_a_chart_stands_below_the_numbers_that_it_draws(path: Path) -> None:
    shown = set[str]()
    for source in cells(path):
        for frame, columns in re.findall(r"present\((\w+)((?:, \"\w+\")*)", source):
            shown.add(frame)
            assert columns.count(",") <= MOST_COLUMNS, source
        assert set(re.findall(r"charts\.\w+\((\w+)", source)) <= shown, source


def test_the_readme_names_every_notebook() -> None:
    text = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\w+\.ipynb)\)", text) == [path.name for path in NOTEBOOKS]
