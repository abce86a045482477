"""The set-up says what is wrong in Swedish, and an interrupted command ends with a line."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from analysis import __main__ as command

SET_UP = Path(__file__).parents[2] / "tools" / "environment.py"


@pytest.fixture(scope="module")
def set_up() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", SET_UP)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "output",
    [
        "WARNING: Retrying after connection broken by 'NewConnectionError'\n",
        "ERROR: No matching distribution found for anyio==4.16.0\n",
        "error: Temporary failure in name resolution\n",
    ],
)
def test_no_network_is_called_by_its_name(set_up: ModuleType, output: str) -> None:
    assert set_up.explain(output).startswith("Nätverket svarar inte, så paketen gick inte att hämta.")


def test_any_other_fault_is_shown(set_up: ModuleType) -> None:
    assert set_up.explain("a\nb\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n") == (
        "Paketen gick inte att installera:\na\nb\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\nKör samma kommando igen; det börjar om."
    )


def test_an_interrupted_command_ends_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "check_command", interrupt)
    assert command.main(["check"]) == 130
    assert capsys.readouterr().err == "Avbrutet.\n"
