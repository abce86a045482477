"""Causes and measures: what they are stated of, how firmly and for how much, and every fault of both files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.causes import (
    CAUSES,
    Cause,
    causes,
    causes_of_change,
    causes_of_line,
    causes_of_total,
    causes_within,
    load_causes,
    told,
)
from analysis.explanations.measures import ACTIONS, load_measures, measures, measures_within
from analysis.files import DATA
from analysis.statements.folder import opened
from tests.boards import columns_of, plain_rows
from tests.ledgers import HEAD, Row, absent, cause, concept, printed, write_ledger

REPORT = (
    f"{HEAD}Stab\t-10\t-12\t2\nHVB\t-20\t-20\t0\nSumma\t-30\t-32\t2\n\n"
    "## Volymer\n\nVolymer\t\t\n\tUtfall 2021\tUtfall 2020\nVårddygn, totalt\t70\t60\n\n"
    "## Investeringar\n\nInvesteringsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nBil\t-1\t-3\t2\nSumma\t-1\t-3\t2\n"
)
FIGURES = [printed("vakans_2021", "2"), absent("okänt_2021")]
CONCEPTS = [concept("lön", 2021, "vakans_2021")]


def measure(what: str, text: str, /, **cells: str) -> Row:
    """Return a row of measures.csv: what was done about a line of the statement of 2021, but for some cells."""
    row = dict.fromkeys(columns_of("measures.csv"), "") | {
        "document": "a-2021",
        "section": "Text",
        "line": "8",
        "year": "2021",
        "kind": "rad",
        "what": what,
        "measure": text,
        "who": "Nämnden",
        "from": "2021",
        "status": "pågår",
    }
    return [{**row, **cells}[column] for column in row]


def write_causes(data: Path, *rows: Row, actions: list[Row] | None = None) -> Path:
    return write_ledger(
        data, FIGURES, reports={"a-2021": REPORT}, concepts=CONCEPTS, causes=rows, measures=actions or []
    )


def test_a_cause_says_what_it_is_stated_of_how_firmly_and_where(tmp_path: Path) -> None:
    rows = [
        cause("HVB", "Fler dygn.", part="barn"),
        cause("investering:Bil", "Sen leverans.", amount="vakans_2021"),
        cause("lön", "Vakanser.", kind="begrepp", since="2020", strength="antyder", amount="-vakans_2021 * 2"),
        cause("Vårddygn, totalt", "Fler barn.", kind="volym", since="2020", strength="nämner som risk"),
        cause("", "Dyrt år.", kind="total", amount="okänt_2021"),
    ]
    found = causes(data=write_causes(tmp_path, *rows))
    assert found.dtypes.astype(str).to_dict() == CAUSES
    where = ("a-2021", "Text", 7)
    assert plain_rows(found, *CAUSES) == [
        (2021, None, "rad", "HVB", "barn", "Fler dygn.", "anger", None, "", *where),
        (2021, None, "rad", "investering:Bil", "", "Sen leverans.", "anger", 2.0, "vakans_2021", *where),
        (2021, 2020, "begrepp", "lön", "", "Vakanser.", "antyder", -4.0, "-vakans_2021 * 2", *where),
        (2021, 2020, "volym", "Vårddygn, totalt", "", "Fler barn.", "nämner som risk", None, "", *where),
        (2021, None, "total", "", "", "Dyrt år.", "anger", None, "okänt_2021", *where),
    ]


def test_a_measure_says_who_did_what_and_fills_in_figures(tmp_path: Path) -> None:
    rows = [
        measure("HVB", "Tog bort {vakans_2021}.", note="Mot {vakans_2021|belopp}.", effect="vakans_2021"),
        measure("", "Sparade.", kind="total", status="beslutad", effect="okänt_2021"),
    ]
    found = measures(data=write_causes(tmp_path, actions=rows))
    assert found.dtypes.astype(str).to_dict() == ACTIONS
    where, two = ("a-2021", "Text", 8), "2\u00a0tkr"
    unsaid = (None, None, "", "", "")  # the expected effects, from when, in which forecast, who answers for them
    action = ("Nämnden", "2021", "pågår", 2.0, "vakans_2021", f"Mot {two}.")
    assert plain_rows(found, *ACTIONS) == [
        (2021, "rad", "HVB", f"Tog bort {two}.", *action, *where, *unsaid, "HVB", ""),
        (2021, "total", "", "Sparade.", "Nämnden", "2021", "beslutad", None, "okänt_2021", "", *where, *unsaid, "", ""),
    ]


def test_a_folder_without_the_files_has_neither(tmp_path: Path) -> None:
    data = write_ledger(tmp_path)
    assert (load_causes(opened(data)), load_measures(opened(data))) == ((), ())
    assert causes(data=data).dtypes.astype(str).to_dict() == CAUSES
    assert measures(data=data).dtypes.astype(str).to_dict() == ACTIONS


FAULTS: list[tuple[dict[str, str], str]] = [
    ({"document": "a-2022"}, "saw document = 'a-2022'; expected one of: a-2021;"),
    ({"section": ""}, "saw section = ''; expected a text;"),
    ({"line": "sju"}, "saw line = 'sju'; expected a whole number;"),
    ({"year": "i år"}, "saw year = 'i år'; expected a year such as 2020;"),
    ({"since": "i fjol"}, "saw since = 'i fjol'; expected a year such as 2020;"),
    ({"since": "2021"}, "saw since = '2021'; expected a year before the one explained;"),
    ({"since": "2022"}, "saw since = '2022'; expected a year before the one explained;"),
    ({"kind": "post"}, "saw kind = 'post'; expected one of: rad, begrepp, volym, total;"),
    ({"what": "HVBB"}, "saw what = 'HVBB'; expected one of: HVB;"),
    ({"what": ""}, "saw what = ''; expected one of: "),
    ({"what": "Bil"}, "saw what = 'Bil'; expected one of: "),
    ({"what": "Vårddygn, totalt"}, "saw what = 'Vårddygn, totalt'; expected one of: "),
    ({"kind": "begrepp"}, "saw what = 'HVB'; expected one of: lön;"),
    ({"kind": "begrepp", "what": ""}, "saw what = ''; expected one of: lön;"),
    ({"kind": "volym"}, "saw what = 'HVB'; expected one of: Vårddygn, totalt;"),
    ({"kind": "total"}, "saw what = 'HVB'; expected one of: –;"),
]


@pytest.mark.parametrize(("cells", "text"), FAULTS)
def test_each_fault_is_one_in_both_files(tmp_path: Path, cells: dict[str, str], text: str) -> None:
    data = write_causes(tmp_path, cause("HVB", "Fler dygn.", **cells))
    with pytest.raises(DataError, match=r"^causes\.csv, line 2: saw ") as error:
        load_causes(opened(data))
    assert str(error.value).startswith(f"causes.csv, line 2: {text}")
    if "since" not in cells:
        write_causes(tmp_path, actions=[measure("HVB", "Något.", **cells)])
        with pytest.raises(DataError, match=r"^measures\.csv, line 2: saw ") as error:
            load_measures(opened(data))
        assert str(error.value).startswith(f"measures.csv, line 2: {text}")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"cause": ""}, "saw cause = ''; expected a text;"),
        ({"line": ""}, "saw line = ''; expected a whole number;"),  # a measure may be told by no report
        ({"amount": "vakans_2022"}, "saw amount = 'vakans_2022'; expected one of: vakans_2021"),
        ({"amount": "vakans_2021 *"}, "saw amount stops making sense"),
        ({"amount": "3 personer"}, "saw amount: units that do not fit in 3 personer; expected units that give tkr;"),
        ({"strength": "säger"}, "saw strength = 'säger'; expected one of: anger, antyder, nämner som risk;"),
        ({"strength": ""}, "saw strength = ''; expected one of: anger, antyder, nämner som risk;"),
    ],
)
def test_each_fault_of_a_cause_alone(tmp_path: Path, cells: dict[str, str], text: str) -> None:
    with pytest.raises(DataError, match=r"^causes\.csv, line 2: saw ") as error:
        load_causes(opened(write_causes(tmp_path, cause("HVB", "Fler dygn.", **cells))))
    assert str(error.value).startswith(f"causes.csv, line 2: {text}")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"measure": ""}, "saw measure = ''; expected a text;"),
        ({"measure": "Tog bort {vakanser_2021}."}, "saw measure = 'vakanser_2021'; expected one of: vakans_2021"),
        ({"note": "Se {ingen}."}, "saw note = 'ingen'; expected one of: "),
        ({"who": ""}, "saw who = ''; expected a text;"),
        ({"from": ""}, "saw from = ''; expected a text;"),
        ({"status": "klar"}, "saw status = 'klar'; expected one of: föreslagen, planerad, beslutad, "),
        ({"effect": "vakans_2021 * 1 tkr"}, "saw effect: units that do not fit"),
    ],
)
def test_each_fault_of_a_measure_alone(tmp_path: Path, cells: dict[str, str], text: str) -> None:
    with pytest.raises(DataError, match=r"^measures\.csv, line 2: saw ") as error:
        load_measures(opened(write_causes(tmp_path, actions=[measure("HVB", "Något.", **cells)])))
    assert str(error.value).startswith(f"measures.csv, line 2: {text}")


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    rows = [cause("HVB", ""), cause("HVB", "Rätt."), cause("Stab", "Sent.", since="2021", line="x"), cause("X", "Y.")]
    with pytest.raises(DataError, match=r"^causes\.csv, line 2: ") as error:
        load_causes(opened(write_causes(tmp_path, *rows)))
    assert [(one.line, one.values["column"]) for one in error.value.faults] == [(2, "cause"), (4, "line"), (5, "what")]


def test_another_column_is_refused(tmp_path: Path) -> None:
    data = write_causes(tmp_path)
    (data / "causes.csv").write_text("document,line,cause\na-2021,Stab,Vakanser.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^causes\.csv, line 1: saw columns document, line, cause; "):
        load_causes(opened(data))


ROWS = [
    cause("HVB", "A."),
    cause("HVB", "B.", year="2020"),
    cause("lön", "C.", kind="begrepp", since="2020"),
    cause("lön", "D.", kind="begrepp", year="2020", since="2019"),
    cause("lön", "E.", kind="begrepp"),
    cause("", "F.", kind="total"),
    cause("", "G.", kind="total", since="2020"),
]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "ABCDEFG"),
        ({"what": "lön"}, "CDE"),
        ({"what": "lön", "year": 2021}, "CE"),
        ({"what": "lön", "year": 2021, "since": 2020}, "C"),
        ({"what": ""}, "FG"),
        ({"year": 2020}, "BD"),
        ({"what": "Stab"}, ""),
    ],
)
def test_causes_are_found_by_what_and_year(tmp_path: Path, asked: dict[str, object], expected: str) -> None:
    data = write_causes(tmp_path, *ROWS, actions=[measure("HVB", "A."), measure("Stab", "B."), measure("HVB", "C.")])
    found = causes(**asked, data=data)  # type: ignore[arg-type]
    assert found["orsak"].tolist() == [f"{letter}." for letter in expected]
    assert measures("HVB", data=data)["åtgärd"].tolist() == ["A.", "C."]
    assert measures(year=2020, data=data).empty


def test_each_explanation_takes_the_causes_that_are_its_own(tmp_path: Path) -> None:
    actions = [measure("HVB", "A."), measure("", "B.", kind="total")]
    folder = opened(write_causes(tmp_path, *ROWS, actions=actions))

    def texts(found: list[Cause]) -> str:
        return "".join(one.orsak[0] for one in found)

    assert texts(causes_of_line(folder, "a-2021", "HVB", 2021)) == "A"
    assert texts(causes_of_line(folder, "a-2022", "HVB", 2021)) == ""
    assert texts(causes_of_change(folder, ["lön"], 2020, 2021)) == "C"
    assert texts(causes_of_change(folder, ["lön"], 2019, 2021)) == "CD"
    assert texts(causes_of_change(folder, ["lön"], 2018, 2020)) == "D"
    assert texts(causes_of_change(folder, ["HVB"], 2019, 2021)) == ""
    assert texts(causes_of_total(folder, 2021)) == "F"
    assert texts(causes_within(folder, ["HVB", "lön", ""])) == "ABCDE"
    assert [one.åtgärd for one in measures_within(folder, ["HVB"])] == ["A."]
    assert [one.åtgärd for one in measures_within(folder, [""])] == ["B."]


def stated_as(text: str, part: str = "", since: int | None = None, strength: str = "anger") -> Cause:
    return Cause(2021, since, "begrepp", "lön", part, text, strength, None, "", "a-2021", "Text", 1)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([stated_as("Fler.")], "Fler."),
        ([stated_as("Fler."), stated_as("Fler.")], "Fler."),
        (
            [stated_as("Fler.", "barn"), stated_as("Dyrare."), stated_as("Längre.", "barn")],
            "Om barn: Fler. Längre. Dyrare.",
        ),
        ([stated_as("Kanske.", strength="nämner som risk")], ""),
        ([stated_as("Kanske.", strength="antyder")], "Kanske (antyds i rapporten)."),
        ([stated_as("Fler.", since=2019), stated_as("Dyrare.", since=2020)], "Fler. Dyrare (2020–2021)."),
    ],
)
def test_causes_are_written_part_by_part_each_once_and_without_risks(found: list[Cause], expected: str) -> None:
    assert told(found, 2019, 2021) == expected
    assert stated_as("Fler.", "barn").text == "Om barn: Fler."
    assert stated_as("Fler.").text == "Fler."


WORDS = st.sampled_from(["Fler.", "Dyrare.", "Längre."])


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "barn", "vuxna"]), st.sampled_from(["anger", "antyder"]))))
def test_no_cause_is_lost_and_none_is_written_twice_for_a_part(rows: list[tuple[str, str, str]]) -> None:
    text = told([stated_as(words, part, strength=strength) for words, part, strength in rows])
    assert text.count(".") == len({(words, part) for words, part, _ in rows})


def test_every_stated_amount_of_the_reports_is_one_of_the_ledger_or_none_is_given() -> None:
    found = load_causes(opened(DATA))
    assert [one for one in found if bool(one.formel) != (one.belopp_tkr is not None)] == []
    assert {one.styrka for one in found} == {"anger", "antyder", "nämner som risk"}
    assert {one.år for one in found} == {2017, 2019, 2020}
    assert [one for one in found if "{" in one.orsak or not one.orsak.endswith(".")] == []
    assert [one for one in load_measures(opened(DATA)) if "{" in one.åtgärd + one.anmärkning] == []


def test_what_stopped_the_consultants_is_found_with_its_amount() -> None:
    assert plain_rows(causes("konsulter", 2020, 2019), "styrka", "belopp_tkr", "avsnitt", "rad") == [
        ("anger", 7331.0, "Drift", 812),
        ("antyder", None, "Personalkostnader & personalstyrka", 872),
    ]
