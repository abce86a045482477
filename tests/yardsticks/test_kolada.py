"""Files saved from Kolada: both versions are read exactly, and what is hostile, huge or wrong is refused with its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.statements.folder import opened
from analysis.yardsticks.kolada import MOST_BYTES, Kolada, load_kolada
from tests.boards import make_board
from tests.yardsticks.saved import OWN, rows_of, save, value_row

KPI = "N90001"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_board(tmp_path / "data")


def loaded(data: Path) -> Kolada:
    return load_kolada(opened(data))


def numbers(data: Path) -> dict[tuple[str, str, int], Decimal | None]:
    return {key: one.value for key, one in loaded(data).numbers.items()}


def refused(data: Path, text: str | bytes, match: str) -> None:
    path = data / "kolada" / "fil.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError, match=match) as caught:
        loaded(data)
    assert caught.value.faults[0].file == "kolada/fil.json"
    assert caught.value.swedish()


def one_row(text: str) -> str:
    """Write a file with one row of values, in which a word stands for what is tried."""
    row = '{"kpi": "N90001", "municipality": "9001", "period": 2020, "values": [{"gender": "T", "value": 1, "status": ""}]}'
    before, _, after = text.partition(" -> ")
    assert before in row
    return '{"values": [' + row.replace(before, after) + "]}"


def test_a_folder_without_files_has_no_values(data: Path) -> None:
    assert loaded(data) == Kolada({}, {}, ())


def test_a_file_of_version_3_is_read_exactly(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, "0.1")])
    assert numbers(data) == {(KPI, OWN, 2020): Decimal("0.1")}
    assert loaded(data).numbers[KPI, OWN, 2020].saved == date(2024, 9, 1)


def test_a_file_of_version_2_is_read_alike(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, 7)], "v2.json", next_page=None)
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(7)}
    assert loaded(data).notes == ()


@pytest.mark.parametrize("name", ["next_url", "next_page"])
def test_a_page_that_is_not_saved_is_said(data: Path, name: str) -> None:
    save(data, [value_row(KPI, OWN, 2020, 7)], "sida1.json", **{name: "nästa"})
    assert "fler sidor" in loaded(data).notes[0]
    save(data, [value_row(KPI, OWN, 2021, 7)], "sida2.json", **{name.replace("next", "previous"): "förra"})
    assert loaded(data).notes == ()


def test_men_women_and_what_is_deleted_are_left_out(data: Path) -> None:
    row = value_row(KPI, OWN, 2020, 7)
    row["values"] += [{"gender": "K", "value": 1}, {"gender": "M", "value": 2}]
    save(data, [row, value_row(KPI, OWN, 2021, 8, isdeleted=True)])
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(7)}


def test_a_value_that_is_not_there_is_missing_and_not_zero(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, None, status="Missing"), value_row(KPI, OWN, 2021, 0)])
    assert list(numbers(data).values()) == [None, Decimal(0)]
    assert loaded(data).years(KPI, OWN) == [2021]


def test_a_value_saved_later_takes_the_place_of_an_earlier_one(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, 8)], "b-2024-09-01.json")
    save(data, [value_row(KPI, OWN, 2020, 7)], "c-2023-09-01.json")
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(8)}


def test_two_values_of_no_known_day_are_refused(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, 8)], "a.json")
    save(data, [value_row(KPI, OWN, 2020, 7)], "b.json")
    with pytest.raises(DataError, match=r"kolada/b\.json: saw values = 'N90001 9001 2020 = 7 \(kolada/a\.json: 8\)'"):
        loaded(data)


def test_the_same_value_in_two_files_is_one(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, 8)], "a.json")
    save(data, [value_row(KPI, OWN, 2020, 8)], "b.json")
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(8)}


@pytest.mark.parametrize(("saved", "expected"), [("2021-03-01", True), ("2021-06-01", False)])
def test_the_newest_year_is_preliminary_until_the_final_day(data: Path, saved: str, *, expected: bool) -> None:
    save(data, rows_of({KPI: (1, 2, 3, 4)}, 2020) + rows_of({KPI: (1, 2, 3, 4)}, 2019), f"a-{saved}.json")
    days = {"prel_publication_date": "2021-02-01", "publication_date": "2021-05-01"}
    save(data, [{"id": KPI, "title": "Kostnad", "description": "Text", **days}], "om.json")
    found = loaded(data)
    assert found.is_preliminary(found.numbers[KPI, OWN, 2020]) is expected
    assert found.is_preliminary(found.numbers[KPI, OWN, 2019]) is False
    assert found.about[KPI].title == "Kostnad"


def test_without_a_day_in_the_name_it_cannot_be_told_whether_a_value_is_final(data: Path) -> None:
    save(data, rows_of({KPI: (1, 2, 3, 4)}, 2020), "a.json")
    save(data, [{"id": KPI, "title": "Kostnad", "publication_date": "2021-05-01"}], "om.json")
    found = loaded(data)
    assert found.is_preliminary(found.numbers[KPI, OWN, 2020]) is None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "rad 1"),
        ("{", "rad 1"),
        ("[]", "JSON with values"),
        ('{"values": {}}', "JSON with values"),
        ('{"values": [1]}', "JSON with values"),
        ('{"values": [], "values": []}', "values = 'två gånger'"),
        ("[" * 100_000, "parts nested too deep"),
        (b'{"values": ["\xff"]}', "no known encoding"),
        (one_row("N90001 -> X1"), "an id such as N30001"),
        (one_row('"9001" -> 9001'), "municipality = 'Decimal'"),
        (one_row("9001 -> 90012"), "four digits"),
        (one_row("2020 -> 2020.5"), "a year such as 2020"),
        (one_row('2020 -> "2020"'), "a year such as 2020"),
        (one_row("2020 -> 99999"), "a year such as 2020"),
        (one_row('"T" -> "X"'), "T, K or M"),
        (one_row('"T" -> []'), "T, K or M"),
        (one_row('"value": 1 -> "value": "1"'), "a number, or null"),
        (one_row('"value": 1 -> "value": true'), "a number, or null"),
        (one_row('"value": 1 -> "value": NaN'), "value = 'NaN'"),
        (one_row('"value": 1 -> "value": -Infinity'), "value = '-Infinity'"),
        (one_row(f'"value": 1 -> "value": {"9" * 5000}'), "at most 15 digits"),
        (one_row('"value": 1 -> "value": 1e999999999'), "at most 15 digits"),
        (one_row('"value": 1 -> "value": 1e99999999999999999999999'), "at most 15 digits"),
        (one_row('"value": 1 -> "value": 1e-999999'), "at most 15 digits"),
        (one_row('"status": "" -> "status": "\\u202e"'), "status = 'str'"),
        (one_row('"status": "" -> "isdeleted": []'), "true or false"),
        (one_row('[{"gender" -> [3, {"gender"'), "JSON with values"),
    ],
)
def test_what_is_not_as_kolada_saves_it_is_refused(data: Path, text: str | bytes, match: str) -> None:
    refused(data, text, match)


def test_a_huge_file_is_refused_before_it_is_read(data: Path) -> None:
    refused(data, b" " * (MOST_BYTES + 1), f"{MOST_BYTES + 1} bytes")


def test_too_many_values_are_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.yardsticks.kolada.MOST_VALUES", 3)
    refused(data, json.dumps({"values": rows_of({KPI: (1, 2, 3, 4)})}), "at most 3 values")


def test_too_many_files_are_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.yardsticks.kolada.MOST_FILES", 1)
    for name in ("a.json", "b.json"):
        save(data, [], name)
    with pytest.raises(DataError, match="more than 1 files"):
        loaded(data)


def test_a_folder_in_the_place_of_a_file_is_refused(data: Path) -> None:
    (data / "kolada" / "fil.json").mkdir(parents=True)
    with pytest.raises(DataError, match="a folder or device"):
        loaded(data)


def test_all_files_at_fault_are_named_together(data: Path) -> None:
    for name in ("a.json", "b.json"):
        save(data, [{"kpi": "fel"}], name)
    with pytest.raises(DataError, match=r"a\.json(.|\n)*b\.json") as caught:
        loaded(data)
    assert len(caught.value.faults) == 2


def test_a_file_that_is_saved_anew_is_read_anew(data: Path) -> None:
    save(data, [value_row(KPI, OWN, 2020, 7)])
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(7)}
    save(data, [value_row(KPI, OWN, 2020, 8)])
    assert numbers(data) == {(KPI, OWN, 2020): Decimal(8)}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["kpi", "id", "values", "period"]) | st.text(), inner)
    ),
    max_leaves=8,
)


@given(ANYTHING)
def test_whatever_json_is_saved_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    data = make_board(tmp_path_factory.mktemp("data"))
    (data / "kolada").mkdir()
    (data / "kolada" / "fil.json").write_text(json.dumps({"values": content}), encoding="utf-8")
    try:
        assert loaded(data).numbers == {}
    except DataError as error:
        assert error.faults[0].file == "kolada/fil.json"  # noqa: PT017
