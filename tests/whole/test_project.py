"""What holds for the project as a whole: its packages, its data, the flow of its imports, its dictionary."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import analysis
from analysis.csv_files import CsvFile
from analysis.data_files import ALL
from analysis.explanations.audit.balance import OUTCOMES
from analysis.explanations.audit.budgets import DECISIONS
from analysis.explanations.audit.money import MONEY
from analysis.explanations.audit.payers import PAID
from analysis.explanations.audit.principles import HELD
from analysis.explanations.audit.projects import OUTLAYS
from analysis.explanations.audit.unit_costs import UNIT_COSTS
from analysis.explanations.causes import CAUSES
from analysis.explanations.deviations import RANKED
from analysis.explanations.effects import EFFECTS
from analysis.explanations.forecasts import FORECASTS
from analysis.explanations.measures import ACTIONS
from analysis.explanations.sensitivity import SENSITIVITY
from analysis.explanations.staffing import STAFFING
from analysis.explanations.years import YEARS
from analysis.exploration.levers import LEVERS
from analysis.exploration.tree import TREE
from analysis.ledger.claims import AUDIT
from analysis.ledger.compare import CHANGE, CONCEPTS, SERIES, UNKNOWN
from analysis.ledger.ledger import FIGURES
from analysis.statements.checks import CHECKS
from analysis.statements.load import CARRY_OVERS, DRIFT, FOLLOW_UPS, INVESTMENTS, MONTHS, STAFF, VOLUMES
from analysis.wording.views import TRACE
from analysis.yardsticks.accuracy import ACCURACY, OUTLOOK
from analysis.yardsticks.checklist import CHECKLIST
from analysis.yardsticks.goals import GOALS
from analysis.yardsticks.peers import PEERS, SPLIT
from analysis.yardsticks.profile import PROFILE
from analysis.yardsticks.signals import SIGNALS

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted((ROOT / "data" / "reports").glob("*.txt"))
SOURCES = ROOT.parent / "shared" / "reports"  # the whole reports, where they are at hand
MODULES = {
    ".".join(path.relative_to(ROOT / "analysis").with_suffix("").parts): path
    for path in sorted((ROOT / "analysis").rglob("*.py"))
}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked() -> dict[str, list[str]]:
    """Return the versions that requirements.lock pins, by package."""
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==([^ ]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    ):
        pins.setdefault(name, []).append(version)
    return pins


def test_the_conda_environment_has_the_packages_of_the_project() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^  - (.+)$", text.partition("\ndependencies:\n")[2], re.MULTILINE)
    needed = project()["project"]
    bare = [one.partition(",<=")[0] for one in listed]
    assert sorted(bare) == sorted([*needed["dependencies"], f"python{needed['requires-python']}", "pip", "pip:"])


def test_the_conda_environment_takes_nothing_newer_than_the_tests_are_run_with() -> None:
    text, pins = (ROOT / "environment.yml").read_text(encoding="utf-8"), locked()
    bounds = re.findall(r"^  - ([a-z0-9-]+)>=[0-9.]+(?:,<=([0-9.]+))?$", text, re.MULTILINE)
    assert dict(bounds) == {"python": ""} | {
        name: max(pins[name], key=Version) for name, _ in bounds if name != "python"
    }


def test_the_conda_environment_installs_the_project_itself() -> None:
    assert (ROOT / "environment.yml").read_text(encoding="utf-8").endswith("  - pip:\n      - -e .\n")


def test_the_lock_pins_every_dependency_within_its_bounds() -> None:
    settings, pins = project(), locked()
    needed = [Requirement(text) for text in settings["project"]["dependencies"] + settings["dependency-groups"]["dev"]]
    assert {canonicalize_name(one.name) for one in needed} <= set(pins)
    wrong = [one for one in needed for pin in pins[canonicalize_name(one.name)] if pin not in one.specifier]
    assert wrong == []


def test_the_lock_holds_nothing_but_pinned_packages_with_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    package = r"[a-z0-9-]+==[\w.]+(?: ; [^\n\\]+)? \\\n"
    hashes = r"(?:    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n"
    assert re.sub(package + hashes, "", text) == ""


@pytest.mark.parametrize("word", ["://", "index-url", "find-links", "@ file", "--trusted-host"])
def test_the_lock_names_no_place_to_load_from(word: str) -> None:
    assert word not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_pipeline_runs_the_tests() -> None:
    run = ROOT / ".ci" / "run"
    assert run.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    assert os.access(run, os.X_OK)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_git_leaves_the_layout_of_a_report_alone(path: Path) -> None:
    command = ["git", "check-attr", "text", "whitespace", "--", str(path.relative_to(ROOT))]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.rpartition(": ")[2] for line in said.splitlines()] == ["unset", "unset"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_holds_no_prose(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "\t" not in line and len(line) > 120] == []
    assert [line for line in lines if line.rstrip().endswith((".", "!", "?"))] == []
    assert [line for line in lines if re.search(r"[a-zåäö]{3}[.!?] +[A-ZÅÄÖ]", line)] == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_line_of_a_report_is_the_sources_own(path: Path) -> None:
    if not SOURCES.is_dir():
        pytest.skip("the whole reports are not at hand")
    whole = set((SOURCES / path.name).read_text(encoding="utf-8").splitlines())
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert [line for line in lines if line not in whole] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_its_one_job_in_one_sentence(name: str) -> None:
    text = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8"))) or ""
    first, *rest = text.split("\n")
    assert re.fullmatch(r"[A-Z`].*[^.]\.", first), "the first line is a sentence"
    assert not re.search(r"[.!?] +[A-Z]", first), "and no more than one"
    assert rest[:1] in ([], [""]), "and stands alone"


def test_the_package_itself_imports_no_module_of_its_own() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, analysis; print(*(name for name in sys.modules if name[:9] == 'analysis.'))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "\n"


def test_the_public_names_stand_in_the_modules_that_the_package_gives() -> None:
    for name, home in vars(analysis)["_HOMES"].items():
        found = import_module(f".{name}", "analysis") if home == "." else getattr(import_module(home, "analysis"), name)
        assert getattr(analysis, name) is found


def test_the_stub_has_a_line_for_each_public_name_and_no_other() -> None:
    lines = (ROOT / "analysis" / "__init__.pyi").read_text(encoding="utf-8").splitlines()
    rest = [line for line in lines if not re.fullmatch(r"from \.[\w.]* import (\w+) as \1", line)]
    assert [line for line in rest if line] == ["__version__: str"]
    assert dir(analysis) == vars(analysis)["__all__"] == sorted(vars(analysis)["_HOMES"])


def test_the_only_module_among_the_public_names_is_charts() -> None:
    assert [name for name in dir(analysis) if isinstance(getattr(analysis, name), ModuleType)] == ["charts"]


def test_an_unknown_public_name_is_named() -> None:
    with pytest.raises(AttributeError, match="module 'analysis' has no attribute 'avvikelser'"):
        analysis.avvikelser  # type: ignore[attr-defined]  # noqa: B018


def dictionary() -> dict[str, list[str]]:
    """Return the columns that each table of the data dictionary names, by the heading above it."""
    sections = re.split(r"^### `(.+)`$", (ROOT / "data" / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[
        1:
    ]
    texts = [text.partition("\n## ")[0] for text in sections[1::2]]
    return {
        name: re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
        for name, text in zip(sections[::2], texts, strict=True)
    }


FRAMES: dict[str, Mapping[str, str]] = {
    "load_drift": DRIFT,
    "load_investments": INVESTMENTS,
    "load_carry_overs": CARRY_OVERS,
    "load_volumes": VOLUMES,
    "load_staff": STAFF,
    "reconcile": CHECKS,
    "load_figures": FIGURES,
    "trace": TRACE,
    "audit_claims": AUDIT,
    "concepts": CONCEPTS,
    "compare": SERIES,
    "change": CHANGE,
    "unknown_lines": UNKNOWN,
    "rank_deviations": RANKED,
    "bridge": EFFECTS,
    "budget_decisions": DECISIONS,
    "causes": CAUSES,
    "measures": ACTIONS,
    "measures_against_outcome": OUTCOMES,
    "other_payers": PAID,
    "own_money": MONEY,
    "principles": HELD,
    "project_outlays": OUTLAYS,
    "year_table": YEARS,
    "staffing": STAFFING,
    "sensitivity": SENSITIVITY,
    "levers": LEVERS,
    "explain_tree": TREE,
    "load_follow_ups": FOLLOW_UPS,
    "load_months": MONTHS,
    "forecast_path": FORECASTS,
    "forecast_accuracy": ACCURACY,
    "forecast_outlook": OUTLOOK,
    "year_profile": PROFILE,
    "signals": SIGNALS,
    "goals": GOALS,
    "unit_costs": UNIT_COSTS,
    "checklist": CHECKLIST,
    "peers": PEERS,
    "peer_split": SPLIT,
}


@pytest.mark.parametrize("name", FRAMES)
def test_the_dictionary_names_every_column_of_a_frame_in_order(name: str) -> None:
    assert dictionary()[name] == list(FRAMES[name])


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_the_dictionary_has_the_columns_of_a_csv_file_as_they_are_declared(file: CsvFile) -> None:
    section = (ROOT / "data" / "README.md").read_text(encoding="utf-8").partition(f"\n### `{file.name}`\n")[2]
    table = section[section.index("| column |") :].partition("\n\n")[0]
    assert f"{table}\n" == file.dictionary(), "make it anew with tools/dictionary.py"


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_the_dictionary_explains_every_word_that_is_allowed_in_a_column(file: CsvFile) -> None:
    words = the_words()
    silent = [
        word
        for column in file.columns
        for word in column.kind.words
        if f"`{word}`" not in column.meaning and f"`{word}`" not in words
    ]
    assert silent == []


def test_every_csv_file_is_declared() -> None:
    assert {path.name for path in (ROOT / "data").glob("*.csv")} <= {file.name for file in ALL}


def test_the_dictionary_describes_nothing_that_is_not_there() -> None:
    assert set(dictionary()) == {*FRAMES, *(file.name for file in ALL)}


def the_words() -> str:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    return text.partition("\n## The words\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    "word",
    [
        *("intäkt", "kostnad", "netto", "varav", "summa"),
        *("säker", "tveksam"),
        *("stämmer", "avrundning", "avviker", "kan inte prövas"),
        *("årets", "sedan projektstart", "totalt", "kvinnor", "män"),
        *("tryckt", "beräknad", "saknas", "jämförbar", "delvis", "ej jämförbar"),
        *("uppgett", "ej angiven", "oförklarat", "beräknat", "start", "effekt", "avrundning", "rest", "slut"),
        *("budget med motsatt tecken", "avvikelse från budget", "avrundning eller rest"),
        *("lika", "större", "mindre", "minst", "högst", "exakt", "cirka", "närmare", "drygt"),
    ],
)
def test_the_dictionary_explains_every_word_that_a_column_may_hold(word: str) -> None:
    assert f"`{word}`" in the_words()
