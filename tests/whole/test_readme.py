"""README's commands do what it says; its Python example runs as a doctest of its own."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
needs_make = pytest.mark.skipif(
    not shutil.which("make") or not (ROOT / ".venv" / "ready").exists(), reason="not set up by make here"
)


def make(command: str, arguments: str) -> "subprocess.Popen[str]":
    name, target = command.split()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.Popen(
        [name, target, f"ARGS={arguments}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def test_readme_names_its_commands_and_each_has_a_test():
    assert [
        "make report",  # in test_report.py
        *("make test", "make lab"),  # tested here
        ".venv/bin/python -m analysis read report.pdf",  # these in test_command_line.py
        ".venv/bin/python -m analysis add report.pdf --board Kulturnämnden --year 2023 --data my-data",
        ".venv/bin/python -m analysis report --data my-data --out my-out",
    ] == COMMANDS


def test_make_test_is_what_continuous_integration_runs():
    # this test runs inside it, so that it works is shown by its running
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


@needs_make
def test_make_lab_opens_jupyterlab_on_the_notebooks():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    job = make(
        "make lab", f"--no-browser --allow-root --port={port} --ServerApp.port_retries=0 --IdentityProvider.token=prov"
    )
    try:
        listing = _fetch(port, "/api/contents?token=prov", job)
        assert '"01_oversikt.ipynb"' in listing
    finally:
        os.killpg(job.pid, signal.SIGKILL)
        job.communicate()


def _fetch(port: int, path: str, job: "subprocess.Popen[str]") -> str:
    for _ in range(600):
        assert job.poll() is None, job.communicate()[0]
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", path)
                return connection.getresponse().read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer on port {port}")


def test_conda_commands_name_what_exists():
    commands = re.search(r"```bat\n(.*?)```", README, re.DOTALL)
    assert commands
    assert "name: analysis\n" in (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert commands[1].splitlines() == [
        "conda env create -f environment.yml",
        "conda activate analysis",
        "python -m analysis report",
        "jupyter lab notebooks",
    ]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(((?!http)[^)]+)\)", README))))
def test_links_and_pictures_exist(target):
    assert (ROOT / target).exists()


def test_map_names_every_module():
    rows = re.findall(r"^\| `(?:analysis/)?([\w/]*)` \| [^|]* \| (.*) \|$", README, re.MULTILINE)
    named = {f"{room}{name}" for room, names in rows for name in re.findall(r"`(\w+)`", names)}
    paths = [path.relative_to(ROOT / "analysis").with_suffix("") for path in (ROOT / "analysis").rglob("*.py")]
    assert named == {path.as_posix() for path in paths if path.name != "__init__"}
