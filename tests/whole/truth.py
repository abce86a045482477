"""Random boards whose every figure is known, taken from report to workbooks and page and held against what was made."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter
from bs4 import BeautifulSoup

from analysis import write_audit_workbook, write_board_workbook
from analysis.explanations.years import year_rows
from analysis.frames import records
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted, register
from analysis.intake.rehearsal import folder_faults
from analysis.report import make_report
from analysis.statements.checks import reconcile
from analysis.statements.folder import opened
from analysis.statements.load import drift_lines
from tests.readers.oracle.words import INCOME, PLAIN

TOTAL, NAME = "Summa", "Provnämnden"
_IN_TKR = {"kr": Decimal("0.001"), "tkr": Decimal(1), "mnkr": Decimal(1000)}
_STEP = {"kr": Decimal(1000), "tkr": Decimal(1), "mnkr": Decimal("0.1")}  # in the unit: whole tkr, or 0,1 mnkr
_KINDS = ("txt", "csv", "html", "xlsx")
_ROLES = ("utfall", "budget", "avvikelse")
Money = tuple[Decimal, Decimal, Decimal]  # outcome, budget, deviation, in tkr; costs negative


class Year(NamedTuple):
    """What a year's report prints: lines with their amounts in tkr, the unit, its sign of costs, the kind of file."""

    lines: dict[str, Money]
    unit: str
    sign: int
    kind: str


def make_board(seed: int) -> dict[int, Year]:
    """Make a board of one to three years with the same lines."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    labels = [*chance.sample(INCOME, 1), *chance.sample(PLAIN, chance.randint(3, 12))]
    first = chance.randint(2018, 2023)
    return {year: _year(labels, chance) for year in range(first, first + chance.randint(1, 3))}


def _year(labels: list[str], chance: random.Random) -> Year:
    unit, step = chance.choice(("tkr", "tkr", "kr", "mnkr")), 1
    step = 100 if unit == "mnkr" else 1
    lines = dict[str, Money]()
    for at, label in enumerate(labels):
        budget = Decimal(chance.randint(20, 400) * step if at == 0 else -chance.randint(500, 60_000) * step)
        outcome = budget + step * chance.randint(-300, 300)
        lines[label] = (outcome, budget, outcome - budget)
    totals = [sum((one[column] for one in lines.values()), Decimal(0)) for column in range(3)]
    lines[TOTAL] = (totals[0], totals[1], totals[2])
    return Year(lines, unit, chance.choice((-1, -1, 1)), chance.choice(_KINDS))


def write_report(path: Path, number: int, year: Year) -> Path:
    """Write a year's report in its format; costs have its sign, deviations are outcome less budget in ours."""
    head = ["", f"Utfall {number}", f"Budget {number}", "Avvikelse"]
    rows = [(label, [*_printed(money, year)]) for label, money in year.lines.items()]
    title, file = f"Driftredovisning ({year.unit})", path.with_suffix(f".{year.kind}")
    if year.kind == "xlsx":
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("Drift")
            sheet.write(0, 0, title)
            sheet.write_row(2, 0, head)
            for at, (label, values) in enumerate(rows, 3):
                sheet.write_row(at, 0, [label, *map(float, values)])
        return file
    texts = [head, *([label, *(str(one).replace(".", ",") for one in values)] for label, values in rows)]
    mark = {"txt": "\t", "csv": ";"}.get(year.kind)
    if mark:
        body = "\n".join([title, "", *(mark.join(row) for row in texts), ""])
    else:
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in texts)
        body = f"<html><body><h2>{title}</h2><table>{cells}</table></body></html>"
    file.write_text(body, encoding="utf-8")
    return file


def _printed(money: Money, year: Year) -> Iterator[Decimal]:
    for role, value in zip(_ROLES, money, strict=True):
        own = value if role == "avvikelse" else value * -year.sign
        yield (own / _IN_TKR[year.unit]).quantize(_STEP[year.unit] if year.unit == "mnkr" else Decimal(1))


class Findings:
    """What an output shows held against the truth.

    Attributes
    ----------
    compared
        How many numbers were.
    wrong
        Those that are others than they should be.
    """

    def __init__(self) -> None:
        self.compared, self.wrong = 0, list[str]()

    def hold(self, where: str, seen: object, expected: Decimal) -> None:
        """Hold a number against the truth; nothing is shown where none is."""
        if seen is None or seen == "" or seen != seen:  # noqa: PLR0124  (NaN)
            return
        self.compared += 1
        if abs(Decimal(str(seen)) - expected) > Decimal("1e-9"):
            self.wrong.append(f"{where}: saw {seen}, expected {expected}")


def take_through(seed: int, folder: Path, *, page: bool = False) -> Findings:
    """Take a board from its reports to everything that is written of it, and compare."""
    board, data, found = make_board(seed), folder / "data", Findings()
    for number, year in board.items():
        file = write_report(folder / f"bokslut-{number}", number, year)
        plan = plan_addition(file, Wanted(NAME, number, publisher="Exempelby"), data=data)
        register(plan.found.content, plan.row, plan.sums, data=data)
    found.wrong += [one.english() for one in folder_faults(data)]
    _statements(board, data, found)
    audit = openpyxl.load_workbook(write_audit_workbook(folder / "audit.xlsx", data=data), data_only=True)
    paper = openpyxl.load_workbook(write_board_workbook(folder / "board.xlsx", data=data), data_only=True)
    _audit(board, audit, found)
    _paper(board, paper, found)
    if page:
        report = make_report(folder / "out", data=data)
        (path,) = (one for one in report.files if one.name == "01_oversikt.html")
        _page(board, path.read_text(encoding="utf-8"), found)
    return found


def _statements(board: Mapping[int, Year], data: Path, found: Findings) -> None:
    for line in drift_lines(opened(data)):
        expected = board[line.år].lines.get(line.post)
        if expected is None:
            found.wrong.append(f"a line that is not printed: {line.post} {line.år}")
        elif line.läsning == "säker":
            for role, value, own in zip(
                _ROLES, (line.utfall_tkr, line.budget_tkr, line.avvikelse_tkr), expected, strict=True
            ):
                found.hold(f"{line.post} {line.år} {role}", value, own)
    _computed(board, data, found)


def _computed(board: Mapping[int, Year], data: Path, found: Findings) -> None:
    for row in year_rows(opened(data)):
        _three(found, f"year {row.år}", (row.nettokostnad_tkr, row.nettobudget_tkr, row.avvikelse_tkr), board[row.år])
    for check in records(reconcile(data=data)):
        own = board[check["år"]].lines[check["post"]][_ROLES.index(check["storhet"])]
        for name in ("beräknat_tkr", "tryckt_tkr"):
            found.hold(f"check of {check['post']} {check['år']} {name}", check[name], own)
        if check["utslag"] not in {"stämmer", "kan inte prövas"}:
            found.wrong.append(f"check of {check['post']} {check['år']}: {check['utslag']}")


def _three(found: Findings, where: str, seen: Any, year: Year, label: str = TOTAL) -> None:
    for role, value, own in zip(_ROLES, seen, year.lines[label], strict=True):
        found.hold(f"{where} {role}", value, own)


def _audit(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for number, year in board.items():
        for row in book[f"Driftredovisning {number}"].iter_rows(values_only=True):
            if row[0] in year.lines and not isinstance(row[3], str):  # a head is no line
                _three(found, f"statement {number}, {row[0]}", (row[3], row[4], row[5]), year, row[0])
                found.hold(f"statement {number}, {row[0]} printed", row[6], year.lines[row[0]][2])
            elif str(row[0]).startswith((f"{TOTAL}, beräknad", f"{TOTAL}, tryckt")):
                _three(found, f"sum of {number}", (row[3], row[4], row[5]), year)
    _checks(board, book, found)
    _figures(board, book, found)


def _checks(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for row in book["Kontroller"].iter_rows(values_only=True):
        if row[0] in board and row[1] in board[row[0]].lines:
            role = next(one for one in _ROLES if str(row[2]).startswith(one))
            own = board[row[0]].lines[row[1]][_ROLES.index(role)]
            for value in row[3:5]:
                found.hold(f"check of {row[1]} {row[0]}", value, own)
            found.hold(f"check of {row[1]} {row[0]}, difference", row[5], Decimal(0))


def _figures(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for row in book["Uppgifter"].iter_rows(values_only=True):
        parts = re.fullmatch(r".*-(\d{4}):drift:(.+):(\w+) \1", str(row[8]))
        if parts and parts[2] in board[int(parts[1])].lines:
            year = board[int(parts[1])]
            printed = dict(zip(_ROLES, _printed(year.lines[parts[2]], year), strict=True))[parts[3]]
            seen = None if row[1] is None else abs(Decimal(str(row[1])) * _IN_TKR[row[2]])
            found.hold(f"figure {row[8]}", seen, abs(printed) * _IN_TKR[year.unit])


def _paper(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for name in ("Sammanfattning", "Mellan åren"):
        for row in book[name].iter_rows(values_only=True) if name in book.sheetnames else ():
            if str(row[0]).isdigit() and int(row[0]) in board:
                _three(found, f"{name} {row[0]}", row[1:4], board[int(row[0])])
            elif years := re.fullmatch(r"Från (\d{4}) till (\d{4})", str(row[0])):
                pair = zip(board[int(years[1])].lines[TOTAL], board[int(years[2])].lines[TOTAL], strict=True)
                for role, value, (old, new) in zip(_ROLES, row[1:4], pair, strict=True):
                    found.hold(f"{name} {row[0]} {role}", value, new - old)
    _ranked(board[max(board)], book, found)


def _ranked(newest: Year, book: Any, found: Findings) -> None:
    for row in book["Avvikelser"].iter_rows(values_only=True):
        if row[0] in newest.lines and isinstance(row[3], int | float):
            _three(found, f"Avvikelser {row[0]}", row[1:4], newest, row[0])
            share = newest.lines[row[0]][2] / abs(newest.lines[row[0]][1])
            if isinstance(row[4], float):
                found.hold(f"Avvikelser {row[0]} share", round(row[4], 9), round(share, 9))


def _page(board: Mapping[int, Year], text: str, found: Findings) -> None:
    newest = board[max(board)]
    for table in BeautifulSoup(text, "html.parser").find_all("table"):
        head, *rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table("tr")]
        for label, *cells in rows:
            values = [_number(cell) for cell in cells]
            if head[:4] == ["År", "Nettokostnad, tkr", "Nettobudget, tkr", "Avvikelse, tkr"]:
                _three(found, f"page, year {label}", values[:3], board[int(label)])
            elif head == ["Post", "Avvikelse, tkr", "Utfall, tkr", "Budget, tkr"] and label in newest.lines:
                _three(found, f"page, {label}", (values[1], values[2], values[0]), newest, label)


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"[\s\u00a0\u202f+]", "", text).replace("\u2212", "-").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?[\d.]+", plain) else None
