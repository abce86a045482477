"""Set up `.venv` from `requirements.lock`, or write that lock anew; standard library only.

Run as ``python3 tools/environment.py install`` (what the Makefile does) or ``… lock``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Run a command in the repository and tell whether it succeeded."""
    out = subprocess.DEVNULL if quiet else None
    return (
        subprocess.run([str(part) for part in command], cwd=ROOT, check=False, stdout=out, stderr=out).returncode == 0
    )


START = time.monotonic()
NETWORK = re.compile(
    r"connection|getaddrinfo|name or service|name resolution|timed out|unreachable|no matching distribution|proxy",
    re.IGNORECASE,
)


def say(text: str) -> None:
    """Print a line at once, with the seconds since the start, before the output of the next command."""
    print(f"[{time.monotonic() - START:3.0f} s] {text}", flush=True)


def explain(output: str) -> str:
    """Say in Swedish why packages could not be fetched: the network, or what was printed last."""
    if NETWORK.search(output):
        return (
            "Nätverket svarar inte, så paketen gick inte att hämta. Kontrollera anslutningen (och en eventuell proxy) "
            "och kör samma kommando igen; det börjar om."
        )
    last = "\n".join(output.strip().splitlines()[-5:])
    return f"Paketen gick inte att installera:\n{last}\nKör samma kommando igen; det börjar om."


def make_venv() -> None:
    """Create `.venv` with pip, on Debian also where Python came without `venv`."""
    create: list[str | Path] = [sys.executable, "-m", "venv", "--clear", VENV]
    if run(*create, quiet=True):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        say(f"This Python came without venv; installing Debian's {package}.")
        run("apt-get", "update", "-qq", quiet=True)
        if run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, quiet=True) and run(*create):
            return
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(f"Could not create {VENV.name}: Python's venv is missing. Install it (Debian: {package}) and try again.")


def locked(name: str) -> str:
    """Return the lines of the lock that pin one package, hashes included."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        sys.exit(f"{LOCK.name} does not pin {name}: run 'make lock' where a set-up exists, or restore the file.")
    return found.group(0)


def install_packages() -> bool:
    """Install everything the lock names: with uv, or with pip where uv does not run."""
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
        "--require-hashes",
    ]
    seed = VENV / "uv.lock.txt"
    seed.write_text(locked("uv"), encoding="utf-8")
    if run(*pip, "--requirement", seed, quiet=True):
        uv: list[str | Path] = [PYTHON, "-m", "uv", "--quiet", "pip", "install", "--python", PYTHON]
        if run(*uv, "--require-hashes", "--compile-bytecode", "--requirement", LOCK, quiet=True):
            return True
    say("Hämtar paketen med pip, vilket tar längre tid …")
    done = subprocess.run(
        [*map(str, pip), "--requirement", str(LOCK)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if done.returncode:
        say(explain(done.stdout + done.stderr))
    return done.returncode == 0


def install() -> None:
    """Create `.venv` anew and leave the stamp `.venv/ready` when all of it succeeded."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {sys.version.split()[0]} is too old; 3.11 or newer is needed (make PYTHON=/path/to/python3 …)."
        )
    say("Gör i ordning .venv; det sker en gång och behöver nätverk …")
    make_venv()
    say("Hämtar och installerar paketen …")
    project: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
        "--no-deps",
        "--no-build-isolation",
    ]
    if not install_packages() or not run(*project, "--editable", ROOT):
        sys.exit("Det gick inte att göra i ordning .venv; se raderna ovan.")
    (VENV / "ready").touch()
    say("Klart.")


def lock() -> None:
    """Write `requirements.lock`: every version with its hashes, for every platform, no index addresses."""
    command: list[str | Path] = [PYTHON, "-m", "uv", "--quiet", "pip", "compile", "pyproject.toml", "--universal"]
    options = ["--group", "dev", "--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
    command += [*options, "--python-version", "3.11", "--output-file", LOCK]
    if not run(*command):
        sys.exit("The lock was not written; see the lines above.")


if __name__ == "__main__":
    try:
        {"install": install, "lock": lock}[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit("Avbrutet.")
