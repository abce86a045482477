"""One kernel for several notebooks, each begun as if the kernel were new (run inside the kernel)."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

_USUAL: dict[str, Any] = {}


def start_over(folder: str) -> None:
    """Forget what a notebook before left behind: its names, charts, settings and folder; what was loaded stays.

    Parameters
    ----------
    folder
        The folder that the next notebook stands in.
    """
    import matplotlib.pyplot as plt
    from IPython import get_ipython
    from matplotlib import rcParams

    if not _USUAL:
        plt.switch_backend(plt.get_backend())  # which has settings of its own
        _USUAL.update(environment=dict(os.environ), path=list(sys.path), filters=list(warnings.filters))
        _USUAL["settings"] = {name: value for name, value in rcParams.items() if name != "backend"}
    os.environ.clear()
    os.environ.update(_USUAL["environment"])
    os.chdir(folder)
    sys.path[:] = [folder, *(place for place in _USUAL["path"][1:] if place != folder)]
    warnings.filters[:] = _USUAL["filters"]  # type: ignore[index]
    plt.close("all")
    rcParams.update(_USUAL["settings"])
    get_ipython().reset(new_session=True)
