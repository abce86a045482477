"""The CSV files under `data/` that say what a year is held against besides its budget, each declared once."""

from __future__ import annotations

from analysis.csv_columns import TEXT, YEAR, Column, known_to, never, one_of, pattern, where
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import BOARD, FORMULA, QUOTING, UNIT, WHERE

OWN, PEER = "egen", "grupp"
AT_LEAST, AT_MOST = AIMS = ("minst", "högst")
MORE, LESS = WAYS = ("öka", "minska")
DIRECTIONS = (*AIMS, *WAYS)
_KPI = pattern(r"[NU][0-9]{5}", "an id such as N30001", "ett id, t.ex. N30001")
_CODE = pattern(r"[0-9]{4}", "a municipality's four digits, such as 0483", "kommunens fyra siffror, t.ex. 0483")

KEY_FIGURES = CsvFile(
    "key_figures.csv",
    (
        Column("kpi", _KPI, "the id of the key figure in Kolada"),
        Column("title", TEXT, "what it measures, in Swedish"),
        Column("unit", TEXT, "its unit, such as `kr/inv` or `%`"),
        Column(
            "quantity",
            _KPI,
            "of a cost that is quantity × price: the key figure of the quantity; else empty",
            never,
        ),
        Column("price", _KPI, "that of the price, for one of the quantity; else empty", never),
    ),
    key=("kpi",),
)
PEERS = CsvFile(
    "peers.csv",
    (
        Column("municipality", _CODE, "the municipality's code in Kolada, four digits"),
        Column("name", TEXT, "its name"),
        Column(
            "role", one_of(OWN, PEER), "`egen` for the board's own municipality, one row; `grupp` for one of the group"
        ),
        Column("group", TEXT, "what the group is called and when it was looked up; empty for the own", never),
        BOARD,
    ),
    key=("municipality", "board"),
    optional=("board",),
)
BREAKS = CsvFile(
    "breaks.csv",
    (
        Column("kpi", _KPI, "the id of the key figure"),
        Column("year", YEAR, "the first year that is measured in the new way: years before it do not compare with it"),
        Column("reason", TEXT, "what changed, in Swedish"),
        Column("source", TEXT, "which document says so"),
    ),
    key=("kpi", "year"),
)
GOALS = CsvFile(
    "goals.csv",
    (
        *WHERE,
        Column("year", YEAR, "the year that the outcome is for"),
        Column(
            "subject",
            known_to("sheet"),
            "the subject of `subjects.csv` whose cost it is set beside; may be empty",
            never,
        ),
        Column("goal", TEXT, "the goal, in our words"),
        Column("indicator", TEXT, "what is measured, in our words"),
        Column("unit", UNIT, "the unit of the numbers"),
        Column("outcome", FORMULA, "the outcome, a formula, mostly one id; empty where none is printed", never),
        Column("direction", one_of(*DIRECTIONS), "what the goal asks for; empty where the report does not say", never),
        Column(
            "target",
            FORMULA,
            "the number that the goal is, a formula; with `minst` or `högst`",
            where("direction", *AIMS),
        ),
        Column(
            "earlier",
            FORMULA,
            "an earlier level that is measured alike, a formula; with `öka` or `minska`; may be empty",
            never,
        ),
        Column("national", FORMULA, "the same for the whole country, where it is printed, a formula", never),
        Column("note", QUOTING, "what else must be known; may be empty", never),
    ),
    key=("document", "year", "goal", "indicator"),
)
YARDSTICKS = (KEY_FIGURES, PEERS, BREAKS, GOALS)
