"""Made-up files of key figures for tests, as a controller saves them, and a board beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.data_files.yardsticks import BREAKS, KEY_FIGURES, PEERS
from tests.boards import make_board, write_csv

OWN, GROUP = "9001", ("9002", "9003", "9004")
NAMES = {"9001": "Exempelby", "9002": "Provstad", "9003": "Mallköping", "9004": "Testhamn"}
FILE = "hvb-2024-09-01.json"
COST, DAYS, PRICE = "N90002", "N90800", "N90100"
COSTS = {COST: (5000, 3600, 4000, 4400), DAYS: ("1.25", "0.9", "1.0", "1.1"), PRICE: (4000, 4000, 4000, 4000)}


def value_row(kpi: str, code: str, year: int, value: object, **cells: object) -> dict[str, Any]:
    """Make a row of values as the interface gives it."""
    number = float(value) if isinstance(value, str) else value
    total = {"gender": "T", "value": number, "status": "", "isdeleted": False, "count": 1, **cells}
    return {"kpi": kpi, "municipality": code, "period": year, "values": [total]}


def rows_of(figures: Mapping[str, Sequence[object]], year: int = 2023) -> list[dict[str, Any]]:
    """Make the rows of some key figures: the own municipality first, then the group; None is no row."""
    codes = (OWN, *GROUP)
    return [
        value_row(kpi, code, year, value)
        for kpi, values in figures.items()
        for code, value in zip(codes, values, strict=True)
        if value is not None
    ]


def save(data: Path, rows: Sequence[Mapping[str, Any]], name: str = FILE, **more: object) -> Path:
    """Write a file of values as version 3 of the interface gives them; return the data folder."""
    path = data / "kolada" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"values": rows, "count": len(rows), **more}), encoding="utf-8")
    return data


def peer_board(data: Path, figures: Mapping[str, Sequence[object]] = COSTS, name: str = FILE) -> Path:
    """Write a board with its group, what its key figures are, and one file of their values."""
    make_board(data)
    own = [[OWN, NAMES[OWN], "egen", "", ""]]
    write_csv(
        data / "peers.csv", PEERS.names, own + [[code, NAMES[code], "grupp", "Liknande 2024", ""] for code in GROUP]
    )
    measures = [
        [COST, "kostnad för HVB-vård", "kr/inv", DAYS, PRICE],
        [DAYS, "vårddygn i HVB", "dygn/inv", "", ""],
        [PRICE, "kostnad per vårddygn", "kr/dygn", "", ""],
    ]
    write_csv(data / "key_figures.csv", KEY_FIGURES.names, measures)
    write_csv(data / "breaks.csv", BREAKS.names, [[DAYS, "2022", "Dygnen räknas på ett nytt sätt.", "beskrivningen"]])
    save(data, [about(kpi) for kpi in figures], "om.json")
    return save(data, rows_of(figures), name)


def about(kpi: str, final: str = "2024-06-01") -> dict[str, str]:
    """Make what the interface says of a key figure, whose newest values become final on a day."""
    return {"id": kpi, "title": "Kostnad", "description": "Text", "publication_date": final}
