"""What compares without a row of concepts.csv: totals, equal labels, the column of last year, the statement chosen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.deviations import deviation_lines, rank_deviations, year_total
from analysis.explanations.years import comparison_year, year_table
from analysis.ledger.compare import change, compare, concepts, unknown_lines
from analysis.ledger.ledger import load_figures
from analysis.ledger.restated import restated
from analysis.statements.folder import opened
from analysis.statements.load import load_drift
from analysis.statements.main import main_statements
from analysis.wording.answers import answers
from analysis.wording.trust import describe_layouts
from tests.boards import plain_rows, write_board
from tests.ledgers import concept, write_ledger

HEAD = "Driftredovisning (tkr)\n\n\tUtfall {0}\tBudget {0}\tAvvikelse\n"
FIRST = (
    HEAD.format(2022)
    + "Hemtjänst\t-100\t-90\t-10\nBoende\t-200\t-210\t10\nStatsbidrag\t30\t20\t10\nSumma\t-270\t-280\t10\n"
)
LAST = (
    HEAD.format(2023)
    + "Hemtjänst\t-130\t-95\t-35\nBoende\t-210\t-215\t5\nStatsbidrag\t50\t20\t30\nSumma\t-290\t-290\t0\n"
)
BESIDE = (
    "Driftredovisning (tkr)\n\n\tUtfall 2022\tBudget 2023\tUtfall 2023\tAvvikelse\n"
    "Hemtjänst\t-100\t-95\t-130\t-35\nVårdboende\t-200\t-215\t-210\t5\nStatsbidrag\t30\t20\t50\t30\n"
    "Summa\t-270\t-290\t-290\t0\n"
)
BY_KIND = (
    "\nResultat per kostnadsslag (tkr)\n\n\tUtfall 2022\tBudget 2022\tAvvikelse\n"
    "Intäkter\t80\t60\t20\nPersonalkostnader\t-300\t-290\t-10\nÖvriga kostnader\t-50\t-50\t0\nNettokostnad\t-270\t-280\t10\n"
)
SECTION = "Driftredovisning (tkr)"


def sums(document: str, section: str, total: str, *parts: str) -> list[list[str]]:
    return [[document, section, total, part, "", "1", "lika"] for part in parts]


def two_years(folder: Path, first: str = FIRST, last: str = LAST) -> Path:
    names = ("Hemtjänst", "Boende", "Statsbidrag")
    own = [*sums("a-2022", SECTION, "Summa", *names), *sums("a-2023", SECTION, "Summa", *names)]
    return write_board(folder, {"a-2022": first, "a-2023": last}, own if (first, last) == (FIRST, LAST) else [])


def test_totals_compare_by_themselves_and_say_that_this_is_not_tested(tmp_path: Path) -> None:
    data = two_years(tmp_path)
    row = change("nettokostnad", 2022, 2023, data=data).iloc[0]
    assert (row["från"], row["till"], row["förändring"], row["jämförbarhet"]) == (-270, -290, -20, "inte prövad")
    assert row["skäl"] == "Samma benämning, inte prövad."
    assert change("nettoavvikelse", 2022, 2023, data=data)["förändring"].tolist() == [-10]
    assert change("nettobudget", 2022, 2023, data=data)["förändring"].tolist() == [-10]
    assert comparison_year(2023, data=data) == 2022
    assert "att de omfattar samma sak är inte prövat" in describe_layouts(opened(data))


def test_lines_of_one_label_compare_whatever_capitals_they_are_asked_by(tmp_path: Path) -> None:
    data = two_years(tmp_path)
    for name in ("Hemtjänst", "hemtjänst"):
        series = compare(name, data=data)
        assert plain_rows(series, "år", "värde", "jämförbarhet") == [
            (2022, -100.0, "inte prövad"),
            (2023, -130.0, "inte prövad"),
        ]
    assert "Boende" in concepts(data=data)["begrepp"].tolist()
    with pytest.raises(DataError, match="saw concept = 'Hemtjanst'; expected one of: Hemtjänst"):
        compare("Hemtjanst", data=data)


def test_a_board_with_one_year_has_nothing_that_compares(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2022": FIRST})
    assert concepts(data=data).empty
    assert comparison_year(2022, data=data) is None


def test_the_bridge_takes_the_lines_that_compare_and_sums_exactly(tmp_path: Path) -> None:
    data = two_years(tmp_path)
    assert plain_rows(bridge(2023, 2022, data=data), "post", "slag", "effekt_tkr") == [
        ("Nettokostnad 2022", "start", -270.0),
        ("Hemtjänst", "effekt", -30.0),
        ("Boende", "effekt", -10.0),
        ("Statsbidrag", "effekt", 20.0),
        ("Nettokostnad 2023", "slut", -290.0),
    ]
    assert plain_rows(adjust(2023, 2022, data=data), "post", "effekt_tkr")[1:] == [
        ("Större nettobudget", 10.0),
        ("Hemtjänst", -30.0),
        ("Boende", -10.0),
        ("Statsbidrag", 20.0),
        ("Nettoavvikelse 2023", 0.0),
    ]
    said = " ".join(one.text for one in answers(2023, data=data)[1].sentences).replace("\u00a0", " ")
    assert "Högre intäkter: statsbidrag (20 tkr)." in said
    assert "Högre kostnader: hemtjänst (30 tkr) och boende (10 tkr)." in said


def test_of_many_lines_that_changed_the_largest_are_named(tmp_path: Path) -> None:
    sizes = {"Hemtjänst": 90, "Boende": 80, "Skola": 70, "Park": 60, "Bad": 50, "Kultur": 40, "Stab": 30}
    first, last = (
        HEAD.format(year)
        + "".join(f"{label}\t{-100 - own}\t-100\t{-own}\n" for label, own in costs.items())
        + f"Summa\t{-700 - sum(costs.values())}\t-700\t{-sum(costs.values())}\n"
        for year, costs in ((2022, dict.fromkeys(sizes, 0)), (2023, sizes))
    )
    data = two_years(tmp_path, first, last)
    said = " ".join(one.text for one in answers(2023, data=data)[1].sentences).replace("\u00a0", " ")
    assert "skola (70 tkr), park (60 tkr), bad (50 tkr) och två andra rader (70 tkr)." in said


def test_lines_that_only_one_year_has_stay_unexplained(tmp_path: Path) -> None:
    data = two_years(tmp_path, last=LAST.replace("Boende", "Vårdboende"))
    rows = plain_rows(bridge(2023, 2022, data=data), "post", "slag", "effekt_tkr")
    assert rows[1:-1] == [
        ("Hemtjänst", "effekt", -30.0),
        ("Statsbidrag", "effekt", 20.0),
        ("Övrigt, oförklarat", "rest", -10.0),
    ]


def test_concepts_refine_what_compares_by_itself(tmp_path: Path) -> None:
    data = two_years(tmp_path)
    home = "[a-{0}:drift:Hemtjänst:utfall {0}]"
    rows = [
        concept("stöd i hemmet", 2022, home.format(2022)),
        concept("Boende", 2022, "[a-2022:drift:Boende:utfall 2022]", comparability="ej jämförbar", reason="Nytt hus"),
    ]
    write_ledger(tmp_path / "ny", [], concepts=rows)
    (data / "concepts.csv").write_bytes((tmp_path / "ny" / "concepts.csv").read_bytes())
    assert compare("stöd i hemmet", data=data)["jämförbarhet"].tolist() == ["jämförbar", "inte prövad"]
    assert "Hemtjänst" not in concepts(data=data)["begrepp"].tolist()
    with pytest.raises(ComparisonError, match="Nytt hus"):
        change("Boende", 2022, 2023, data=data)
    assert "Boende" not in bridge(2023, 2022, data=data)["post"].tolist()


def test_the_column_of_last_year_is_a_figure_of_last_year(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": BESIDE})
    assert set(load_drift(data=data)["år"]) == {2023}
    figures = load_figures(data=data).set_index("id")
    assert figures.loc["a-2023:drift:Hemtjänst:utfall 2022", "värde"] == -100
    row = change("nettokostnad", 2022, 2023, data=data).iloc[0]
    assert (row["förändring"], row["jämförbarhet"]) == (-20, "jämförbar")
    assert plain_rows(year_table(data=data), "år", "nettokostnad_tkr", "avvikelse_tkr") == [
        (2022, -270.0, None),
        (2023, -290.0, 0.0),
    ]
    assert plain_rows(bridge(2023, 2022, data=data), "post", "effekt_tkr")[1:-1] == [
        ("Hemtjänst", -30.0),
        ("Vårdboende", -10.0),
        ("Statsbidrag", 20.0),
    ]


def test_the_years_own_report_goes_before_the_column_of_the_next(tmp_path: Path) -> None:
    later = BESIDE.replace("Hemtjänst\t-100", "Hemtjänst\t-104").replace("Summa\t-270", "Summa\t-274")
    data = two_years(tmp_path, last=later)
    assert compare("Hemtjänst", [2022], data=data)["värde"].tolist() == [-100]
    assert compare("Vårdboende", [2022], data=data)["värde"].tolist() == [-200]
    assert compare("nettokostnad", [2022], data=data)["värde"].tolist() == [-270]
    found = {one.post: (one.year, int(one.difference)) for one in restated(opened(data))}
    assert found == {"Hemtjänst": (2022, -4), "Summa": (2022, -4)}
    said = " ".join(one.text for one in answers(2023, data=data)[-1].sentences).replace("\u00a0", " ")
    assert "Hemtjänst 2022 är −100 tkr i årets rapport men −104 tkr i en senare." in said
    assert "Att 2022 och 2023 mäter samma sak är inte prövat" in said


def test_what_print_rounds_is_not_restated(tmp_path: Path) -> None:
    head = "Driftredovisning (mnkr)\n\n\tUtfall 2022\tBudget 2023\tUtfall 2023\tAvvikelse\n"
    last = f"{head}Hemtjänst\t-0,1\t-0,1\t-0,1\t0,0\nSumma\t-0,3\t-0,1\t-0,1\t0,0\n"
    assert restated(opened(two_years(tmp_path, last=last))) == ()


def test_two_statements_of_a_year_are_kept_and_the_one_like_the_other_year_tells_it(tmp_path: Path) -> None:
    data = two_years(tmp_path, first=FIRST + BY_KIND)
    assert {one.section for one in main_statements(opened(data)).values()} == {SECTION}
    assert year_total(2022, data=data)["post"] == "Summa"
    assert "Personalkostnader" in load_drift(data=data)["post"].tolist()
    assert "Hemtjänst" in deviation_lines(2022, data=data)["post"].tolist()
    assert "Personalkostnader" not in deviation_lines(2022, data=data)["post"].tolist()


def test_of_two_statements_the_one_that_tells_the_year_says_how_it_is_drawn_up(tmp_path: Path) -> None:
    said = describe_layouts(opened(two_years(tmp_path, first=FIRST + BY_KIND)))
    assert said.startswith("Åren är uppställda på samma sätt.")


def test_incomes_and_costs_come_out_of_a_statement_that_is_parted_so(tmp_path: Path) -> None:
    parted = "Driftredovisning (tkr)\n\n\tUtfall {0}\tBudget {0}\tAvvikelse\nIntäkter\t{1}\t60\t{2}\nPersonalkostnader\t-300\t-300\t0\nSumma\t{3}\t-240\t{2}\n"
    texts = {"a-2022": parted.format(2022, 80, 20, -220), "a-2023": parted.format(2023, 90, 30, -210)}
    own = [row for name in texts for row in sums(name, SECTION, "Summa", "Intäkter", "Personalkostnader")]
    data = write_board(tmp_path, texts, own)
    assert change("intäkter", 2022, 2023, data=data)["förändring"].tolist() == [10]
    assert plain_rows(compare("bruttokostnad", data=data), "år", "värde") == [(2022, -300.0), (2023, -300.0)]


def test_net_lines_of_activities_are_not_taken_for_incomes_and_costs(tmp_path: Path) -> None:
    assert not {"intäkter", "bruttokostnad"} & set(concepts(data=two_years(tmp_path))["begrepp"])


def test_a_total_whose_parts_are_not_known_is_never_ranked_as_a_line(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": LAST.replace("-35", "-30")})
    posts = rank_deviations(2023, data=data)["post"].tolist()
    assert "Summa" not in posts
    assert set(posts) == {"Statsbidrag", "Boende", "Hemtjänst (tveksamt läst)", "Oförklarat"}
    lines = deviation_lines(2023, data=data)
    assert lines["avvikelse_tkr"].sum() == 0
    assert lines["post"].tolist()[-1] == "Oförklarat"


def test_a_label_that_a_table_has_twice_compares_with_nothing(tmp_path: Path) -> None:
    twice = LAST.replace("Statsbidrag\t50\t20\t30\n", "Hemtjänst\t50\t20\t30\n")
    data = two_years(tmp_path, last=twice)
    assert "Hemtjänst" not in concepts(data=data)["begrepp"].tolist()
    assert "Boende" in concepts(data=data)["begrepp"].tolist()


def test_nothing_is_called_unknown_that_both_years_have(tmp_path: Path) -> None:
    assert unknown_lines(data=two_years(tmp_path)).empty


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=1, max_size=5))
def test_the_steps_of_any_lines_sum_to_the_change(values: list[tuple[int, int]]) -> None:
    def text(year: int, at: int) -> str:
        rows = [f"Verksamhet {'ABCDE'[number]}\t{pair[at]}\t{pair[at]}\t0\n" for number, pair in enumerate(values)]
        total = sum(pair[at] for pair in values)
        return f"{HEAD.format(year)}{''.join(rows)}Summa\t{total}\t{total}\t0\n"

    with TemporaryDirectory() as place:
        data = write_board(Path(place), {"a-2022": text(2022, 0), "a-2023": text(2023, 1)})
        try:
            steps = bridge(2023, 2022, data=data)["effekt_tkr"].tolist()
        except DataError:
            assert load_drift(data=data)["läsning"].eq("tveksam").any()
            return
        assert sum(map(Decimal, steps[:-1])) == Decimal(steps[-1])


def test_a_line_of_another_table_is_asked_for_by_its_label_without_being_listed() -> None:
    name = "HME delindex ledarskap"
    assert compare(name)["jämförbarhet"].tolist() == ["inte prövad", "inte prövad"]
    assert change(name.lower(), 2019, 2020)["jämförbarhet"].tolist() == ["jämförbar"]  # one line of one table
    assert name not in concepts()["begrepp"].tolist()


def test_what_a_follow_up_expected_is_no_figure_of_a_year_that_has_ended(tmp_path: Path) -> None:
    hours = "\nVolymer\n\nVolymmått\tPrognos 2023\nAntal timmar\t2 875\n"
    ahead = "Driftredovisning (tkr)\n\n\tÅrsbudget\tHelårsprognos\tPrognosavvikelse\nHemtjänst\t-95\t-130\t-35\nSumma\t-95\t-130\t-35\n"
    data = write_board(tmp_path, {"a-2022": FIRST, "u-2023": ahead + hours})
    register = data / "documents.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("2023,helår", "2023,januari–augusti"), encoding="utf-8"
    )
    assert plain_rows(compare("Antal timmar", data=data), "år", "värde") == [(2023, 2875.0)]
    ended = write_board(tmp_path / "slut", {"a-2022": FIRST, "u-2023": ahead + hours, "z-2023": LAST})
    register = ended / "documents.csv"
    rows = register.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [row.replace("2023,helår", "2023,januari–augusti") if row.startswith("u-2023") else row for row in rows]
    register.write_text("".join(rows), encoding="utf-8")
    with pytest.raises(DataError, match="Antal timmar"):
        compare("Antal timmar", data=ended)
