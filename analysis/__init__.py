"""Read printed drift tables, reconcile and explain them: the public names, nothing else.

The names and their types stand in the stub beside this file; each is loaded when it is first used, so that
``import analysis`` costs next to nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def _read_stub() -> dict[str, str]:
    """Return where each public name stands; the stub has a line a name: ``from .files import OUT as OUT``."""
    with open(f"{__file__}i", encoding="utf-8") as lines:  # noqa: PTH123  (pathlib would double the time of the import)
        words = [line.split() for line in lines]
    return {line[-1]: line[1] for line in words if line[:1] == ["from"]}


_HOMES = _read_stub()
__all__ = sorted(_HOMES)  # noqa: PLE0605  (all of them are names)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    home = _HOMES[name]
    value = import_module(f".{name}", __name__) if home == "." else getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
