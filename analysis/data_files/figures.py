"""The files of figures: those of the commentary, the claims over them, and which years measure the same."""

from __future__ import annotations

from analysis.csv_columns import TEXT, YEAR, Column, beside, never, one_of, text, unless, where
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import BOARD, DOCUMENT, FIGURE_ID, FORMULA, LINE_NUMBER, NUMBER, QUOTING, STEP, UNIT

PRINTED, COMPUTED, MISSING = "tryckt", "beräknad", "saknas"
STATEMENT, OWN_CHECK = "påstående", "avstämning"
SAME, PARTLY, NOT = "jämförbar", "delvis", "ej jämförbar"
UNTRIED = "inte prövad"  # of what compares by its label alone, which no file says
FRAME, TARGET = ROLES = ("ram", "mål")

FIGURES = CsvFile(
    "figures.csv",
    (
        Column("id", FIGURE_ID, "what formulas call it: lower-case words with `_`, by custom ending in the year"),
        Column("concept", TEXT, "what it measures, in Swedish; with the year it is the figure's name"),
        Column("year", YEAR, "four digits"),
        Column(
            "period",
            text("a text such as helår", "en text, t.ex. helår"),
            "what part of the year: `helår`, `november`, `första halvåret` …",
        ),
        Column(
            "value",
            NUMBER,
            "as printed, with the sign of the print; only where the status is `tryckt`",
            where("status", PRINTED),
        ),
        Column("formula", FORMULA, "over other ids; only where the status is `beräknad`", never),
        Column(
            "unit",
            UNIT,
            "`tkr`, `kr`, `mnkr` (or `mkr`), `%`, `ggr`, `antal` (or `st`), `årsarbetare`, `vårddygn`, `mån`, "
            "`dagar`, `år`, `kvm`, `index`; what is counted by any other noun in small letters (`timmar`); or "
            "several parted by `/`: `kr/timme/mån`. A word that may be a slip for one of these is refused",
        ),
        Column(
            "resolution",
            STEP,
            "one step of the last printed digit; 0 where whole things are counted, which rounds nothing. A figure "
            "worded *cirka* that ends in zeros is taken to be printed to its second digit (3 000: 100)",
            where("status", PRINTED),
        ),
        Column("document", DOCUMENT, "`id` in `documents.csv`; empty where computed", where("status", PRINTED)),
        Column(
            "section",
            text("the heading it stands under", "rubriken den står under"),
            "the heading that it stands under, with the heading above it where that alone is not enough",
            where("status", PRINTED),
        ),
        Column("line", LINE_NUMBER, "the line of the report, as it was published to us as text; may be empty", never),
        Column(
            "status",
            one_of(PRINTED, COMPUTED, MISSING),
            "`tryckt`, `beräknad` or `saknas`: see [The words](#the-words)",
        ),
        Column("note", TEXT, "what else must be known, in our own words", never),
        BOARD,
    ),
    key=("id",),
    optional=("board",),
)
CLAIMS = CsvFile(
    "claims.csv",
    (
        Column(
            "kind",
            one_of(STATEMENT, OWN_CHECK),
            "`påstående`: the report says it; `avstämning`: the project holds figures of the report together itself",
        ),
        Column("id", TEXT, "short name"),
        Column("document", DOCUMENT, "`id` in `documents.csv`"),
        Column("section", TEXT, "the heading that the statement stands under"),
        Column(
            "claim",
            QUOTING,
            "what it says, in our words; an id in `{braces}` is replaced by its value, here and in the two "
            "columns below that hold text",
        ),
        Column("claimed", FORMULA, "the figure claimed, as a formula (mostly one id)"),
        Column(
            "wording",
            one_of("exakt", "cirka", "närmare", "drygt"),
            "how exactly it is worded: `exakt`, `cirka`, `närmare` or `drygt`",
        ),
        Column(
            "relation",
            one_of("lika", "större", "mindre", "minst", "högst"),
            "what the computed figure must be to the claimed one: `lika`, `större`, `mindre`, `minst`, `högst`",
        ),
        Column("formula", FORMULA, "the same, computed as the statement is worded"),
        Column("unit", UNIT, "the unit that both are shown in"),
        Column(
            "assumption",
            QUOTING,
            "what must be assumed where it does not come out as worded; else empty",
            beside("assumed_formula"),
        ),
        Column("assumed_formula", FORMULA, "the formula under that assumption", beside("assumption")),
        Column("note", QUOTING, "what else must be known; an id in `{braces}` is replaced by its value", never),
    ),
    key=("id",),
)
CONCEPTS = CsvFile(
    "concepts.csv",
    (
        Column("concept", TEXT, "what is measured, as `analysis.compare` asks for it"),
        Column("year", YEAR, "four digits"),
        Column("figure", FORMULA, "a formula, mostly one id or cell; costs are made negative here"),
        Column("unit", UNIT, "the same for all years of a concept"),
        Column("basis", TEXT, "what exactly is measured; two years with the same basis compare"),
        Column(
            "comparability",
            one_of(SAME, PARTLY, NOT),
            "`jämförbar`, `delvis` or `ej jämförbar`: how well the figure measures the concept",
        ),
        Column(
            "reason",
            TEXT,
            "what differs or why it does not compare; needed unless `jämförbar`",
            unless("comparability", SAME),
        ),
        Column(
            "part_of",
            TEXT,
            "the concept that it is a part of, one that does not overlap with the other parts; may be empty",
            never,
        ),
        Column(
            "role",
            one_of(*ROLES),
            "what else it is for: `ram` is a change of the budget from the year before, a step of its own when "
            "deviations are compared; `mål` the largest deficit that the board's target allows; may be empty, and the "
            "whole column may be left out",
            never,
        ),
        BOARD,
    ),
    key=("concept", "year"),
    optional=("role", "board"),
)
