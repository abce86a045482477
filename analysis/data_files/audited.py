"""The files of what an audit asks: how the budget came about, forms and limits of costs, who pays, which principles."""

from __future__ import annotations

from decimal import Decimal

from analysis.csv_columns import TEXT, WHOLE, YEAR, Column, known_to, never, number, one_of, pattern, where
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import A_FORMULA, A_NUMBER, BOARD, DOCUMENT, STEP, UNIT

ORIGINAL, FRAME_CHANGE, DECISION, CARRIED, REQUESTED, FINAL = BUDGET_KINDS = (
    *("ursprunglig", "ramändring", "beslut", "ombudgetering", "begärd ombudgetering", "slutlig"),
)
_A_DATE = ("a date such as 2026, 2026-03 or 2026-03-01", "ett datum, t.ex. 2026, 2026-03 eller 2026-03-01")
TOLD = (  # where it is told, which may be in no report
    Column("document", DOCUMENT, "`id` in `documents.csv`; empty where no registered report tells of it", never),
    Column("section", TEXT, "the heading that it stands under; may be empty", never),
    Column("line", WHOLE, "the line of the report, as it was published to us as text; may be empty", never),
)

BUDGETS = CsvFile(
    "budgets.csv",
    (
        Column("year", YEAR, "the year of the budget"),
        Column(
            "what",
            known_to("budgeted"),
            "the line, as in the ids of its cells (of another table than the operating statement with `investering:` "
            "before it); empty for the board as a whole",
            never,
        ),
        Column("kind", one_of(*BUDGET_KINDS), "what the row gives: see [The words](#the-words)"),
        Column(
            "from",
            YEAR,
            "of an `ombudgetering`, decided or asked for: the year that the money is moved from",
            where("kind", CARRIED, REQUESTED),
        ),
        Column("date", pattern(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?", *_A_DATE), "when; may be empty", never),
        Column("decision", TEXT, "what was decided, and by whom, in our words"),
        Column(
            "amount",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "a formula in tkr with the sign of the budget: cost is minus, so more money for cost is minus too",
        ),
        Column("reason", TEXT, "why; empty where that is not told", never),
        *TOLD,
        BOARD,
    ),
    key=("year", "what", "kind", "date", "decision"),
    optional=("board",),
)

MIXES = CsvFile(
    "mixes.csv",
    (
        Column("mix", TEXT, "what the cost of all its forms together is called"),
        Column("form", TEXT, "one form: *institution, missbruk*"),
        Column("quantity", known_to("concept"), "the concept of its quantity; no two forms have the same one"),
        Column(
            "price",
            known_to("concept"),
            "that of the price of one of the quantity; empty where only the cost is printed",
            never,
        ),
        Column(
            "cost",
            known_to("concept"),
            "that of its cost; where price and cost are given, quantity × price must be the cost within rounding",
            never,
        ),
        Column("first_year", YEAR, "the first year that there is such a form; empty where it was there before", never),
        Column("last_year", YEAR, "the last year of it; empty where it goes on", never),
        Column(
            "outlier",
            number(*A_NUMBER, least=Decimal(1)),
            "a form whose price in either year is more than so many times the mean price of the others is told apart; "
            "empty where none is, and the whole column may be left out",
            never,
        ),
        BOARD,
    ),
    key=("mix", "form"),
    optional=("outlier", "board"),
)

LIMITS = CsvFile(
    "limits.csv",
    (
        Column(
            "what",
            known_to("priced"),
            "which cost per unit: the name of a split, `mix: form` of a form, or a concept in money per something",
        ),
        Column("unit", UNIT, "the unit of the limits, which the cost per unit is shown in too: `kr/vårddygn`"),
        Column("lowest", STEP, "what it should at least cost; empty where there is no lower limit", never),
        Column("highest", STEP, "what it should at most cost; empty where there is no upper limit", never),
        Column("source", TEXT, "who says so, and where, in our words"),
        BOARD,
    ),
    key=("what",),
    optional=("board",),
)

PAYERS = CsvFile(
    "payers.csv",
    (
        Column("year", YEAR, "the year of the money"),
        Column(
            "what",
            known_to("stated"),
            "the line of the operating statement whose cost or income it is part of, as in the ids of its cells; empty "
            "for the board as a whole",
            never,
        ),
        Column("payer", TEXT, "who pays: *Migrationsverket*"),
        Column(
            "outcome",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it paid, a formula in tkr over figures of that year, plus; empty where nothing says",
            never,
        ),
        Column(
            "budget",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it was budgeted to pay, likewise",
            never,
        ),
        *TOLD,
        Column("note", TEXT, "what else must be known; may be empty", never),
        BOARD,
    ),
    key=("year", "what", "payer"),
    optional=("board",),
)

PROJECTS = CsvFile(
    "projects.csv",
    (
        Column(
            "document", DOCUMENT, "`id` in `documents.csv` of the report whose table of investments has the project"
        ),
        Column(
            "project",
            known_to("project"),
            "the project as that table prints it, as in the ids of its cells; no printed sum",
        ),
        Column(
            "estimate",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it is thought to cost in all when it is done (beräknad totalutgift), a formula in tkr with the sign "
            "of the decided outlay: an outlay is minus",
        ),
        Column("date", pattern(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?", *_A_DATE), "when that was estimated"),
        Column("source", TEXT, "who says so, and where, in our words"),
        Column("note", TEXT, "what else must be known; may be empty", never),
    ),
    key=("document", "project"),
)

OVERHEAD, INTERNAL, CAPITAL = ASKED = ("overhead", "interna poster", "kapitalkostnad")
OTHER = "annat"
PRINCIPLES = CsvFile(
    "principles.csv",
    (
        Column("what", one_of(*ASKED, "lokalkostnad", "personalomkostnad", OTHER), "what is reported by the principle"),
        Column("first_year", YEAR, "the first year that it holds for; empty where it held before", never),
        Column("last_year", YEAR, "the last year of it; empty where it goes on", never),
        Column("how", TEXT, "how it is reported, or spread, in our words"),
        Column("source", TEXT, "who says so, and where, in our words"),
        *TOLD,
        BOARD,
    ),
    key=("what", "first_year", "how"),
    optional=("board",),
)
