"""The named errors: every text in both languages, and every call with the values that its text names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import analysis.errors
import analysis.fault_texts
from analysis.errors import AnalysisError, DataError, DocumentError, NoTablesError, OutputError, fault

SOURCES = sorted(Path(analysis.errors.__file__).parent.rglob("*.py"))

TEXTS = analysis.fault_texts.TEXTS


def named(code: str) -> set[str]:
    """Return the values that the texts of a code name."""
    parts = [text for texts in TEXTS[code] for text in texts]
    return {name for text in parts for _, name, _, _ in Formatter().parse(text) if name}


# code, the values that its callers give, English, Swedish
EXAMPLES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "missing-file",
        {},
        "a.txt: saw no such file; expected a file; check the path and the file name",
        "a.txt: filen finns inte; väntade en fil; kontrollera sökväg och filnamn.",
    ),
    (
        "too-many",
        {"place": "blad Drift", "most": 1000, "what": "rows", "what_sv": "rader"},
        "a.txt: saw blad Drift: more than 1000 rows; expected at most 1000 rows; copy the report's tables to a file of their own",
        "a.txt: blad Drift: fler än 1000 rader; väntade högst 1000 rader; kopiera rapportens tabeller till en egen fil.",
    ),
    (
        "bad-value",
        {"column": "weight", "seen": "2", "expected": "1 or -1", "expected_sv": "1 eller -1"},
        "a.txt: saw weight = '2'; expected 1 or -1; correct the cell",
        "a.txt: weight = ”2”; väntade 1 eller -1; rätta cellen.",
    ),
]


@pytest.mark.parametrize(("code", "values", "english", "swedish"), EXAMPLES, ids=[case[0] for case in EXAMPLES])
def test_a_code_is_said_in_both_languages(code: str, values: dict[str, Any], english: str, swedish: str) -> None:
    one = fault(code, "a.txt", **values)
    assert one.english() == english
    assert one.swedish() == swedish


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_code_has_a_whole_text_in_both_languages(code: str) -> None:
    values: dict[str, Any] = dict.fromkeys(named(code), "det")
    one = fault(code, "a.txt", **values)
    for said, middle in ((one.english(), "; expected "), (one.swedish(), "; väntade ")):
        assert said.startswith("a.txt: ")
        assert middle in said
        assert "{" not in said
    assert all(text.strip() for texts in TEXTS[code] for text in texts)


def fault_calls() -> Iterator[tuple[str, int, str, set[str]]]:
    """Yield each call of fault() in the sources: module, line, code, names of the values given."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spread: set[str] = set()  # names in dicts that are spread into a call
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                spread |= {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fault":
                names = {word.arg for word in node.keywords if word.arg}
                is_spread = any(word.arg is None for word in node.keywords)
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{path.name} line {node.lineno}: the code is not a literal"
                yield path.name, node.lineno, str(code.value), names | (spread if is_spread else set())


def test_callers_give_the_values_that_the_texts_name() -> None:
    calls = list(fault_calls())
    assert {"documents.py", "frames.py", "leftovers.py", "load.py", "register.py", "sums.py", "tidy.py"} <= {
        call[0] for call in calls
    }
    assert {call[2] for call in calls} == set(TEXTS)
    assert [call for call in calls if not named(call[2]) <= call[3]] == []


def test_a_fault_says_its_line_in_both_languages() -> None:
    one = fault("missing-file", "a.txt", 12)
    assert one.english() == "a.txt, line 12: saw no such file; expected a file; check the path and the file name"
    assert one.swedish() == "a.txt rad 12: filen finns inte; väntade en fil; kontrollera sökväg och filnamn."


def test_a_file_may_be_a_path() -> None:
    assert fault("empty-file", Path("data") / "a.txt").file == str(Path("data") / "a.txt")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        fault("no-such-code", "a.txt")


def test_an_error_carries_one_fault() -> None:
    one = fault("empty-file", "a.txt")
    error = AnalysisError(one)
    assert error.faults == (one,)
    assert str(error) == one.english()
    assert error.swedish() == one.swedish()


def test_an_error_carries_all_faults_in_order_one_a_line() -> None:
    error = DataError([fault("empty-file", "b.txt"), fault("missing-file", "a.txt", 3)])
    assert [one.code for one in error.faults] == ["empty-file", "missing-file"]
    assert str(error).splitlines() == [
        "b.txt: saw an empty file; expected the text of a report; export or download the file again",
        "a.txt, line 3: saw no such file; expected a file; check the path and the file name",
    ]
    assert error.swedish().splitlines() == [
        "b.txt: en tom fil; väntade en rapports text; exportera eller hämta filen på nytt.",
        "a.txt rad 3: filen finns inte; väntade en fil; kontrollera sökväg och filnamn.",
    ]


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (DocumentError, AnalysisError),
        (NoTablesError, DocumentError),
        (DataError, AnalysisError),
        (OutputError, AnalysisError),
    ],
)
def test_named_errors_are_caught_by_the_name_above(kind: type[AnalysisError], above: type[AnalysisError]) -> None:
    with pytest.raises(above, match=r"^a\.txt: saw an empty file"):
        raise kind(fault("empty-file", "a.txt"))


def test_no_named_error_is_caught_as_another() -> None:
    assert not issubclass(DataError, DocumentError)
    assert not issubclass(OutputError, DataError | DocumentError)
