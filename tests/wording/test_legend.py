"""The table of years is explained: its words, the years that are missing, borrowed ones, and what is rounded."""

from __future__ import annotations

from pathlib import Path

from analysis.statements.folder import opened
from analysis.wording.legend import year_legend
from tests.boards import make_board
from tests.ledgers import HEAD, concept, printed, write_ledger

SPACE = "\N{NO-BREAK SPACE}"


def read(data: Path) -> list[str]:
    return [text.replace(SPACE, " ") for text in year_legend(opened(data))]


def test_a_board_of_one_year_has_the_words_alone(tmp_path: Path) -> None:
    assert read(make_board(tmp_path)) == [
        "Tkr är tusen kronor. Nettokostnad är kostnader minus intäkter.",
        "Minus i tabellen är kostnad eller underskott; i texten står beloppen utan minus.",
        "Tom ruta: uppgift saknas.",
    ]


def test_missing_years_borrowed_years_and_rounding_are_named(tmp_path: Path) -> None:
    reports = {f"a-{year}": f"{HEAD}Summa\t-30\t-32\t{gap}\n" for year, gap in ((2018, 3), (2021, 2))}
    concepts = [concept("nettokostnad", 2020, "-kostnad_2020"), concept("vårt mål", 2021, "-mål_2021", role="mål")]
    figures = [printed("kostnad_2020", "28"), printed("mål_2021", "5")]
    assert read(write_ledger(tmp_path / "data", figures, reports=reports, concepts=concepts))[1:] == [
        (
            "Minus i tabellen är kostnad eller underskott; i texten står beloppen utan minus. Mål är det största underskott "
            "som nämnden satte som mål."
        ),
        "Tom ruta: uppgift saknas. För 2019 saknas allt.",
        "2020 är hämtat ur rapporten för 2021.",
        "2018: 1 tkr av avvikelsen är avrundning.",
    ]


def test_a_deviation_that_rounding_does_not_explain_is_not_called_rounded(tmp_path: Path) -> None:
    data = write_ledger(tmp_path / "data", reports={"a-2021": f"{HEAD}Summa\t-30\t-32\t9\n"})
    assert read(data)[-1] == "2021: 7 tkr skiljer avvikelsen från talen bredvid."


def test_a_part_of_a_year_and_a_forecast_are_said_to_be_so(tmp_path: Path) -> None:
    part = write_ledger(tmp_path / "del", reports={"a-2021": f"{HEAD}Summa\t-30\t-32\t2\n"})
    register = part / "documents.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("2021,helår", "2021,januari–augusti"), encoding="utf-8"
    )
    assert "2021 gäller bara januari–augusti." in read(part)
