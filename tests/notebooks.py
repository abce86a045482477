"""Notebooks made up for tests of the main job."""

from __future__ import annotations

from pathlib import Path

import nbformat


def make_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook with a title and some cells of code."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# En *titel*")])
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, path)
    return path
