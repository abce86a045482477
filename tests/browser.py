"""A real Chromium on a real JupyterLab, for tests that look at what a controller sees."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed here")
_PATIENCE = 60  # seconds until something must have happened
_SETTINGS = {
    "docmanager-extension/plugin": {"autosave": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
)


class Page:
    """A page of the browser, asked in JavaScript."""

    def __init__(self, address: str) -> None:
        import websocket

        self._line = websocket.create_connection(address, timeout=_PATIENCE, suppress_origin=True)
        self._number = 0

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a command of the browser's own protocol and return what it answers."""
        self._number += 1
        self._line.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._line.recv())
            if said.get("id") == self._number:
                assert "error" not in said, said
                return said["result"]

    def run(self, script: str) -> Any:
        """Return what an expression comes to on the page."""
        said = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def wait(self, script: str) -> Any:
        """Wait until an expression is true on the page."""
        return until(lambda: self.run(script), script)

    def press(self, key: str, code: int) -> None:
        """Press a key where the page has its focus."""
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def click(self, script: str) -> None:
        """Click in the middle of the element that an expression finds."""
        place = self.run(
            f"(() => {{ const found = {script}; found.scrollIntoView({{block: 'center'}}); "
            "const box = found.getBoundingClientRect(); "
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            own = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, **own)

    def picture(self, path: Path) -> None:
        """Write what is seen as PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        self._line.close()


def until(found: Callable[[], Any], what: str) -> Any:
    """Ask until there is an answer."""
    end = time.monotonic() + _PATIENCE
    while not (answer := found()):
        assert time.monotonic() < end, f"not seen in {_PATIENCE} s: {what}"
        time.sleep(0.1)
    return answer


@contextmanager
def jupyterlab(notebooks: Path, place: Path, **environment: str) -> Iterator[str]:
    """Start JupyterLab on a folder, with settings and kernels of its own; yield its address."""
    for name, value in _SETTINGS.items():
        file = place / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value), encoding="utf-8")
    folders = {"LAB_SETTINGS": "settings", "LAB_WORKSPACES": "workspaces"}
    own = {f"JUPYTER{name}_DIR": str(place / folder) for name, folder in folders.items()}
    own |= {f"JUPYTER_{name}_DIR": str(place / name.lower()) for name in ("CONFIG", "RUNTIME")}
    own |= {"IPYTHONDIR": str(place / "ipython")}
    port = _free_port()
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command += ["--ServerApp.password=", "--ServerApp.disable_check_xsrf=True", f"--ServerApp.root_dir={notebooks}"]
    with _started(command, place / "lab.log", {**os.environ, **own, **environment}):
        address = f"http://127.0.0.1:{port}"
        until(lambda: _read(f"{address}/api"), "JupyterLab")
        yield address


@contextmanager
def page(address: str, place: Path) -> Iterator[Page]:
    """Open an address in a browser of its own."""
    assert CHROMIUM
    port = _free_port()
    command = [CHROMIUM, *_OPTIONS, f"--remote-debugging-port={port}", f"--user-data-dir={place / 'chromium'}", address]
    with _started(command, place / "chromium.log", dict(os.environ)):
        known = until(lambda: _pages(port), "Chromium")
        opened = Page(known[0]["webSocketDebuggerUrl"])
        try:
            yield opened
        finally:
            opened.close()


def _pages(port: int) -> list[dict[str, str]]:
    said = _read(f"http://127.0.0.1:{port}/json")
    return [one for one in json.loads(said or "[]") if one["type"] == "page"]


def _read(address: str) -> str:
    """Read an address of this machine; nothing where nobody answers yet."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _started(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a program for as long as it is needed."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment, start_new_session=True)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
