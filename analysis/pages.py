"""Executed notebooks to pages that stand alone, and to pictures."""

from __future__ import annotations

import base64
import copy
import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from analysis.files import whole_file
from analysis.harmless import for_page
from analysis.kernels import Executed

ONLY_IN_LAB = "bara-i-jupyterlab"  # the tag of a cell that a page leaves out
_PICTURE = "image/png"
_LETTER = re.compile(r"&#[0-9]{3,7};")  # of no ASCII, in headings: the source of a page is read in Swedish too
_PAGE = Path(__file__).with_name("page.html")


def prepare_pages() -> None:
    """Load what writes pages, its templates too."""
    import nbformat

    _exporter().from_notebook_node(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def _exporter() -> Any:
    from nbconvert import HTMLExporter, TemplateExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

    class Pages(HTMLExporter):
        """Leaves out to parse the page once more, for texts beside pictures and frames that this template has not."""

        def from_notebook_node(self, *args: Any, **words: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, *args, **words)

    how = {"exclude_input": True, "exclude_output_prompt": True}
    make: Callable[..., Any] = Pages
    exporter = make(template_name="basic", optimistic_validation=True, **how)  # validates the whole once, at the end
    highlight: Callable[..., Any] = Highlight2HTML
    choose: Callable[..., Any] = WidgetsDataTypeFilter
    exporter.register_filter("highlight_code", highlight(parent=exporter))
    exporter.register_filter("filter_data_type", choose({}))  # no control lives in a page
    return exporter


def write_page(notebook: Executed, path: Path) -> Path:
    """Write an executed notebook as a page without code, which stands alone and fetches nothing.

    Parameters
    ----------
    notebook
        The executed notebook.
    path
        The page to write.

    Raises
    ------
    OutputError
        When the page cannot be written; what was there is kept.
    """
    body, _ = _exporter().from_notebook_node(_for_page(notebook.content))
    body = _LETTER.sub(lambda found: unescape(found[0]), body)
    found = re.search(r"<h1[^>]*>(.*?)<a|<h1[^>]*>(.*?)</h1>", body)
    title = re.sub(r"<[^>]+>", "", found[1] or found[2]) if found else notebook.name
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    before, between, after = re.split(r"\{title\}|\{body\}", _PAGE.read_text(encoding="utf-8"))
    with whole_file(path) as place:
        place.write_text(for_page(before + title + between + body + after), encoding="utf-8")
    return path


def _for_page(content: Any) -> Any:
    """Leave out what is said to the one who runs the cells, and say of a picture where its numbers stand."""
    page = copy.deepcopy(content)
    page.cells = [cell for cell in page.cells if ONLY_IN_LAB not in cell.metadata.get("tags", [])]
    for cell in page.cells:
        for output in cell.get("outputs", []):
            if _PICTURE in output.get("data", ()):
                output.metadata[_PICTURE] = {"alt": "Bild; dess tal står i tabellerna närmast ovanför."}
    return page


def write_charts(notebook: Executed, folder: Path) -> list[Path]:
    """Write the charts of an executed notebook as PNG, named by the notebook and numbered.

    Parameters
    ----------
    notebook
        The executed notebook.
    folder
        Where the pictures are written.

    Raises
    ------
    OutputError
        When a picture cannot be written; what was there is kept.
    """
    pictures = [
        output["data"][_PICTURE]
        for cell in notebook.content.cells
        for output in cell.get("outputs", [])
        if _PICTURE in output.get("data", ())
    ]
    paths = [folder / f"{notebook.name}_diagram_{number}.png" for number in range(1, len(pictures) + 1)]
    for path, picture in zip(paths, pictures, strict=True):
        with whole_file(path) as place:
            place.write_bytes(base64.b64decode(picture))
    return paths
