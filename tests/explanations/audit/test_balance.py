"""Measures lead exactly from the forecast to what is left to balance, count nothing twice, and claim no change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data_files import DOCUMENTS, MEASURES
from analysis.errors import ComparisonError, DataError
from analysis.explanations.audit.balance import (
    OUTCOMES,
    balance_years,
    counted,
    measures_against_outcome,
    measures_to_balance,
)
from analysis.explanations.measures import measures
from analysis.statements.folder import opened
from analysis.wording.answers import answers
from analysis.wording.audit.balance import describe_measures_to_balance
from tests.boards import document_row, plain_rows, write_csv
from tests.follow_ups import HEAD, follow_up_board
from tests.ledgers import Row, printed

SPACE = "\N{NO-BREAK SPACE}"


def action(text: str, status: str, this_year: str = "", /, **cells: str) -> Row:
    """Return a row of measures.csv for the total of 2023, which the forecast does not count with, but for some cells."""
    row = dict.fromkeys(MEASURES.names, "") | {
        "document": "u-08-2023",
        "section": "Åtgärder",
        "line": "9",
        "year": "2023",
        "kind": "total",
        "measure": text,
        "who": "Nämnden",
        "from": "2023",
        "status": status,
        "effect_this_year": this_year,
        "in_forecast": "nej" if this_year or cells.get("effect_full_year") else "",
    }
    return [{**row, **cells}[name] for name in row]


def board(data: Path, *rows: Row, final: bool = False, figures: Sequence[Row] = ()) -> Path:
    """Write a board whose forecast after August is 10 tkr below budget, with measures."""
    follow_up_board(data, final=final)
    write_csv(data / "measures.csv", MEASURES.names, rows)
    if figures:
        names = [
            "id",
            "concept",
            "year",
            "period",
            "value",
            "formula",
            "unit",
            "resolution",
            "document",
            "section",
            "line",
            "status",
            "note",
        ]
        write_csv(data / "figures.csv", names, [[*one[:8], "u-08-2023", *one[9:]] for one in figures])
    return data


DECIDED = action("Vakanser hålls.", "beslutad", "4 tkr", acts_on="Stab", responsible="Chefen", start="2023-09")
PROPOSED = action("Nytt avtal.", "föreslagen", "3 tkr", acts_on="HVB")


def told(data: Path) -> list[tuple[object, ...]]:
    return plain_rows(measures_to_balance(2023, data=data), "post", "slag", "effekt_tkr", "tal", "skäl")


def test_the_forecast_the_decided_and_the_proposed_lead_to_what_is_left(tmp_path: Path) -> None:
    assert told(board(tmp_path, PROPOSED, DECIDED)) == [
        ("Avvikelse enligt prognos efter augusti", "start", -10, "tryckt", ""),
        ("Vakanser hålls", "effekt", 4, "tryckt", "beslutad; från september 2023; ansvarig: Chefen."),
        ("Efter beslutade åtgärder", "nivå", -6, "beräknat", ""),
        ("Nytt avtal", "effekt", 3, "tryckt", "föreslagen."),
        ("Kvar till balans", "slut", -3, "beräknat", ""),
    ]


@pytest.mark.parametrize(
    ("status", "last"),
    [
        *(("pågår", "Efter beslutade åtgärder"), ("genomförd", "Efter beslutade åtgärder")),
        *(("avslutad", "Efter beslutade åtgärder"), ("planerad", "Kvar till balans")),
    ],
)
def test_a_status_says_whether_a_measure_is_decided(tmp_path: Path, status: str, last: str) -> None:
    other = PROPOSED if last != "Kvar till balans" else DECIDED
    rows = told(board(tmp_path, other, action("Mindre lokal.", status, "1 tkr")))
    names = [row[0] for row in rows]
    assert names[names.index("Mindre lokal") + 1] == last


def test_what_the_forecast_has_and_what_is_called_off_is_no_step(tmp_path: Path) -> None:
    inside = action("Redan med.", "genomförd", "2 tkr", in_forecast="ja")
    off = action("Stoppad.", "avbruten", "5 tkr")
    assert [row[2] for row in told(board(tmp_path, inside, off, DECIDED))] == [-10, 4, -6]
    assert [row[:3] for row in told(board(tmp_path / "bara", inside))] == [
        ("Avvikelse enligt prognos efter augusti", "start", -10),
        ("Kvar till balans", "slut", -10),
    ]


def test_a_measure_without_an_effect_is_counted_among_those_that_nobody_knows_of(tmp_path: Path) -> None:
    own = counted(opened(board(tmp_path, DECIDED, action("Översyn.", "pågår"))), 2023)
    assert ([one.åtgärd for one in own.added], [one.åtgärd for one in own.silent]) == (
        ["Vakanser hålls."],
        ["Översyn."],
    )


def test_a_whole_years_effect_and_a_month_give_that_of_this_year(tmp_path: Path) -> None:
    row = action("Nytt avtal.", "beslutad", effect_full_year="12 tkr", start="2023-11")
    data = board(tmp_path, row)
    assert plain_rows(measures(year=2023, data=data), "effekt_i_år_tkr", "helårseffekt_tkr") == [(2.0, 12.0)]
    assert told(data)[1][2:4] == (2, "beräknat")


@pytest.mark.parametrize(
    ("this_year", "full_year", "start"),
    [
        *(("400 tkr", "1200 tkr", "2023-09"), ("333 tkr", "1000 tkr", "2023-09"), ("12 tkr", "12 tkr", "2022-05")),
        *(("0 tkr", "12 tkr", "2024-01"), ("0,4 mnkr", "1300 tkr", "2023-09"), ("spar_2023", "12 tkr", "2023-07")),
    ],
)
def test_effects_that_fit_within_rounding_are_read(tmp_path: Path, this_year: str, full_year: str, start: str) -> None:
    row = action("A.", "beslutad", this_year, effect_full_year=full_year, start=start)
    assert len(measures(data=board(tmp_path, row, figures=[printed("spar_2023", "6")]))) == 1


@pytest.mark.parametrize(
    ("this_year", "full_year", "start", "expected"),
    [
        ("402 tkr", "1200 tkr", "2023-09", "400 tkr, 4 of 12 months of 1 200 tkr"),
        ("12 tkr", "12 tkr", "2024-01", "0 tkr, 0 of 12 months of 12 tkr"),
        ("10 tkr", "12 tkr", "2021-05", "12 tkr, 12 of 12 months of 12 tkr"),
        ("-spar_2023", "12 tkr", "2023-07", "6 tkr, 6 of 12 months of 12 tkr"),
    ],
)
def test_effects_that_do_not_fit_are_a_fault(
    tmp_path: Path, this_year: str, full_year: str, start: str, expected: str
) -> None:
    row = action("A.", "beslutad", this_year, effect_full_year=full_year, start=start)
    data = board(tmp_path, DECIDED, row, figures=[printed("spar_2023", "6")])
    with pytest.raises(DataError, match=r"^measures\.csv, line 3: saw effect_this_year = ") as error:
        measures(data=data)
    assert expected in str(error.value).replace(SPACE, " ")
    assert "ingen startmånad om effekten kommer stegvis" in error.value.swedish()


def test_every_fault_of_the_new_columns_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        action("A.", "beslutad", "4 tkr", start="september", in_forecast="kanske"),
        action("B.", "tänkt", "4 vårddygn", acts_on="Stabb"),
        action("C.", "beslutad", "4 tkr", in_forecast=""),
    ]
    with pytest.raises(DataError, match=r"^measures\.csv, line 2: saw start = 'september'") as error:
        measures(data=board(tmp_path, *rows))
    assert [(one.line, one.code, one.values.get("column")) for one in error.value.faults] == [
        (2, "bad-value", "start"),
        (2, "unknown-reference", "in_forecast"),
        (3, "unknown-reference", "status"),
        (3, "unit-clash", "effect_this_year"),
        (3, "unknown-reference", "acts_on"),
        (4, "unknown-reference", "in_forecast"),
    ]


def test_a_file_without_the_new_columns_is_read_and_a_line_may_be_missing(tmp_path: Path) -> None:
    data = board(tmp_path)
    row = ["u-08-2023", "Nämnden § 88", "", "2023", "rad", "HVB", "A.", "Nämnden", "2023", "pågår", "", ""]
    write_csv(data / "measures.csv", MEASURES.names[:12], [row])
    assert plain_rows(measures(data=data), "rad", "effekt_i_år_tkr", "i_prognosen", "verkar_på") == [
        (None, None, "", "HVB")
    ]
    with pytest.raises(DataError, match=r"^measures\.csv: åtgärder med effekt i tkr: saw year 2023"):
        measures_to_balance(2023, data=data)
    assert balance_years(opened(data)) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ({"acts_on": "HVB"}, {"acts_on": "HVB"}),
        ({"acts_on": "HVB", "part": "dygn"}, {"acts_on": "HVB", "part": "dygn"}),
        ({"acts_on": "HVB", "part": "dygn"}, {"kind": "rad", "what": "HVB"}),
        ({"acts_on": "HVB", "in_forecast": "ja"}, {"acts_on": "HVB"}),
    ],
)
def test_two_measures_on_the_same_thing_are_refused(
    tmp_path: Path, first: dict[str, str], last: dict[str, str]
) -> None:
    data = board(tmp_path, DECIDED, action("A.", "beslutad", "1 tkr", **first), action("B.", "pågår", "1 tkr", **last))
    with pytest.raises(ComparisonError, match=r"line 4: saw the measures on rows 3 and 4 acting on the same, HVB"):
        measures_to_balance(2023, data=data)
    said = describe_measures_to_balance(2023, data=data)
    assert said.startswith("Kvar till balans 2023 går inte att räkna.")
    assert "åtgärderna på rad 3 och rad 4 verkar på samma sak 2023, HVB" in said
    assert "skriv i part (Del)" in said


def test_measures_on_parts_of_their_own_are_added(tmp_path: Path) -> None:
    rows = [action(f"{part}.", "beslutad", "1 tkr", acts_on="HVB", part=part) for part in ("Dygn", "Pris")]
    assert told(board(tmp_path, *rows))[-1][2] == -8


def test_a_line_and_one_that_is_part_of_it_are_the_same(tmp_path: Path) -> None:
    text = f"{HEAD}\tUtfall\tBudget\tÅrsbudget\tPrognos\tAvvikelse\nKostnader\t-9\t-9\t-20\t-21\t-1\nvarav HVB\t-5\t-5\t-9\t-9\t0\nSumma\t-9\t-9\t-20\t-21\t-1\n"
    data = board(tmp_path)
    write_csv(
        data / "documents.csv", DOCUMENTS.names, [document_row(data, "u-08-2023", text, period="januari–augusti")]
    )
    rows = [action(f"{what}.", "beslutad", "1 tkr", acts_on=what) for what in ("Kostnader > HVB", "Kostnader")]
    write_csv(data / "measures.csv", MEASURES.names, rows)
    with pytest.raises(ComparisonError, match="acting on the same, Kostnader > HVB"):
        measures_to_balance(2023, data=data)


def test_measures_on_nothing_that_is_named_are_added_and_said(tmp_path: Path) -> None:
    rows = [action(name, "beslutad", "1 tkr") for name in ("A.", "B.")]
    data = board(tmp_path, *rows)
    assert told(data)[-1][2] == -8
    assert (
        "Vad två av åtgärderna verkar på är inte infört, så de kan räknas två gånger."
        in describe_measures_to_balance(2023, data=data)
    )


def test_a_year_without_a_follow_up_or_a_forecast_is_refused(tmp_path: Path) -> None:
    data = board(tmp_path, DECIDED)
    with pytest.raises(DataError, match=r"^uppföljning: saw year 2022; expected one of: 2023"):
        measures_to_balance(2022, data=data)
    assert describe_measures_to_balance(2022, data=data) == (
        "Kvar till balans 2022 går inte att räkna: ingen uppföljning med prognos är inläst."
    )


def test_the_words_say_what_is_given_what_is_left_and_what_is_not_known(tmp_path: Path) -> None:
    rows = [
        *(DECIDED, PROPOSED, action("Översyn.", "pågår")),
        action("Redan med.", "genomförd", "2 tkr", in_forecast="ja", acts_on="Summa"),
    ]
    assert describe_measures_to_balance(2023, data=board(tmp_path, *rows)).replace(SPACE, " ") == (
        "Prognosen efter augusti 2023 är ett underskott på 10 tkr. Beslutade åtgärder som prognosen inte räknar med ger "
        "4 tkr och föreslagna 3 tkr. Kvar till balans är 3 tkr. En åtgärd är redan med i prognosen och räknas inte igen. "
        "Vad en åtgärd ger i år är inte känt; den är inte med."
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [("10 tkr", "Med dem är budgeten i balans."), ("12 tkr", "Med dem är budgeten i balans, med 2 tkr till godo.")],
)
def test_a_budget_in_balance_is_said_as_that(tmp_path: Path, given: str, said: str) -> None:
    data = board(tmp_path, action("A.", "beslutad", given, acts_on="HVB"))
    assert said in describe_measures_to_balance(2023, data=data).replace(SPACE, " ")


def test_page_one_has_one_sentence_while_the_year_goes_on_and_none_when_it_is_over(tmp_path: Path) -> None:
    (first, *_) = answers(2023, data=board(tmp_path / "pågår", DECIDED, PROPOSED))[2].sentences
    assert first.text.replace(SPACE, " ") == (
        "Prognosen efter augusti 2023 är ett underskott på 10 tkr. Beslutade åtgärder som prognosen inte räknar med ger "
        "4 tkr och föreslagna 3 tkr. Kvar till balans är 3 tkr."
    )
    over = answers(2023, data=board(tmp_path / "slut", DECIDED, PROPOSED, final=True))[2].sentences
    assert not any("balans" in one.text for one in over)
    without = answers(2023, data=board(tmp_path / "utan", action("Översyn.", "pågår")))[2].sentences
    assert not any("balans" in one.text for one in without)


def outcome_board(data: Path, *rows: Row) -> Path:
    """Write a board with annual reports of 2022 and 2023, whose lines compare by their labels."""
    board(data, *rows, final=True)
    texts = {
        "a-2022": f"{HEAD}\tUtfall\tBudget\tAvvikelse\nStab\t-31\t-30\t-1\nHVB\t-80\t-70\t-10\nSumma\t-111\t-100\t-11\n"
    }
    register = (data / "documents.csv").read_text(encoding="utf-8").splitlines()
    more = [document_row(data, name, text) for name, text in texts.items()]
    write_csv(data / "documents.csv", DOCUMENTS.names, [*(line.split(",") for line in register[1:]), *more])
    return data


def test_what_was_expected_stands_beside_the_change_of_what_it_acts_on(tmp_path: Path) -> None:
    rows = [
        DECIDED,
        PROPOSED,
        action("Allt.", "genomförd", "1 tkr", effect_full_year="12 tkr"),
        action("Bara helår.", "genomförd", effect_full_year="12 tkr", acts_on="HVB"),
        action("Översyn.", "pågår"),
    ]
    frame = measures_against_outcome(2023, data=outcome_board(tmp_path, *rows))
    assert frame.dtypes.astype(str).to_dict() == OUTCOMES
    untried = "Samma benämning, inte prövad."
    assert plain_rows(frame, "åtgärd", "verkar_på", "väntad_tkr", "förändring_tkr", "skäl") == [
        ("Vakanser hålls.", "Stab", 4, 3, untried),
        ("Nytt avtal.", "HVB", 3, -4, untried),
        ("Allt.", "nettokostnad", 1, -1, untried),
        ("Bara helår.", "HVB", None, -4, f"Väntad effekt i år är ej känt: bara helårets är införd. {untried}"),
    ]


def test_a_change_that_is_not_known_is_said_so(tmp_path: Path) -> None:
    frame = measures_against_outcome(data=board(tmp_path, DECIDED))
    assert plain_rows(frame, "förändring_tkr", "skäl") == [
        (None, "ej känt: utfallet finns inte för både 2022 och 2023.")
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**7), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_the_steps_sum_to_what_is_left_whatever_the_measures_give(
    tmp_path_factory: pytest.TempPathFactory, given_effects: list[tuple[int, bool, bool]]
) -> None:
    rows = [
        action(f"Åtgärd {at}.", "beslutad" if decided else "föreslagen", f"{str(size / 10).replace('.', ',')} tkr",
               in_forecast="ja" if inside else "nej")
        for at, (size, decided, inside) in enumerate(given_effects)
    ]  # fmt: skip
    frame = measures_to_balance(2023, data=board(tmp_path_factory.mktemp("nämnd"), *rows))
    start, *steps, end = [Decimal(str(one)) for one in frame.query("slag != 'nivå'")["effekt_tkr"]]
    assert start + sum(steps) == end
    exact = -10 + sum(Decimal(size) / 10 for size, _, inside in given_effects if not inside)
    assert abs(end - exact) <= Decimal("0.5")
