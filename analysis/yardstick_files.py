"""The CSV files under `data/` that say what a year is held against besides its budget, each declared once."""

from __future__ import annotations

from analysis.csv_columns import TEXT, YEAR, Column, never, one_of, pattern
from analysis.csv_files import CsvFile

OWN, PEER = "egen", "grupp"
_KPI = pattern(r"[NU][0-9]{5}", "an id such as N30001", "ett id, t.ex. N30001")
_CODE = pattern(r"[0-9]{4}", "a municipality's four digits, such as 0483", "kommunens fyra siffror, t.ex. 0483")
_BOARD = Column(
    "board",
    TEXT,
    "the board whose row it is, where the folder has the reports of several; else empty, and the whole column may be "
    "left out",
    never,
)

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
        _BOARD,
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
YARDSTICKS = (KEY_FIGURES, PEERS, BREAKS)
