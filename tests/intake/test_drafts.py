"""Drafts of subjects and splits: proposed from labels, without effect until they are accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.csv_files import read_rows
from analysis.csv_workbook import WORKBOOK
from analysis.data_files import SPLITS, SUBJECTS
from analysis.errors import DataError
from analysis.explanations.subjects import load_splits, load_subjects
from analysis.explanations.volumes import volume_price
from analysis.files import DATA
from analysis.intake.draft_words import load_words
from analysis.intake.drafting import accept_drafts, drafts, turn_down_drafts, write_drafts
from analysis.intake.drafts import find_drafts
from analysis.intake.rehearsal import folder_faults
from analysis.statements.folder import opened
from analysis.workbook.book import write_board_workbook
from analysis.workbook.template import write_template
from tests.boards import plain_rows, write_board, write_csv

DRIFT = """## Drift

Driftredovisning (tkr)

Post	Utfall {0}	Budget {0}	Avvikelse
Hemtjänst	{1}	-1 000	{2}
Bemanningspersonal	-300	-200	-100
Lönekostnader	-700	-750	50
Summa	{3}	-1 950	{4}

"""
VOLUMES = """## Volymer

Volymer	{1}	{0}
{2}
"""
STAFF = """## Personal

Personal	{1} Totalt	{0} Totalt
Antal årsarbetare	2,0	2,5

"""
HOURS = ["Antal utförda hemtjänsttimmar\t2 000\t{0}", "Kostnad per hemtjänsttimme, kr\t500\t{1}"]


def report(year: int, cost: int, *volumes: str) -> str:
    signed = f"{cost:,}".replace(",", " ")
    total = f"{cost - 1000:,}".replace(",", " ")
    drift = DRIFT.format(year, signed, cost + 1000, total, cost - 1000 + 1950)
    return drift + STAFF.format(year, year - 1) + VOLUMES.format(year, year - 1, "\n".join(volumes))


def board(folder: Path, *volumes: str) -> Path:
    """Write a board whose cost of 2024 is 2 200 hours at 550 kr, and of 2023 2 000 at 500."""
    lines = volumes or tuple(line.format(*one) for line, one in zip(HOURS, (["2 200"], ["", "550"]), strict=True))
    return write_board(folder, {"a-2023": report(2023, -1000, "Resor\t1\t2"), "a-2024": report(2024, -1210, *lines)})


def proposed(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    rows = find_drafts(opened(folder)).rows
    return {
        "subjects": [(row["sheet"], row["kind"], row["what"]) for row in rows[SUBJECTS.name]],
        "splits": [(row["split"], row["cost"], row["quantity"], row["price"]) for row in rows[SPLITS.name]],
    }


SPLIT = "Hemtjänst: antal utförda hemtjänsttimmar"
PRICE = "Kostnad per hemtjänsttimme, kr"


def test_a_cost_its_hours_and_its_price_are_proposed_with_hired_staff(tmp_path: Path) -> None:
    found = proposed(board(tmp_path))
    assert found["splits"] == [(SPLIT, "Hemtjänst", "Antal utförda hemtjänsttimmar", PRICE)]
    assert found["subjects"] == [
        ("Hemtjänst", "begrepp", "Hemtjänst"),
        ("Hemtjänst", "diagram", "Hemtjänst"),
        ("Hemtjänst", "rad", "Hemtjänst"),
        ("Hemtjänst", "begrepp", "Antal utförda hemtjänsttimmar"),
        ("Hemtjänst", "volym", "Antal utförda hemtjänsttimmar"),
        ("Hemtjänst", "begrepp", PRICE),
        ("Hemtjänst", "volym", PRICE),
        ("Bemanningspersonal", "begrepp", "Bemanningspersonal"),
        ("Bemanningspersonal", "diagram", "Bemanningspersonal"),
        ("Bemanningspersonal", "rad", "Bemanningspersonal"),
        ("Bemanningspersonal", "inhyrd personal", "Bemanningspersonal"),
        ("Bemanningspersonal", "lönekostnad", "Lönekostnader"),
        ("Bemanningspersonal", "årsarbetare", "Antal årsarbetare"),
    ]


@pytest.mark.parametrize(
    ("volumes", "splits"),
    [
        pytest.param(
            [HOURS[0].format("2 200"), HOURS[1].format("", "580")], [""], id="a price that gives another cost"
        ),
        pytest.param([HOURS[0].format("2 200"), "Sjukfrånvaro hemtjänst, %\t5\t6"], [""], id="a share"),
        pytest.param(["Hemtjänstlarm i drift\t5\t6"], [], id="nothing counted"),
        pytest.param(["Antal brukare\t5\t6"], [], id="no word of the cost"),
        pytest.param(["Kostnad per hemtjänsttimme, kr\t500\t550"], [], id="a price alone"),
    ],
)
def test_what_is_less_sure_is_not_proposed(tmp_path: Path, volumes: list[str], splits: list[str]) -> None:
    assert [price for *_, price in proposed(board(tmp_path, *volumes))["splits"]] == splits


def test_a_volume_that_fits_two_costs_is_shown_and_not_proposed(tmp_path: Path) -> None:
    text = report(2024, -1210, "Platser i särskilt boende\t5\t6").replace("Bemanningspersonal", "Boende")
    data = write_board(tmp_path, {"a-2024": text.replace("Lönekostnader", "Särskilt boende")})
    found = find_drafts(opened(data))
    assert found.rows[SPLITS.name] == []
    assert found.doubts == [
        (
            "Volymen ”Platser i särskilt boende” kan höra till flera rader: ”Boende” och ”Särskilt boende”. "
            "Den är inget utkast."
        )
    ]


def test_a_volume_that_has_part_of_a_name_is_shown_and_not_proposed(tmp_path: Path) -> None:
    text = report(2024, -1210, "Vårddygn i korttidsboende\t5\t6").replace("Hemtjänst", "Korttidsboende och växelvård")
    found = find_drafts(opened(write_board(tmp_path, {"a-2024": text})))
    assert found.rows[SPLITS.name] == []
    assert found.doubts[0].startswith("Volymen ”Vårddygn i korttidsboende” delar bara en del av namnet med raden")


def test_two_lines_of_salaries_leave_hired_staff_without(tmp_path: Path) -> None:
    text = report(2024, -1210, "Resor\t1\t2").replace("Hemtjänst\t", "Personalkostnader\t")
    found = find_drafts(opened(write_board(tmp_path, {"a-2024": text})))
    assert {row["kind"] for row in found.rows[SUBJECTS.name]} == {"begrepp", "diagram", "rad"}
    assert found.doubts == [
        (
            "Flera rader kan vara lönekostnad för ”Bemanningspersonal”: ”Personalkostnader” och ”Lönekostnader”. "
            "Ingen av dem är ett utkast."
        )
    ]


def test_the_folders_own_words_go_before_those_of_the_project(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_csv(data / "draft_words.csv", ["kind", "word"], [["inhyrd personal", "hemtjänst"]])
    assert {sheet for sheet, *_ in proposed(data)["subjects"]} == {"Hemtjänst"}
    assert proposed(data)["splits"] == []
    write_csv(data / "draft_words.csv", ["kind", "word"], [["ord", "hemtjänst"]])
    with pytest.raises(DataError, match=r"draft_words\.csv, line 2: saw kind = 'ord'"):
        find_drafts(opened(data))


def cells(folder: Path) -> list[list[object]]:
    path = write_board_workbook(folder / "bok.xlsx", data=folder)
    book = openpyxl.load_workbook(path)
    path.unlink()
    return [[sheet.title, *row] for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_a_draft_changes_nothing_until_it_is_accepted(tmp_path: Path) -> None:
    data = board(tmp_path)
    before = cells(data)
    assert [path.name for path in write_drafts(opened(data))] == ["subjects.csv", "splits.csv"]
    assert cells(data) == before
    assert (load_subjects(opened(data)), load_splits(opened(data))) == ((), ())
    assert write_drafts(opened(data)) == []
    assert [one.name for one in drafts(data=data)] == ["Hemtjänst", "Bemanningspersonal", SPLIT]


def test_an_accepted_split_brings_its_subject_and_splits_the_cost(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    accept_drafts([SPLIT], data=data)
    assert [one.name for one in load_subjects(opened(data))] == ["Hemtjänst"]
    assert plain_rows(volume_price(2024, 2023, data=data), "post", "effekt_tkr") == [
        ("Hemtjänst 2023", -1000.0),
        ("Volym: Antal utförda hemtjänsttimmar", -100.0),
        (f"Pris: {PRICE}", -110.0),
        ("Hemtjänst 2024", -1210.0),
    ]
    assert [one.name for one in drafts(data=data)] == ["Bemanningspersonal"]
    accept_drafts(["alla"], data=data)
    assert [one.name for one in load_subjects(opened(data)) if one.staffing] == ["Bemanningspersonal"]
    assert (folder_faults(data), drafts(data=data)) == ([], [])


def test_what_is_turned_down_is_not_proposed_again(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    turn_down_drafts(["Hemtjänst"], data=data)
    assert [one.name for one in drafts(data=data)] == ["Bemanningspersonal"]
    assert {row["draft"] for row in read_rows(data / "splits.csv", SPLITS.names, SPLITS.optional)} == {"avvisat"}
    assert write_drafts(opened(data)) == []


@pytest.mark.parametrize("answer", [accept_drafts, turn_down_drafts])
def test_a_draft_that_is_not_there_is_refused_with_all_such_names(
    tmp_path: Path, answer: Callable[..., list[Path]]
) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    before = (data / "subjects.csv").read_bytes()
    with pytest.raises(DataError, match="saw draft = 'Hemtjenst'") as error:
        answer(["Hemtjenst", "Skola", "Hemtjänst"], data=data)
    assert len(error.value.faults) == 2
    assert (data / "subjects.csv").read_bytes() == before


def test_a_draft_whose_report_is_gone_is_refused_and_stays_a_draft(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    text = report(2024, -1210, "Resor\t1\t2").replace("Hemtjänst", "Skola")
    write_board(data, {"a-2024": text})
    assert folder_faults(data) == []
    before = (data / "subjects.csv").read_bytes()
    with pytest.raises(DataError, match=r"subjects.csv, line 2: saw what = 'Hemtjänst'"):
        accept_drafts(["Hemtjänst"], data=data)
    assert (data / "subjects.csv").read_bytes() == before


def answered(data: Path, sheet: str, word: str | None) -> None:
    """Answer all drafts of a sheet of the workbook with a word, or with an empty cell."""
    path = data / WORKBOOK
    if not path.exists():
        write_template(path, data=data)
    book = openpyxl.load_workbook(path)
    at = [cell.value for cell in book[sheet][1]].index("Utkast")
    for row in book[sheet].iter_rows(min_row=2):
        if row[0].value:
            row[at].value = word
    book.save(path)


@pytest.mark.parametrize("word", ["godkänt", None])
def test_the_workbook_has_the_drafts_and_accepts_them(tmp_path: Path, word: str | None) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    write_template(data, data=data)
    assert folder_faults(data) == []
    assert load_subjects(opened(data)) == ()
    answered(data, "Ämnen", word)
    answered(data, "Uppdelningar", word)
    assert [one.name for one in load_splits(opened(data))] == [SPLIT]
    assert (drafts(data=data), folder_faults(data)) == ([], [])


def test_the_workbook_turns_drafts_down_and_one_accepted_twice_counts_once(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_drafts(opened(data))
    answered(data, "Uppdelningar", "avvisat")
    assert [one.name for one in drafts(data=data)] == ["Hemtjänst", "Bemanningspersonal"]
    answered(data, "Ämnen", "godkänt")
    assert drafts(data=data) == []
    (data / WORKBOOK).unlink()
    accept_drafts(["alla"], data=data)
    before = load_subjects(opened(data))
    answered(data, "Ämnen", "godkänt")
    assert load_subjects(opened(data)) == before


def test_another_word_than_those_of_a_draft_is_refused(tmp_path: Path) -> None:
    data = board(tmp_path)
    write_csv(data / "splits.csv", SPLITS.names, [["a", "", "Hemtjänst", "Resor", "", "", "", "", "", "kanske"]])
    with pytest.raises(DataError, match="saw draft = 'kanske'; expected one of: utkast, avvisat, godkänt"):
        load_splits(opened(data))


def test_commands_show_accept_and_turn_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, path = tmp_path / "data", tmp_path / "rapport.txt"
    path.write_text(report(2024, -1210, HOURS[0].format("2 200"), HOURS[1].format("", "550")), encoding="utf-8")
    said = ["add", str(path), "--board", "Nämnden", "--year", "2024", "--data", str(data), "--yes"]
    assert main([*said, "--publisher", "Exempelby"]) == 0
    assert f"Visa dem: python -m analysis drafts --data {data}" in capsys.readouterr().out
    assert main(["drafts", "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Tre utkast väntar på svar. Inget av dem räknas förrän det är godkänt.")
    assert f"  Hemtjänst = Antal utförda hemtjänsttimmar × {PRICE}" in out
    assert main(["drafts", "--data", str(data), "--accept", SPLIT, "--remove", "Bemanningspersonal"]) == 0
    assert "Inga utkast väntar på svar." in capsys.readouterr().out
    assert main(["drafts", "--data", str(data), "--accept", "Skola"]) == 1
    assert "draft = ”Skola”" in capsys.readouterr().err


def test_drafts_of_one_of_two_boards_are_its_own(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name in ("A-nämnden", "B-nämnden"):
        path = tmp_path / f"{name}.txt"
        path.write_text(report(2024, -1210, HOURS[0].format("2 200"), f"Resor {name}\t1\t2"), encoding="utf-8")
        said = ["add", str(path), "--board", name, "--year", "2024", "--data", str(data), "--yes"]
        assert main([*said, "--publisher", "Exempelby", "--accept", "board"]) == 0
    assert [len(drafts(data=data, board=name)) for name in ("A-nämnden", "B-nämnden")] == [3, 3]
    accept_drafts(["alla"], data=data, board="B-nämnden")
    assert [len(drafts(data=data, board=name)) for name in ("A-nämnden", "B-nämnden")] == [3, 0]
    assert [len(load_splits(opened(data, name))) for name in ("A-nämnden", "B-nämnden")] == [0, 1]
    assert folder_faults(data) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_more_words_are_shared_than_there_are(cost: str, other: str) -> None:
    many, common = load_words(opened(DATA)).shared(cost, other)
    assert 0 <= common <= many
    assert load_words(opened(DATA)).shared(cost, cost)[1] == many


def test_nothing_is_said_of_a_volume_that_has_a_draft_or_an_answer(tmp_path: Path) -> None:
    data = board(tmp_path, "Platser i hemtjänst med larm\t5\t6")
    write_drafts(opened(data))
    reports = {
        "a-2023": report(2023, -1000, "Resor\t1\t2"),
        "a-2024": report(2024, -1210, "Platser i hemtjänst med larm\t5\t6"),
    }
    write_board(data, {name: text.replace("Lönekostnader", "Larm") for name, text in reports.items()})
    assert not any("Platser" in text for text in find_drafts(opened(data)).doubts)
    (data / "splits.csv").unlink()
    assert any("Platser" in text for text in find_drafts(opened(data)).doubts)
