"""Layouts of real documents, rebuilt with other figures and labels: what is read of each, held against its print.

What is read today stands as literal counts; nothing is wrong and sure, and no sign is turned.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.oracle.rebuilt import read_print
from tests.readers.oracle.run import read
from tests.readers.oracle.score import OUTCOMES, SURE, Score, score

CASES = Path(__file__).parent / "cases"

# cells that are right, doubtful, left out with a word, refused with the file, left out without a word, wrong and sure
TODAY = {
    "g1_three_level_banner.xlsx": (24, 0, 0, 0, 0, 0),
    "g3_superscript_footnotes.docx": (8, 0, 0, 0, 0, 0),
    "g5_period_and_year_eight_columns.pdf": (32, 0, 0, 0, 0, 0),
    "k01_cell_per_line_head_shortened.txt": (9, 0, 0, 0, 0, 0),
    "k02_unknown_head_words.txt": (10, 0, 0, 0, 0, 0),
    "k03_percent_column_glued_to_head.txt": (0, 8, 0, 0, 0, 0),
    "k04_prognos_avvikelse_split.txt": (12, 0, 0, 0, 0, 0),
    "k05_aligned_text_empty_cell.txt": (6, 0, 0, 0, 0, 0),
    "k06_dash_minus_read_as_empty.txt": (9, 2, 0, 0, 0, 0),
    "k07_two_columns_missing_cell.txt": (4, 1, 0, 0, 0, 0),
    "k08_deviation_before_outcome_not_tested.txt": (6, 5, 0, 0, 0, 0),
    "k09_varav_alone_on_a_line.txt": (6, 3, 0, 0, 0, 0),
    "k10_two_rows_on_a_line.txt": (9, 0, 0, 0, 0, 0),
    "k11_footnote_mark_under_heading_ends_table.txt": (18, 0, 0, 0, 0, 0),
    "k12_line_without_tab_ends_table.txt": (9, 0, 0, 0, 0, 0),
    "k13_unreadable_totalt_is_a_head.txt": (9, 0, 0, 0, 0, 0),
    "k14_avvik_point_in_lost_head.txt": (6, 0, 0, 0, 0, 0),
    "k15_heading_resultat_turns_the_signs.txt": (12, 0, 0, 0, 0, 0),
    "k16_one_large_income_turns_the_signs.txt": (15, 0, 0, 0, 0, 0),
    "k17_html_row_one_cell_short.html": (8, 3, 0, 0, 0, 0),
    "k18_deviation_before_outcome_turned.txt": (9, 0, 0, 0, 0, 0),
    "r01_invest_stacked_head_text.txt": (36, 14, 0, 0, 0, 0),
    "r01c_invest_banner.xlsx": (50, 0, 0, 0, 0, 0),
    "r02_head_line_read_as_row.txt": (7, 0, 0, 0, 0, 0),
    "r03_label_ends_below_numbers.txt": (6, 10, 0, 0, 0, 0),
    "r04_layout_head_three_levels.txt": (20, 0, 0, 0, 0, 0),
    "r06_footnote_digit_glued_to_decimals.txt": (4, 4, 0, 0, 0, 0),
    "r07_six_columns_broken_head_word.txt": (0, 30, 0, 0, 0, 0),
    "r08_second_table_lost_without_note.txt": (18, 0, 0, 0, 0, 0),
    "r09_stacked_tables_gap1.xlsx": (6, 6, 0, 0, 0, 0),
    "r09c_stacked_tables.csv": (6, 6, 0, 0, 0, 0),
    "r10_word_in_first_number_column.pdf": (6, 2, 0, 0, 0, 0),
    "r11_footnote_joins_last_label.pdf": (12, 0, 0, 0, 0, 0),
    "r12_minus_in_a_run_of_its_own.pdf": (18, 0, 0, 0, 0, 0),
    "r13_accounting_format_calc.pdf": (17, 0, 0, 0, 0, 0),
    "r14_left_heads_right_numbers.pdf": (18, 0, 0, 0, 0, 0),
    "r15_code_with_leading_zero_as_label.csv": (6, 0, 0, 0, 0, 0),
    "r17_code_first_label_second.csv": (6, 0, 0, 0, 0, 0),
    "r18_known_table_lost_with_unknown_below.pdf": (18, 0, 0, 0, 0, 0),
    "r20_note_says_doubtful_rows_are_sure.pdf": (8, 0, 0, 0, 0, 0),
    "r21_unit_on_a_line_of_its_own.pdf": (12, 0, 0, 0, 0, 0),
}


def judged(name: str) -> Score:
    tables, refusal = read(CASES / name)
    return score(read_print((CASES / name).with_suffix(".json")), tables, refusal)


def test_every_file_is_a_case() -> None:
    assert sorted(path.name for path in CASES.iterdir() if path.suffix != ".json") == sorted(TODAY)


@pytest.mark.parametrize("name", TODAY)
def test_no_row_is_wrong_and_sure(name: str) -> None:
    assert judged(name).wrong == []


@pytest.mark.parametrize("name", TODAY)
def test_no_sign_is_turned(name: str) -> None:
    assert judged(name).turned == 0


@pytest.mark.parametrize(("name", "counts"), TODAY.items(), ids=TODAY)
def test_counts_of_cells(name: str, counts: tuple[int, ...]) -> None:
    cells = judged(name).cells
    assert tuple(cells[outcome] for outcome in OUTCOMES) == counts


@pytest.mark.parametrize("name", TODAY)
def test_no_note_calls_sure_rows_doubtful(name: str) -> None:
    for table in read(CASES / name)[0]:
        if any("raderna är tveksamma" in note for note in table.notes):
            assert not any(row.certainty == SURE for row in table.rows)
        if any("tecken är tveksam" in note for note in table.notes):
            assert all(turn.doubt for row, turn in zip(table.rows, table.turns, strict=True) if row.certainty == SURE)
