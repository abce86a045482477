"""What columns of several files hold: documents, units, formulas, the lines of reports and what is said of them."""

from __future__ import annotations

from decimal import Decimal

from analysis.csv_columns import (
    TEXT,
    WHOLE,
    Column,
    known_to,
    never,
    number,
    one_of,
    pattern,
    that_fits,
    unless,
)
from analysis.csv_files import ACCEPTED, WAITING
from analysis.vocabulary.numerals import parse_number

LONGEST = 2000  # characters of what people write
LINE, CONCEPT, VOLUME, TOTAL = "rad", "begrepp", "volym", "total"
A_FORMULA = ("a formula", "en formel")
A_NUMBER = ("a number such as 8 453 or 65,4", "ett tal, t.ex. 8 453 eller 65,4")


def _is_number_or_dash(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True


def _is_reason(text: str) -> bool:
    return len(line := " ".join(text.split())) <= LONGEST and line.isprintable()


# what only the rooms know is judged there, by these names: see `read_table`
DOCUMENT = known_to("document")
UNIT = known_to("unit")
LINE_OF_STATEMENT = known_to("line")
LINE_NUMBER = WHOLE
QUOTING = known_to("quoting", "a text", "en text")  # ids of figures in braces
FORMULA = known_to("formula", *A_FORMULA, unit="{unit}")
SIGN = pattern("-?1", "1 or -1", "1 eller -1")
NUMBER, STEP = number(*A_NUMBER), number(*A_NUMBER, least=Decimal(0))
FIGURE_ID = pattern(
    r"[a-zåäö][a-zåäö0-9_]*",
    "lower-case words with _ such as ramökning_2020",
    "gemener med _, t.ex. ramökning_2020",
)
NUMBER_OR_NOTHING = that_fits(
    "a Swedish number, or nothing", "ett tal som −1 234,5, eller ingenting", _is_number_or_dash
)
REASON = that_fits(f"a text of at most {LONGEST} characters", f"en text på högst {LONGEST} tecken", _is_reason)

BOARD = Column(
    "board",
    TEXT,
    "the board whose row it is, where the folder has the reports of several and the row names no document; else empty, "
    "and the whole column may be left out",
    never,
)
DRAFT = Column(
    "draft",
    one_of(*WAITING, ACCEPTED),
    "`utkast` of a row that the program proposes and `avvisat` of one that was turned down: neither is read; empty, or "
    "`godkänt`, of a row that counts. The whole column may be left out",
    never,
)
WHERE = (
    Column("document", DOCUMENT, "`id` in `documents.csv`"),
    Column("section", TEXT, "the heading that it stands under"),
    Column("line", LINE_NUMBER, "the line of the report, as it was published to us as text"),
)
SUBJECT = (
    Column(
        "kind",
        one_of(LINE, CONCEPT, VOLUME, TOTAL),
        "what it is said of: `rad` (a printed line), `begrepp` (a concept), `volym` (a line of the volumes), `total`",
    ),
    Column(
        "what",
        known_to("subject"),
        "which line, as in the ids of its cells (of another table than the operating statement with `investering:` "
        "before it), which concept or volume; empty for the total",
        unless("kind", TOTAL),
    ),
)
