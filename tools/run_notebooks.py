"""Execute the notebooks and store their outputs, free of what depends on machine or clock: ``make notebooks``."""

from __future__ import annotations

import json

from analysis.files import DATA, NOTEBOOKS
from analysis.kernels import execute

KEPT = {"tags"}  # of a cell's metadata
LIVE = "application/vnd.jupyter.widget-view+json"  # names a control of a kernel that is gone


def main() -> None:
    """Write each notebook of `notebooks/` with its outputs."""
    paths = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    for path, executed in zip(paths, execute(paths, DATA), strict=True):
        content = json.loads(json.dumps(executed.content))
        for cell in content["cells"]:
            for output in cell.get("outputs", []):
                output.get("data", {}).pop(LIVE, None)
            cell["metadata"] = {name: value for name, value in cell["metadata"].items() if name in KEPT}
        content["metadata"] = {"kernelspec": content["metadata"]["kernelspec"], "language_info": {"name": "python"}}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
