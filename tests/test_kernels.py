"""Notebooks executed side by side are as apart as in a kernel each; by forks and by kernels alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.files import DATA, NOTEBOOKS
from analysis.forked import can_fork
from analysis.kernels import NotebookError, execute
from tests.notebooks import make_notebook

needs_fork = pytest.mark.skipif(not can_fork(), reason="no forks on this system")
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
SAYS = (
    "import sys\nprint('ett')\nprint('två', file=sys.stderr)\n'tre'",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "from IPython.display import clear_output, display, HTML\nprint('borta')\nclear_output(wait=True)\nprint('kvar')",
    "shown = display('först', display_id=True)\nshown.update('sedan')\ndisplay(HTML('<b>fet</b>'))",
    "import pandas as pd\npd.DataFrame({'post': ['Stab'], 'tkr': [-1.5]})",
    "import asyncio\nawait asyncio.sleep(0, 'väntat')",
    "%%capture\nprint('tyst')",
    "   ",
    "_, Out[1], In[1][:6]",
    "get_ipython().run_line_magic('matplotlib', 'inline')\nplt.rcParams['figure.dpi']",
)


@pytest.fixture(params=[pytest.param("forks", marks=needs_fork), "kernels"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Execute by forks, and by kernels as on a system without them."""
    if request.param == "kernels":
        monkeypatch.setattr("analysis.kernels.can_fork", lambda: False)
    return str(request.param)


@pytest.fixture
def _one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.mark.usefixtures("way", "_one_core")
def test_nothing_that_a_notebook_leaves_behind_is_found_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    paths = [make_notebook(tmp_path / "01_a.ipynb", LEAVES), make_notebook(tmp_path / "b" / "02_b.ipynb", FINDS)]
    _, found = execute(paths, DATA)
    text = "".join(output.text for output in found.content.cells[1].outputs)
    assert text == "False None data True False\nFalse False []\n"


@pytest.mark.usefixtures("_one_core")
def test_they_share_a_kernel_only_where_there_are_no_forks_and_count_their_cells_anew(tmp_path: Path, way: str) -> None:
    paths = [make_notebook(tmp_path / f"0{at}_a.ipynb", "import os\nprint(os.getpid())", "1 + 1") for at in (1, 2)]
    first, second = (one.content.cells for one in execute(paths, DATA))
    assert (first[1].outputs[0].text == second[1].outputs[0].text) == (way == "kernels")
    assert [cell.outputs[0].data["text/plain"] for cell in (first[2], second[2])] == ["2", "2"]
    assert [cell.execution_count for cell in second[1:]] == [1, 2]
    assert len(first) == len(second) == 3


@pytest.mark.usefixtures("way", "_one_core")
def test_a_notebook_that_fails_or_kills_its_kernel_stops_no_other(tmp_path: Path) -> None:
    cells = {"01_a": "1 / 0", "02_b": "import os\nos._exit(1)", "03_c": f"open({str(tmp_path / 'c')!r}, 'w').close()"}
    paths = [make_notebook(tmp_path / f"{name}.ipynb", cell) for name, cell in cells.items()]
    ended = list[str]()
    with pytest.raises(NotebookError, match=r"01_a\.ipynb: saw ZeroDivisionError: division by zero") as error:
        execute(paths, DATA, each=lambda one: ended.append(one.name))
    assert [one.file for one in error.value.faults] == ["01_a.ipynb", "02_b.ipynb"]
    assert "Kernel died" in str(error.value.faults[1])
    assert (tmp_path / "c").exists()
    assert ended == ["03_c"]


@pytest.mark.usefixtures("way")
def test_a_cell_that_takes_too_long_is_told_with_its_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.kernels.TIMEOUT", 10)  # a kernel loads matplotlib in its first
    cells = {"01_a": "import time\ntime.sleep(60)", "02_b": "1"}
    paths = [make_notebook(tmp_path / f"{name}.ipynb", cell) for name, cell in cells.items()]
    with pytest.raises(NotebookError, match=r"01_a\.ipynb: saw A cell timed out .*after 10 seconds") as error:
        execute(paths, DATA)
    assert len(error.value.faults) == 1


@pytest.mark.usefixtures("way")
def test_cells_may_be_marked_to_fail_or_to_be_left_out(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "01_a.ipynb", "1 / 0", "left = 1", "print('left' in globals())")
    content = nbformat.read(path, as_version=4)
    content.cells[1].metadata.tags, content.cells[2].metadata.tags = ["raises-exception"], ["skip-execution"]
    nbformat.write(content, path)
    cells = execute([path], DATA)[0].content.cells
    assert cells[1].outputs[0].ename == "ZeroDivisionError"
    assert cells[3].outputs[0].text == "False\n"


@needs_fork
def test_forks_give_the_outputs_that_kernels_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_notebook(tmp_path / "01_a.ipynb", *SAYS)
    paths = [made, NOTEBOOKS / "01_oversikt.ipynb", NOTEBOOKS / "06_egen_rapport.ipynb"]
    forked = [_cells(one.content) for one in execute(paths, DATA, out=tmp_path)]
    monkeypatch.setattr("analysis.kernels.can_fork", lambda: False)
    assert forked == [_cells(one.content) for one in execute(paths, DATA, out=tmp_path)]
    said = [output for cell in forked[0] for output in cell[1]]
    assert {one["output_type"] for one in said} == {"stream", "display_data", "execute_result"}
    assert any("image/png" in one.get("data", {}) for one in said)


def _cells(content: Any) -> list[tuple[int | None, list[dict[str, Any]]]]:
    """Return what a notebook shows, streams put together as a page puts them."""
    found = []
    for cell in content.cells:
        outputs = list[dict[str, Any]]()
        for one in cell.get("outputs", []):
            if outputs and one.output_type == "stream" and one.get("name") == outputs[-1].get("name"):
                outputs[-1]["text"] += one.text
            else:
                outputs.append(dict(one))
        found.append((cell.get("execution_count"), outputs))
    return found


@needs_fork
def test_what_is_written_past_python_is_shown_too(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "01_a.ipynb", "import os\nos.system('echo skalet')\n!echo kommandot")
    text = "".join(one.text for one in execute([path], DATA)[0].content.cells[1].outputs)
    assert sorted(text.split()) == ["kommandot", "skalet"]


@needs_fork
def test_forks_draw_their_own_random_numbers(tmp_path: Path) -> None:
    cell = "import random\nimport numpy as np\nprint(random.random(), np.random.rand())"
    paths = [make_notebook(tmp_path / f"0{at}_a.ipynb", cell) for at in (1, 2)]
    (first,), (second,) = ([cell.outputs[0].text for cell in one.content.cells[1:]] for one in execute(paths, DATA))
    assert not set(first.split()) & set(second.split())


@needs_fork
def test_a_temporary_folder_that_a_notebook_leaves_is_taken_away(tmp_path: Path) -> None:
    cell = "from tempfile import TemporaryDirectory\nplace = TemporaryDirectory()\nprint(place.name)"
    (one,) = execute([make_notebook(tmp_path / "01_a.ipynb", cell)], DATA)
    assert not Path(one.content.cells[1].outputs[0].text.strip()).exists()


WAITS = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(60)"
INTERRUPTED = """
from pathlib import Path
from analysis.report import make_report
try:
    make_report(Path("ut"), notebooks=Path())
except KeyboardInterrupt:
    print("avbrutet")
"""


FORKS = "import os, time\nif os.fork() == 0:\n    time.sleep(60)\n    os._exit(0)"


@needs_fork
def test_what_a_notebook_forked_and_left_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.kernels.TIMEOUT", 30)  # what is left would sleep longer
    (one,) = execute([make_notebook(tmp_path / "01_a.ipynb", FORKS, "'klart'")], DATA)
    assert one.content.cells[2].outputs[0].data["text/plain"] == "'klart'"
    with pytest.raises(NotebookError, match="Kernel died"):
        execute([make_notebook(tmp_path / "02_b.ipynb", f"{FORKS}\nos._exit(1)")], DATA)


@needs_fork
def test_what_a_cell_forked_does_not_go_on_with_the_notebook(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "01_a.ipynb", "import os\nforked = os.fork()", "print(forked > 0)")
    assert execute([path], DATA)[0].content.cells[2].outputs[0].text == "True\n"


@needs_fork
def test_ctrl_c_ends_notebooks_at_once(tmp_path: Path) -> None:
    make_notebook(tmp_path / "01_a.ipynb", WAITS)
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        pid = _waited(tmp_path / "pid")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert said == "avbrutet\n"
    assert process.returncode == 0
    _gone(pid)


@needs_fork
def test_notebooks_end_with_a_report_that_is_killed(tmp_path: Path) -> None:
    make_notebook(tmp_path / "01_a.ipynb", WAITS)
    with subprocess.Popen([sys.executable, "-c", INTERRUPTED], cwd=tmp_path) as process:
        pid = _waited(tmp_path / "pid")
        process.kill()
    _gone(pid)


def _waited(path: Path) -> int:
    until = time.monotonic() + 60
    while not path.exists() or not path.read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    return int(path.read_text())


def _gone(pid: int) -> None:
    """Wait for a process to end, which it does long before its cell would."""
    until = time.monotonic() + 30
    while _is_there(pid):
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
