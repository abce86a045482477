"""A small made-up board, written to a folder as `data/` is laid out."""

import hashlib
from pathlib import Path

REPORT = """\
Drift

Driftredovisning (tkr)

Utfall 2023 Budget 2023 Avvikelse

Bibliotek -1 200 -1 000 -200

=Simhall -2 500 -2 600 100

Ledning -300 200 -500

Summa -4 000 -3 400 -600
"""
SUMS = """\
document,section,total,part,parent,weight,relation
kultur-2023,Drift,Summa,Bibliotek,,1,lika
kultur-2023,Drift,Summa,=Simhall,,1,lika
kultur-2023,Drift,Summa,Ledning,,1,lika
"""
_HEADER = "id,nämnd,year,period,title,publisher,file,sha256,missing\n"


def make_board(folder: Path, report: str = REPORT, sums: str = SUMS, year: int = 2023) -> Path:
    """Write a board's register, report and sums; return the folder."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    content = report.encode()
    (folder / "reports" / "kultur.txt").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    row = f"kultur-{year},Kulturnämnden,{year},helår,Kulturnämndens bokslut {year},Exempelby,reports/kultur.txt,{digest},\n"
    (folder / "documents.csv").write_text(_HEADER + row, encoding="utf-8")
    (folder / "sums.csv").write_text(sums, encoding="utf-8")
    return folder
