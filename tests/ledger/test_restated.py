"""Last year's column of a report against last year's own report: what was restated, and what a change leaves then."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.effects import shorten
from analysis.exploration.tree import explain_tree
from analysis.ledger.compare import change
from analysis.ledger.restated import restated
from analysis.statements.folder import opened
from analysis.statements.load import load_drift
from analysis.wording.answers import answers
from analysis.wording.changes import describe_adjustment, describe_bridge
from analysis.workbook.book import write_board_workbook
from analysis.workbook.shown import workbook_table
from tests.boards import plain_rows, write_board

OWN = (
    "Driftredovisning (tkr)\n\n\tUtfall 2022\tBudget 2022\tAvvikelse\n"
    "Hemtjänst\t-100\t-90\t-10\nBoende\t-200\t-210\t10\nStatsbidrag\t30\t20\t10\nSumma\t-270\t-280\t10\n"
)
HEAD = "Driftredovisning (tkr)\n\n\tUtfall 2022\tBudget 2023\tUtfall 2023\tAvvikelse\n"
TOTAL = "2022 omräknat i rapporten för 2023"


def later(home: int, house: int, grant: int, total: int, name: str = "Summa") -> str:
    lines = (
        f"Hemtjänst\t{home}\t-95\t-130\t-35\nBoende\t{house}\t-215\t-210\t5\nStatsbidrag\t{grant}\t20\t50\t30\n"
        f"{name}\t{total}\t-290\t-290\t0\n"
    )
    return HEAD + lines


def board(folder: Path, last: str) -> Path:
    return write_board(folder, {"a-2022": OWN, "a-2023": last})


def steps(data: Path) -> list[tuple[object, ...]]:
    return plain_rows(bridge(2023, 2022, data=data), "post", "slag", "effekt_tkr")


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def test_what_is_only_a_restatement_is_a_step_of_its_own_and_the_others_go_by_the_restated_figures(
    tmp_path: Path,
) -> None:
    data = board(tmp_path, later(-104, -200, 30, -274))
    assert steps(data) == [
        ("Nettokostnad 2022", "start", -270.0),
        (TOTAL, "omräkning", -4.0),
        ("Hemtjänst", "effekt", -26.0),
        ("Boende", "effekt", -10.0),
        ("Statsbidrag", "effekt", 20.0),
        ("Nettokostnad 2023", "slut", -290.0),
    ]
    frame = bridge(2023, 2022, data=data)
    assert frame["tal"][1] == "beräknat"
    assert frame.loc[1, "formel"] == "([a-2023:drift:Summa:utfall 2022] - [a-2022:drift:Summa:utfall 2022])"
    assert plain(frame.loc[2, "skäl"]).startswith("2022 är −100 tkr i årets egen rapport men −104 tkr i rapporten för")


def test_the_restatement_is_found_whatever_the_total_is_called(tmp_path: Path) -> None:
    data = board(tmp_path, later(-104, -200, 30, -274, "Nettokostnad"))
    assert (TOTAL, "omräkning", -4.0) in steps(data)
    assert [(one.post, int(one.difference)) for one in restated(opened(data))] == [
        ("Hemtjänst", -4),
        ("Nettokostnad", -4),
    ]


def test_lines_moved_within_the_same_total_are_compared_as_they_were_moved(tmp_path: Path) -> None:
    data = board(tmp_path, later(-110, -190, 30, -270))
    assert steps(data)[1:-1] == [
        ("Hemtjänst", "effekt", -20.0),
        ("Boende", "effekt", -20.0),
        ("Statsbidrag", "effekt", 20.0),
    ]


def test_without_a_total_of_last_year_the_restated_lines_are_added_up(tmp_path: Path) -> None:
    text = later(-104, -206, 30, 0).replace("Summa\t0", "Summa\t")
    assert steps(board(tmp_path, text))[1:] == [
        (TOTAL, "omräkning", -10.0),
        ("Hemtjänst", "effekt", -26.0),
        ("Boende", "effekt", -4.0),
        ("Statsbidrag", "effekt", 20.0),
        ("Nettokostnad 2023", "slut", -290.0),
    ]


def test_nothing_is_restated_where_the_two_reports_agree(tmp_path: Path) -> None:
    data = board(tmp_path, later(-100, -200, 30, -270))
    assert restated(opened(data)) == ()
    assert TOTAL not in [row[0] for row in steps(data)]
    assert "omräkning" not in plain(describe_bridge(2023, 2022, data=data)).lower()


def test_a_forecast_is_not_restated_by_the_outcome(tmp_path: Path) -> None:
    head = "Driftredovisning (tkr)\n\n\tÅrsbudget\tHelårsprognos\tPrognosavvikelse\n"
    ahead = f"{head}Hemtjänst\t-90\t-100\t-10\nBoende\t-210\t-200\t10\nSumma\t-300\t-300\t0\n"
    last = later(-104, -206, 30, -280)
    data = write_board(tmp_path, {"a-2022": ahead, "a-2023": last})
    text = (data / "documents.csv").read_text(encoding="utf-8")
    (data / "documents.csv").write_text(text.replace("2022,helår", "2022,januari–augusti", 1), encoding="utf-8")
    assert 2022 in set(load_drift(data=data)["år"])
    assert restated(opened(data)) == ()


def test_the_sentences_and_the_sheet_say_how_much_it_is_and_which_figure_is_used(tmp_path: Path) -> None:
    data = board(tmp_path / "data", later(-104, -200, 30, -274))
    both = "2022 är −270 tkr i årets egen rapport men −274 tkr i rapporten för 2023. Här används det senare i stegen."
    said = [plain(one.text) for one in answers(2023, data=data)[1].sentences]
    assert f"Av ändringen beror 4 tkr högre nettokostnad på att ett år har två tal. {both}" in said
    assert not any("omräknat (4 tkr)" in text for text in said)
    assert plain(describe_bridge(2023, 2022, data=data)).endswith(f"Omräkning: −4 tkr. {both}")
    assert f"Omräkning: −4 tkr. {both}" in plain(describe_adjustment(2023, 2022, data=data))
    book = write_board_workbook(tmp_path / "bok.xlsx", 2023, data=data)
    row = next(row for row in workbook_table(book, "Steg2022_2023").rows if row[0] == TOTAL)
    assert (row[1], plain(row[-1])) == ("−4", both)


def test_a_change_of_one_line_stays_on_the_years_own_reports_and_says_so(tmp_path: Path) -> None:
    row = change("Hemtjänst", 2022, 2023, data=board(tmp_path, later(-104, -200, 30, -274))).iloc[0]
    assert (row["från"], row["till"]) == (-100, -130)
    assert plain(row["skäl"]).endswith("men −104 tkr i rapporten för 2023. Här används årets egen.")


def test_the_chain_of_deviations_and_the_tree_have_the_step_too(tmp_path: Path) -> None:
    data = board(tmp_path, later(-104, -200, 30, -274))
    assert (TOTAL, -4.0) in plain_rows(adjust(2023, 2022, data=data), "post", "effekt_tkr")
    assert TOTAL in repr(explain_tree(2023, 2022, data=data))
    assert plain_rows(shorten(bridge(2023, 2022, data=data), 1), "post", "effekt_tkr")[:3] == [
        ("Nettokostnad 2022", -270.0),
        (TOTAL, -4.0),
        ("Hemtjänst", -26.0),
    ]


AMOUNTS = st.tuples(st.integers(-999, -101), st.integers(-999, -101), st.integers(1, 999))


@settings(max_examples=20)
@given(AMOUNTS, st.integers(-999, -101))
def test_the_steps_sum_to_the_change_whatever_was_restated(lines: tuple[int, int, int], total: int) -> None:
    with TemporaryDirectory() as place:
        data = board(Path(place), later(*lines, total))
        found = bridge(2023, 2022, data=data)["effekt_tkr"].tolist()
        assert sum(map(Decimal, found[:-1])) == Decimal(found[-1]) == -290
