"""Random boards whose every figure is known, taken from report to workbooks and page and held against what was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
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
from tests.whole.drawn import hold_charts
from tests.whole.made import IN_TKR, NAME, ROLES, TOTAL, Findings, Year, make_board, printed, write_report
from tests.whole.said import hold_said


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
    for name in ("audit.xlsx", "board.xlsx"):
        hold_charts(folder / name, board, found)
    if page:
        report = make_report(folder / "out", data=data)
        for path in (one for one in report.files if one.suffix == ".html"):
            text = path.read_text(encoding="utf-8")
            _page(board, text, found)
            _page_said(board, text, found, path.name)
    return found


def _statements(board: Mapping[int, Year], data: Path, found: Findings) -> None:
    for line in drift_lines(opened(data)):
        expected = board[line.år].lines.get(line.post)
        if expected is None:
            found.wrong.append(f"a line that is not printed: {line.post} {line.år}")
        elif line.läsning == "säker":
            for role, value, own in zip(
                ROLES, (line.utfall_tkr, line.budget_tkr, line.avvikelse_tkr), expected, strict=True
            ):
                found.hold(f"{line.post} {line.år} {role}", value, own)
    _computed(board, data, found)


def _computed(board: Mapping[int, Year], data: Path, found: Findings) -> None:
    for row in year_rows(opened(data)):
        _three(found, f"year {row.år}", (row.nettokostnad_tkr, row.nettobudget_tkr, row.avvikelse_tkr), board[row.år])
    for check in records(reconcile(data=data)):
        own = board[check["år"]].lines[check["post"]][ROLES.index(check["storhet"])]
        for name in ("beräknat_tkr", "tryckt_tkr"):
            found.hold(f"check of {check['post']} {check['år']} {name}", check[name], own)
        if check["utslag"] not in {"stämmer", "kan inte prövas"}:
            found.wrong.append(f"check of {check['post']} {check['år']}: {check['utslag']}")


def _three(found: Findings, where: str, seen: Any, year: Year, label: str = TOTAL) -> None:
    for role, value, own in zip(ROLES, seen, year.lines[label], strict=True):
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
            role = next(one for one in ROLES if str(row[2]).startswith(one))
            own = board[row[0]].lines[row[1]][ROLES.index(role)]
            for value in row[3:5]:
                found.hold(f"check of {row[1]} {row[0]}", value, own)
            found.hold(f"check of {row[1]} {row[0]}, difference", row[5], Decimal(0))


def _figures(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for row in book["Uppgifter"].iter_rows(values_only=True):
        parts = re.fullmatch(r".*-(\d{4}):drift:(.+):(\w+) \1", str(row[8]))
        if parts and parts[2] in board[int(parts[1])].lines:
            year = board[int(parts[1])]
            own = dict(zip(ROLES, printed(year.lines[parts[2]], year), strict=True))[parts[3]]
            seen = None if row[1] is None else abs(Decimal(str(row[1])) * IN_TKR[row[2]])
            found.hold(f"figure {row[8]}", seen, abs(own) * IN_TKR[year.unit])


def _paper(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    for name in ("Sammanfattning", "Mellan åren"):
        for row in book[name].iter_rows(values_only=True) if name in book.sheetnames else ():
            if str(row[0]).isdigit() and int(row[0]) in board:
                _three(found, f"{name} {row[0]}", row[1:4], board[int(row[0])])
            elif years := re.fullmatch(r"Från (\d{4}) till (\d{4})", str(row[0])):
                pair = zip(board[int(years[1])].lines[TOTAL], board[int(years[2])].lines[TOTAL], strict=True)
                for role, value, (old, new) in zip(ROLES, row[1:4], pair, strict=True):
                    found.hold(f"{name} {row[0]} {role}", value, new - old)
    _paper_said(board, book, found)
    _ranked(board[max(board)], book, found)


def _paper_said(board: Mapping[int, Year], book: Any, found: Findings) -> None:
    """Hold the sentences of the first page, whose lines stand one below the other, from the first question on."""
    texts = [str(row[0] or "") for row in book["Sammanfattning"].iter_rows(values_only=True)]
    first = next(at for at, text in enumerate(texts) if text.endswith("?"))
    hold_said("\n".join([texts[0], *texts[first:]]), board, found, "Sammanfattning")


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


def _page_said(board: Mapping[int, Year], text: str, found: Findings, name: str) -> None:
    """Hold the sentences of a page: all its text but tables, pictures and what is written of itself."""
    page = BeautifulSoup(text, "html.parser")
    for part in page(["script", "style", "title", "table", "img", "code"]):
        part.extract()
    for block in page(["p", "li", "h1", "h2", "h3", "h4", "pre"]):
        if block.find_parent(["p", "li", "pre"]) is None:
            block.append("\n")
    hold_said(page.get_text(), board, found, name)


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"[\s\u00a0\u202f+]", "", text).replace("\u2212", "-").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?[\d.]+", plain) else None
