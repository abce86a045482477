"""Every CSV file under `data/`, each declared once: its columns, what they hold and mean, its key."""

from __future__ import annotations

from decimal import Decimal

from analysis.csv_columns import (
    DAY,
    TEXT,
    WHOLE,
    YEAR,
    Column,
    beside,
    known_to,
    never,
    note,
    number,
    one_of,
    pattern,
    text,
    that_fits,
    unless,
    where,
)
from analysis.csv_files import ACCEPTED, WAITING, CsvFile
from analysis.vocabulary.numerals import MONEY_UNITS, parse_number
from analysis.yardstick_files import YARDSTICKS

LONGEST = 2000  # characters of what people write
PRINTED, COMPUTED, MISSING = "tryckt", "beräknad", "saknas"
SUBJECT_KINDS = (
    *("rubrik", "begrepp", "diagram", "rad", "volym", "följer", "okänt", "fråga", "saknas"),
    *("inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"),
)
STATEMENT, OWN_CHECK = "påstående", "avstämning"
LINE, CONCEPT, VOLUME, TOTAL = "rad", "begrepp", "volym", "total"
STATED, HINTED, RISK = STRENGTHS = ("anger", "antyder", "nämner som risk")
SAME, PARTLY, NOT = "jämförbar", "delvis", "ej jämförbar"
UNTRIED = "inte prövad"  # of what compares by its label alone, which no file says
FRAME, TARGET = ROLES = ("ram", "mål")
WORD_KINDS = (
    *("inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"),
    *("volym", "pris", "ändelse", "utan betydelse"),
)
_A_FORMULA = ("a formula", "en formel")
_A_NUMBER = ("a number such as 8 453 or 65,4", "ett tal, t.ex. 8 453 eller 65,4")


def _is_number_or_dash(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True


def _is_reason(text: str) -> bool:
    return len(line := " ".join(text.split())) <= LONGEST and line.isprintable()


# what only the rooms know is judged there, by these names: see `read_table`
_DOCUMENT = known_to("document")
_UNIT = known_to("unit")
_LINE = known_to("line")
_LINE_NUMBER = WHOLE
_QUOTING = known_to("quoting", "a text", "en text")  # ids of figures in braces
_FORMULA = known_to("formula", *_A_FORMULA, unit="{unit}")
_SIGN = pattern("-?1", "1 or -1", "1 eller -1")
_NUMBER, _STEP = number(*_A_NUMBER), number(*_A_NUMBER, least=Decimal(0))
_FIGURE_ID = pattern(
    r"[a-zåäö][a-zåäö0-9_]*",
    "lower-case words with _ such as ramökning_2020",
    "gemener med _, t.ex. ramökning_2020",
)
_NUMBER_OR_NOTHING = that_fits(
    "a Swedish number, or nothing", "ett tal som −1 234,5, eller ingenting", _is_number_or_dash
)
_REASON = that_fits(f"a text of at most {LONGEST} characters", f"en text på högst {LONGEST} tecken", _is_reason)

_BOARD = Column(
    "board",
    TEXT,
    "the board whose row it is, where the folder has the reports of several and the row names no document; else empty, "
    "and the whole column may be left out",
    never,
)
_DRAFT = Column(
    "draft",
    one_of(*WAITING, ACCEPTED),
    "`utkast` of a row that the program proposes and `avvisat` of one that was turned down: neither is read; empty, or "
    "`godkänt`, of a row that counts. The whole column may be left out",
    never,
)

DOCUMENTS = CsvFile(
    "documents.csv",
    (
        Column(
            "id",
            TEXT,
            "short name of the document, `board-year`; other files and the column `dokument` refer to it",
        ),
        Column("nämnd", TEXT, "the board whose report it is"),
        Column("year", YEAR, "the year reported on, four digits"),
        Column("period", TEXT, "what part of the year: `helår` is the whole year"),
        Column("title", TEXT, "the document's title"),
        Column("publisher", TEXT, "the municipality"),
        Column("file", TEXT, "the text below `data/`"),
        Column("sha256", TEXT, "checksum of the file; loading stops when it differs", never),
        Column(
            "unit",
            one_of(*MONEY_UNITS),
            "the unit of its tables in money that print none: `kr`, `tkr`, `mnkr` or `mkr`; may be empty, and the "
            "whole column may be left out",
            never,
        ),
        Column(
            "sheets",
            TEXT,
            "the sheets of a workbook that are read, parted by `/`; empty where all of them are, and the whole column "
            "may be left out",
            never,
        ),
        Column("missing", TEXT, "what the document or the file lacks, in Swedish; may be empty", never),
    ),
    key=("id",),
    may_be_missing=False,
    optional=("unit", "sheets"),
)
SUMS = CsvFile(
    "sums.csv",
    (
        Column("document", TEXT, "`id` in `documents.csv`", never),
        Column("section", TEXT, "the heading of the table, as the column `avsnitt` gives it", never),
        Column("total", TEXT, "the `post` of the line that holds the printed total", never),
        Column("part", TEXT, "the `post` of a line that takes part", never),
        Column("parent", TEXT, "for a `varav` line, the line that it is part of (`förälder`); else empty", never),
        Column(
            "weight",
            _SIGN,
            "`1` where the part is added, `-1` where it is taken away",
        ),
        Column(
            "relation",
            one_of("lika", "högst"),
            "`lika` (equal): the parts are the whole total; `högst` (at most): they are only some of it, and may "
            "leave a remainder",
        ),
    ),
    key=("part", "parent", "total", "document", "section", "relation"),
    may_be_missing=False,
)
FIGURES = CsvFile(
    "figures.csv",
    (
        Column("id", _FIGURE_ID, "what formulas call it: lower-case words with `_`, by custom ending in the year"),
        Column("concept", TEXT, "what it measures, in Swedish; with the year it is the figure's name"),
        Column("year", YEAR, "four digits"),
        Column(
            "period",
            text("a text such as helår", "en text, t.ex. helår"),
            "what part of the year: `helår`, `november`, `första halvåret` …",
        ),
        Column(
            "value",
            _NUMBER,
            "as printed, with the sign of the print; only where the status is `tryckt`",
            where("status", PRINTED),
        ),
        Column("formula", _FORMULA, "over other ids; only where the status is `beräknad`", never),
        Column(
            "unit",
            _UNIT,
            "`tkr`, `kr`, `mnkr` (or `mkr`), `%`, `ggr`, `antal` (or `st`), `årsarbetare`, `vårddygn`, `mån`, "
            "`dagar`, `år`, `kvm`, `index`; what is counted by any other noun in small letters (`timmar`); or "
            "several parted by `/`: `kr/timme/mån`. A word that may be a slip for one of these is refused",
        ),
        Column(
            "resolution",
            _STEP,
            "one step of the last printed digit; 0 where whole things are counted, which rounds nothing. A figure "
            "worded *cirka* that ends in zeros is taken to be printed to its second digit (3 000: 100)",
            where("status", PRINTED),
        ),
        Column("document", _DOCUMENT, "`id` in `documents.csv`; empty where computed", where("status", PRINTED)),
        Column(
            "section",
            text("the heading it stands under", "rubriken den står under"),
            "the heading that it stands under, with the heading above it where that alone is not enough",
            where("status", PRINTED),
        ),
        Column("line", _LINE_NUMBER, "the line of the report, as it was published to us as text; may be empty", never),
        Column(
            "status",
            one_of(PRINTED, COMPUTED, MISSING),
            "`tryckt`, `beräknad` or `saknas`: see [The words](#the-words)",
        ),
        Column("note", TEXT, "what else must be known, in our own words", never),
        _BOARD,
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
        Column("document", _DOCUMENT, "`id` in `documents.csv`"),
        Column("section", TEXT, "the heading that the statement stands under"),
        Column(
            "claim",
            _QUOTING,
            "what it says, in our words; an id in `{braces}` is replaced by its value, here and in the two "
            "columns below that hold text",
        ),
        Column("claimed", _FORMULA, "the figure claimed, as a formula (mostly one id)"),
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
        Column("formula", _FORMULA, "the same, computed as the statement is worded"),
        Column("unit", _UNIT, "the unit that both are shown in"),
        Column(
            "assumption",
            _QUOTING,
            "what must be assumed where it does not come out as worded; else empty",
            beside("assumed_formula"),
        ),
        Column("assumed_formula", _FORMULA, "the formula under that assumption", beside("assumption")),
        Column("note", _QUOTING, "what else must be known; an id in `{braces}` is replaced by its value", never),
    ),
    key=("id",),
)
CONCEPTS = CsvFile(
    "concepts.csv",
    (
        Column("concept", TEXT, "what is measured, as `analysis.compare` asks for it"),
        Column("year", YEAR, "four digits"),
        Column("figure", _FORMULA, "a formula, mostly one id or cell; costs are made negative here"),
        Column("unit", _UNIT, "the same for all years of a concept"),
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
        _BOARD,
    ),
    key=("concept", "year"),
    optional=("role", "board"),
)
_WHERE = (
    Column("document", _DOCUMENT, "`id` in `documents.csv`"),
    Column("section", TEXT, "the heading that it stands under"),
    Column("line", _LINE_NUMBER, "the line of the report, as it was published to us as text"),
)
_SUBJECT = (
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
CAUSES = CsvFile(
    "causes.csv",
    (
        *_WHERE,
        Column("year", YEAR, "the year explained"),
        Column(
            "since",
            YEAR,
            "the year that the change is from; empty where the year's deviation from budget, or its figure, is "
            "explained",
            never,
        ),
        *_SUBJECT,
        Column("part", TEXT, "for which part of it the cause is stated; empty where for all of it", never),
        Column("cause", TEXT, "what the report says, in our words"),
        Column(
            "amount",
            known_to("formula", *_A_FORMULA, unit="tkr"),
            "what it came to, a formula in tkr; plus is better. Only where the report prints it",
            never,
        ),
        Column("strength", one_of(*STRENGTHS), "how firmly: `anger`, `antyder` or `nämner som risk`"),
    ),
    key=("document", "year", "since", "kind", "what", "part", "cause"),
)
MEASURES = CsvFile(
    "measures.csv",
    (
        *_WHERE,
        Column("year", YEAR, "the year whose report tells of it"),
        *_SUBJECT,
        Column("measure", _QUOTING, "what was done or decided, in our words; an id in `{braces}` is its value"),
        Column("who", TEXT, "who did or decided it"),
        Column("from", TEXT, "from when, as far as the report says"),
        Column("status", one_of("beslutad", "planerad", "pågår", "genomförd", "avslutad"), "how far it has come"),
        Column(
            "effect",
            known_to("formula", *_A_FORMULA, unit="tkr"),
            "what it is to give or gave, a formula in tkr; only where printed",
            never,
        ),
        Column("note", _QUOTING, "what else must be known; may be empty", never),
    ),
    key=("document", "year", "kind", "what", "measure"),
)
CHANGES = CsvFile(
    "changes.csv",
    (
        *_WHERE,
        Column("year", YEAR, "the year that the change leads to"),
        Column("since", YEAR, "the year that it is from"),
        Column(
            "of",
            TEXT,
            "what it is a part of: a concept such as `intäkter` or `bruttokostnad`; `steg:` and the name of another "
            "step where it lies inside that one, and is not added",
        ),
        Column("step", TEXT, "what the step is called in a bridge"),
        Column("concept", known_to("concept"), "the concept whose causes explain it; may be empty", never),
        Column("formula", known_to("formula", *_A_FORMULA, unit="tkr"), "the change in tkr, plus is better, over ids"),
        Column(
            "overlaps",
            TEXT,
            "empty where it is a step of its own; the name of the step that it may lie inside of, or the earlier "
            "year where that may have had the same cost: the rest is then a span",
            never,
        ),
        Column("note", TEXT, "what else must be known; may be empty", never),
    ),
)
EXCERPTS = CsvFile(
    "excerpts.csv",
    (
        Column("document", _DOCUMENT, "`id` in `documents.csv`"),
        Column("line", WHOLE, "a line of the file under `reports/`"),
        Column("report_line", WHOLE, "the line of the report that it is, as it was published to us as text"),
    ),
    key=("document", "line"),
)
COMMENTS = CsvFile(
    "comments.csv",
    (
        Column("document", TEXT, "`id` in `documents.csv`", never),
        Column("line", _LINE, "the line as in the ids of its cells: `Kostnader > HVB placeringar`"),
        Column("date", DAY, "the day of the comment: `2026-03-01`"),
        Column("name", note(LONGEST), "who gives it; at most 2000 characters"),
        Column(
            "comment",
            note(LONGEST),
            "the comment, in any words; at most 2000 characters. A line break becomes a blank, other control "
            "characters are refused. What looks like a formula stays a text",
        ),
    ),
)
CORRECTIONS = CsvFile(
    "corrections.csv",
    (
        Column("document", _DOCUMENT, "`id` in `documents.csv`"),
        Column(
            "line",
            known_to("row"),
            "the line of the source that the row's numbers stand in, as the column `rad` of the frames and the "
            "notes of the reader give it",
        ),
        Column(
            "column",
            known_to("cell"),
            "the head of the number column as printed, such as `Utfall 2020`; the second one of the same name is "
            "`Utfall (2)`",
        ),
        Column(
            "value",
            _NUMBER_OR_NOTHING,
            "the number as print would have it: `-1 234,5`; empty where the cell is empty",
            never,
        ),
        Column("reason", _REASON, "why, in Swedish; at most 2000 characters"),
        Column(
            "printed",
            TEXT,
            "the printed text that it replaces: what the note on a doubtful row quotes (all of it), the text of "
            "the one cell that the note names, or the number as printed; empty where the cell was read as empty",
            never,
        ),
    ),
    key=("document", "line", "column"),
)
DRIVERS = CsvFile(
    "drivers.csv",
    (
        Column(
            "driver",
            pattern(".+", "a text on one line", "en text på en rad"),
            "one unit of what, in Swedish: *en timme …*",
        ),
        Column("year", YEAR, "the year that it is measured in"),
        Column("unit", _UNIT, "the unit counted"),
        Column(
            "effect",
            known_to("saving", *_A_FORMULA, unit="tkr/{unit}"),
            "a formula: what one unit fewer saves in a year, in money per unit",
        ),
        Column("level", _FORMULA, "a formula: how many units there are; may be empty", never),
        Column("note", _QUOTING, "what is assumed; an id in `{braces}` is replaced by its value", never),
        _BOARD,
    ),
    key=("driver", "year"),
    optional=("board",),
)
SUBJECTS = CsvFile(
    "subjects.csv",
    (
        Column(
            "sheet",
            known_to("sheet"),
            "the name of the sheet: at most 31 characters, none of `[ ] : * ? / \\ '`, and no other sheet's name",
        ),
        Column(
            "kind",
            one_of(*SUBJECT_KINDS),
            "what the row adds: see [The words](#the-words)",
        ),
        Column(
            "what",
            known_to("what"),
            "which concept, line, volume, figure or text; in a text, an id in `{braces}` is replaced by its value",
        ),
        _BOARD,
        _DRAFT,
    ),
    optional=("board", "draft"),
)
SPLITS = CsvFile(
    "splits.csv",
    (
        Column("split", known_to("split"), "what the split is called; no two of a board have one name"),
        Column(
            "sheet", known_to("sheet"), "the subject of `subjects.csv` whose sheet tells of it; may be empty", never
        ),
        Column("cost", known_to("concept"), "the concept, or the label of a printed line, of the cost that is split"),
        Column("quantity", known_to("concept"), "that of its quantity"),
        Column(
            "price",
            known_to("concept"),
            "that of the price, for one of the quantity; empty where none is printed: it is then cost ÷ quantity",
            never,
        ),
        Column(
            "factor",
            known_to("factor"),
            "a number with its unit that the product is taken times, such as `12 mån` where quantity and price are for "
            "a month; may be empty",
            never,
        ),
        Column(
            "uprating", known_to("concept"), "the concept of a stated part of the price effect; may be empty", never
        ),
        Column(
            "printed_change",
            known_to("concept"),
            "the concept of the cost's change as printed, which the split is held against; may be empty",
            never,
        ),
        _BOARD,
        _DRAFT,
    ),
    key=("split",),
    optional=("uprating", "printed_change", "board", "draft"),
)
DRAFT_WORDS = CsvFile(
    "draft_words.csv",
    (
        Column("kind", one_of(*WORD_KINDS), "what the word tells: see [The words](#the-words)"),
        Column("word", TEXT, "the word, or words, in small letters"),
    ),
    key=("kind", "word"),
)
ALL = (
    DOCUMENTS,
    SUMS,
    FIGURES,
    CLAIMS,
    CONCEPTS,
    CAUSES,
    MEASURES,
    CHANGES,
    EXCERPTS,
    COMMENTS,
    CORRECTIONS,
    DRIVERS,
    SUBJECTS,
    SPLITS,
    DRAFT_WORDS,
    *YARDSTICKS,
)
