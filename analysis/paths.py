"""Where the project keeps its data, notebooks and outputs."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ANALYSIS_DATA", ROOT / "data"))  # so that a notebook can be shown other data
EXAMPLES = ROOT / "data" / "examples"  # made-up reports
NOTEBOOKS = ROOT / "notebooks"
OUT = Path(os.environ.get("ANALYSIS_OUT", ROOT / "out"))  # so that a notebook writes where the report is written
WORKBOOK = "underlag_till_namnden.xlsx"
