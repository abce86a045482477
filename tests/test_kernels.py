"""Several notebooks in one kernel are as apart as in one each."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.files import DATA
from analysis.kernels import NotebookError, execute
from tests.notebooks import make_notebook

LEAVES = """
import os, sys, warnings
import matplotlib, matplotlib.pyplot as plt
import analysis
kept = 1
os.environ["NAMN"] = "kvar"
analysis.use("annan-mapp")
os.chdir("/")
sys.path.insert(0, "annan")
warnings.simplefilter("error")
matplotlib.rcParams["font.size"] = 77
figure, _ = plt.subplots()
"""
FINDS = """
import os, sys, warnings
import matplotlib, matplotlib.pyplot as plt
from analysis.files import session
print("kept" in globals(), os.environ.get("NAMN"), session()[0].name, os.getcwd() == sys.path[0], "annan" in sys.path)
print(warnings.filters[0][0] == "error", matplotlib.rcParams["font.size"] == 77, plt.get_fignums())
"""


@pytest.fixture(autouse=True)
def _one_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def test_nothing_that_a_notebook_leaves_behind_is_found_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    paths = [make_notebook(tmp_path / "01_a.ipynb", LEAVES), make_notebook(tmp_path / "b" / "02_b.ipynb", FINDS)]
    _, found = execute(paths, DATA)
    text = "".join(output.text for output in found.content.cells[1].outputs)
    assert text == "False None data True False\nFalse False []\n"


def test_they_run_in_one_process_and_count_their_cells_anew(tmp_path: Path) -> None:
    paths = [make_notebook(tmp_path / f"0{at}_a.ipynb", "import os\nprint(os.getpid())", "1 + 1") for at in (1, 2)]
    first, second = (one.content.cells for one in execute(paths, DATA))
    assert first[1].outputs[0].text == second[1].outputs[0].text
    assert [cell.outputs[0].data["text/plain"] for cell in (first[2], second[2])] == ["2", "2"]
    assert [cell.execution_count for cell in second[1:]] == [1, 2]
    assert len(first) == len(second) == 3


def test_a_notebook_that_fails_or_kills_its_kernel_stops_no_other(tmp_path: Path) -> None:
    cells = {"01_a": "1 / 0", "02_b": "import os\nos._exit(1)", "03_c": f"open({str(tmp_path / 'c')!r}, 'w').close()"}
    paths = [make_notebook(tmp_path / f"{name}.ipynb", cell) for name, cell in cells.items()]
    with pytest.raises(NotebookError, match=r"01_a\.ipynb: saw ZeroDivisionError: division by zero") as error:
        execute(paths, DATA)
    assert [one.file for one in error.value.faults] == ["01_a.ipynb", "02_b.ipynb"]
    assert "Kernel died" in str(error.value.faults[1])
    assert (tmp_path / "c").exists()
