"""Principles are known for the years that they hold for, told where they change, and not stated where nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import PRINCIPLES
from analysis.errors import DataError
from analysis.explanations.audit.principles import HELD, compared_principles, principles
from analysis.statements.folder import opened
from analysis.wording.audit.principles import describe_group_principles, describe_principles
from tests.boards import plain_rows, write_csv
from tests.ledgers import Row, write_ledger

NOTHING = "Principer för overhead, interna poster och kapitalkostnad: ej angivet."


def principle(what: str, how: str, first: str = "", last: str = "", /, **cells: str) -> Row:
    """Return a row of principles.csv, but for some cells."""
    row = dict.fromkeys(PRINCIPLES.names, "") | {
        "what": what, "how": how, "first_year": first, "last_year": last, "source": "Ekonomikontoret"
    }  # fmt: skip
    return [{**row, **cells}[name] for name in row]


def board(data: Path, *rows: Row) -> Path:
    write_ledger(data)
    write_csv(data / "principles.csv", PRINCIPLES.names, rows)
    return data


OVERHEAD = principle("overhead", "Fördelas efter antal anställda.", "2018")
RENT = [principle("interna poster", "Självkostnad.", "", "2019"), principle("interna poster", "Pris.", "2020")]


def test_a_principle_holds_from_its_first_year_to_its_last(tmp_path: Path) -> None:
    data = board(tmp_path, OVERHEAD, *RENT)
    assert principles(data=data).dtypes.astype(str).to_dict() == HELD
    assert plain_rows(principles(data=data), *HELD)[0] == (
        *("overhead", 2018, None, "Fördelas efter antal anställda.", "Ekonomikontoret", "", "", None),
    )
    held = {year: [hur for (hur,) in plain_rows(principles(year, data=data), "hur")] for year in (2017, 2019, 2020)}
    assert held == {
        2017: ["Självkostnad."],
        2019: ["Fördelas efter antal anställda.", "Självkostnad."],
        2020: ["Fördelas efter antal anställda.", "Pris."],
    }


SAME = "overhead (lika alla år, fördelas efter antal anställda)"
INTERNAL = "interna poster (lika alla år, självkostnad); kapitalkostnad: ej angivet."
DOUBT = "Åren mäter då inte säkert samma sak."


@pytest.mark.parametrize(
    ("year", "since", "said"),
    [
        (2019, 2018, f"{SAME}; {INTERNAL}"),
        (
            *(2021, 2019),
            f"{SAME}; interna poster ändras (2019: självkostnad; 2020–2021: pris); kapitalkostnad: ej angivet. {DOUBT}",
        ),
        (
            *(2018, 2016),
            f"overhead ändras (2016–2017: ej angivet; 2018: fördelas efter antal anställda); {INTERNAL} {DOUBT}",
        ),
        (2020, None, "overhead (fördelas efter antal anställda); interna poster (pris); kapitalkostnad: ej angivet."),
    ],
)
def test_the_words_say_what_held_and_what_changed(tmp_path: Path, year: int, since: int | None, said: str) -> None:
    assert describe_principles(year, since, data=board(tmp_path, OVERHEAD, *RENT)) == f"Principer: {said}"


def test_what_nobody_says_is_said_once(tmp_path: Path) -> None:
    assert describe_principles(2020, 2017, data=board(tmp_path)) == NOTHING
    assert describe_group_principles(2020, opened(board(tmp_path))) == NOTHING
    assert describe_principles(2020, 2017) == NOTHING


def test_a_group_is_said_to_be_unknown_where_the_own_principles_are_not(tmp_path: Path) -> None:
    said = describe_group_principles(2020, opened(board(tmp_path, OVERHEAD)))
    assert said == (
        "Principer: overhead (fördelas efter antal anställda); interna poster och kapitalkostnad: ej angivet. "
        "Hur de andra kommunerna gör är inte känt."
    )


def test_other_principles_stand_beside_each_other(tmp_path: Path) -> None:
    rows = [principle("annat", "Semesterskuld bokförs.", "2019"), principle("annat", "Leasing.", "2020")]
    data = board(tmp_path, *rows)
    assert [one.what for one in compared_principles(opened(data), 2020, 2020)][-2:] == ["annat", "annat"]
    assert "övrigt (semesterskuld bokförs); övrigt (leasing)" in describe_principles(2020, data=data)
    assert describe_principles(2018, data=data) == NOTHING


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        principle("overhed", "A."),
        principle("overhead", "B.", "2020", "2019"),
        principle("kapitalkostnad", "C.", "2018"),
        principle("kapitalkostnad", "D.", "2017", "2018"),
        principle("interna poster", "E.", source=""),
    ]
    with pytest.raises(
        DataError, match=r"^principles\.csv, line 2: saw what = 'overhed'; expected one of: overhead"
    ) as error:
        principles(data=board(tmp_path, *rows))
    assert [(one.line, one.code, one.values.get("column")) for one in error.value.faults] == [
        (2, "unknown-reference", "what"),
        (3, "bad-value", "last_year"),
        (5, "bad-value", "first_year"),
        (6, "bad-value", "source"),
    ]
    assert "år som rad 4 inte har, eftersom båda gäller kapitalkostnad" in error.value.swedish()
