"""The subjects that a board asks about: what each consists of, and every fault of subjects.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.explanations.subjects import Splitting, Staffed, Subject, load_splits, load_subjects, staffed_subject
from analysis.files import DATA
from analysis.statements.folder import opened
from tests.ledgers import HEAD, Row, absent, concept, printed, write_ledger

REPORT = (
    f"{HEAD}Stab\t-10\t-12\t2\nHVB\t-20\t-20\t0\nSumma\t-30\t-32\t2\n\n"
    "## Volymer\n\nVolymer\t\t\n\tUtfall 2021\tUtfall 2020\nVårddygn, totalt\t70\t60\n"
)
NAMES = ("lön", "hyra", "folk", "barn", "pris")


def write_subjects(data: Path, *rows: Row) -> Path:
    figures = [printed("känt_2021", "2"), absent("okänt_2021")]
    concepts = [concept(name, 2021, "känt_2021") for name in NAMES]
    return write_ledger(data, figures, reports={"a-2021": REPORT}, concepts=concepts, subjects=rows)


def test_a_subject_holds_what_each_of_its_rows_adds(tmp_path: Path) -> None:
    rows = [
        ("Hem", "rubrik", "Hem: vad hände?"),
        *(("Hem", "begrepp", name) for name in ("lön", "hyra")),
        *(("Hem", kind, what) for kind, what in (("diagram", "hyra"), ("rad", "HVB"), ("volym", "Vårddygn, totalt"))),
        ("Lön", "lönekostnad", "lön"),
        *(("Hem", kind, f"Det {kind} {{känt_2021}}.") for kind in ("följer", "okänt")),
        *(("Hem", "fråga", text) for text in ("Varför?", "Hur?")),
        ("Hem", "saknas", "okänt_2021"),
        *(("Lön", kind, name) for kind, name in (("inhyrd personal", "hyra"), ("ej utbetald lön", "barn"))),
        ("Lön", "årsarbetare", "folk"),
    ]
    assert load_subjects(opened(write_subjects(tmp_path, *rows))) == (
        Subject(
            *("Hem", "Hem: vad hände?", ("lön", "hyra"), ("hyra",), ("HVB",), ("Vårddygn, totalt",)),
            follows=("Det följer {känt_2021}.",),
            unknown=("Det okänt {känt_2021}.",),
            questions=("Varför?", "Hur?"),
            missing=("okänt_2021",),
        ),
        Subject("Lön", "Lön", staffing=Staffed("lön", "hyra", "barn", "folk")),
    )


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("inhyrd personal", "lönekostnad"), Staffed("lön", "lön", "", "")),
        (("inhyrd personal", "ej utbetald lön"), Staffed("", "lön", "lön", "")),
        (("inhyrd personal", "lönekostnad", "årsarbetare"), Staffed("lön", "lön", "", "lön")),
        (("inhyrd personal", "årsarbetare"), None),
        (("lönekostnad", "ej utbetald lön", "årsarbetare"), None),
    ],
)
def test_hired_staff_is_set_against_salaries_or_unpaid_salaries(
    tmp_path: Path, kinds: tuple[str, ...], expected: Staffed | None
) -> None:
    (found,) = load_subjects(opened(write_subjects(tmp_path, *(("Hem", kind, "lön") for kind in kinds))))
    assert found.staffing == expected


def test_a_folder_without_the_file_has_none(tmp_path: Path) -> None:
    assert load_subjects(opened(write_ledger(tmp_path))) == ()


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (("", "fråga", "Varför?"), "saw sheet = ''; "),
        (("A/B", "fråga", "Varför?"), "saw sheet = 'A/B'; expected a name of at most 31 letters"),
        (("A" * 32, "fråga", "Varför?"), f"saw sheet = '{'A' * 32}'; expected a name of at most 31 letters"),
        (("Hem", "bemanning", "lön"), "saw kind = 'bemanning'; expected one of: rubrik, begrepp, diagram,"),
        (("Hem", "begrepp", "hyror"), "saw what = 'hyror'; expected one of: hyra;"),
        (("Hem", "diagram", "hyror"), "saw what = 'hyror'; expected one of: hyra;"),
        (("Hem", "lönekostnad", "lönen"), "saw what = 'lönen'; expected one of: lön;"),
        (("Hem", "mängd", "barn"), "saw kind = 'mängd'; expected one of: rubrik, begrepp, diagram,"),
        (("Hem", "årsarbetare", ""), "saw what = ''; expected one of: "),
        (("Hem", "rad", "HVBB"), "saw what = 'HVBB'; expected one of: HVB;"),
        (("Hem", "volym", "HVB"), "saw what = 'HVB'; expected one of: Vårddygn, totalt;"),
        (("Hem", "saknas", "känt_2021"), "saw what = 'känt_2021'; expected a figure that has no value;"),
        (("Hem", "saknas", "okända_2021"), "saw what = 'okända_2021'; expected one of: okänt_2021;"),
        (("Hem", "fråga", ""), "saw what = ''; expected a text;"),
        (("Hem", "följer", "Det blev {kännt_2021}."), "saw what = 'kännt_2021'; expected one of: känt_2021"),
        (
            ("Hem", "okänt", "Det blev {känt_2021|storlek}."),
            "saw what = 'storlek'; expected belopp, or belopp and a step",
        ),
    ],
)
def test_each_fault_is_named_with_its_row(tmp_path: Path, row: Row, text: str) -> None:
    with pytest.raises(DataError, match=r"^subjects\.csv, line 2: saw ") as error:
        load_subjects(opened(write_subjects(tmp_path, row)))
    assert str(error.value).startswith(f"subjects.csv, line 2: {text}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Hem", "fråga", "Varför?"), ("Hem", "fråga", "Varför?")),
        (("Hem", "rubrik", "Ett"), ("Hem", "rubrik", "Två")),
        (("Hem", "lönekostnad", "lön"), ("Hem", "lönekostnad", "hyra")),
        (("Hem", "fråga", "Varför?"), ("hem", "fråga", "Hur?")),
        (("Hem och hus", "fråga", "Varför?"), ("Hem-och-hus", "fråga", "Hur?")),
    ],
)
def test_what_may_stand_once_is_refused_the_second_time(tmp_path: Path, first: Row, second: Row) -> None:
    with pytest.raises(DataError, match=r"^subjects\.csv, line 3: saw ") as error:
        load_subjects(opened(write_subjects(tmp_path, first, second)))
    assert len(error.value.faults) == 1


def test_the_subject_that_has_hired_staff_is_found_by_name_or_first(tmp_path: Path) -> None:
    rows = [(name, kind, "lön") for name in ("Ett", "Två") for kind in ("inhyrd personal", "lönekostnad")]
    folder = opened(write_subjects(tmp_path, ("Noll", "fråga", "Varför?"), *rows))
    assert [staffed_subject(name, folder)[0].name for name in (None, "Ett", "Två")] == ["Ett", "Ett", "Två"]
    with pytest.raises(
        DataError, match=r"^subjects\.csv: saw the subject 'Noll' without hired staff; expected one of: "
    ):
        staffed_subject("Noll", folder)
    with pytest.raises(DataError, match=r"^subjects\.csv: saw sheet = 'Tre'; expected one of: "):
        staffed_subject("Tre", folder)


def test_the_subjects_of_the_reports_chart_nothing_that_does_not_compare() -> None:
    found = {one.name: one for one in load_subjects(opened(DATA))}
    assert list(found) == ["HVB-placeringar", "Konsulter", "Ekonomiskt bistånd"]
    assert {"HVB-placeringar", "eget HVB", "placeringar totalt"} & {
        name for one in found.values() for name in one.charted
    } == set()
    assert found["Konsulter"].staffing == Staffed("lönekostnad", "konsulter", "ej utbetalda löner", "årsarbetare")
    assert load_splits(opened(DATA)) == (
        Splitting(
            "Ekonomiskt bistånd",
            "utbetalt ekonomiskt bistånd",
            "hushåll med försörjningsstöd per månad",
            "utbetalt per hushåll och månad",
            "12 mån",
            "riksnormens uppräkning",
            "tryckt förändring av utbetalt ekonomiskt bistånd",
            "Ekonomiskt bistånd",
        ),
    )
    assert [one.name for one in found.values() if one.whats == set()] == []
