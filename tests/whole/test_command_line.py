"""The commands of the command line: what they print, write and return."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.command_line import Progress
from analysis.files import ROOT
from analysis.report import make_report
from analysis.wording.summary import checks_of, unsettled_claims
from tests.boards import REPORT, make_board
from tests.notebooks import make_notebook

MISPRINT = REPORT.replace("-1 200 -1 000 -200", "-1 200 -1 000 -250")
UNREAD = REPORT.replace("-300 200 -500", "-300 2O0 -500")


class Terminal(io.StringIO):
    """A person at a terminal who answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bokslut.txt"
    path.write_text(REPORT, encoding="utf-8", newline="\n")
    return path


def add(report: Path, data: Path, *more: str) -> int:
    return main(["add", str(report), "--board", "Fritidsnämnden", "--year", "2023", "--data", str(data), *more])


def test_read_shows_tables_doubts_and_checks_and_writes_nothing(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_text(UNREAD.replace("-1 200 -1 000 -200", "-1 200 -1 000 -250"), encoding="utf-8", newline="\n")
    assert main(["read", str(report)]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "bokslut.txt: en tabell, fyra rader, två rader tveksamma."
    assert lines[2:4] == [
        "Tabell 1: Driftredovisning (tkr)",
        "slag: drift · enhet: tkr · avsnitt: Drift · bokslut.txt rad 5–13",
    ]
    assert [line.split()[:2] for line in lines[5:10]] == [
        ["Rad", "Post"],
        ["7", "Bibliotek"],
        ["9", "=Simhall"],
        ["11", "Ledning"],
        ["13", "Summa"],
    ]
    assert re.search(r"11 +Ledning +– +– +–  tveksam: ", out)
    assert "rad 11 ”Ledning”: ”-300 2O0 -500” – " in out
    assert "Sju kontroller av tryckta summor och avvikelser: två stämmer, en avviker, fyra kan inte prövas." in out
    assert re.search(r"7 +Bibliotek +avvikelse = utfall − budget .* −250 +−200 +−50 +1,5  avviker", out)
    assert list(report.parent.iterdir()) == [report]


def test_read_shows_a_table_whose_unit_is_not_printed(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(REPORT.replace(" (tkr)", ""), encoding="utf-8", newline="\n")
    assert main(["read", str(report)]) == 0
    out = capsys.readouterr().out
    assert "enhet: inte tryckt" in out
    assert (
        "bokslut.txt rad 5: en tabell i pengar utan tryckt enhet; väntade (tkr), (mnkr) eller (kr) i tabellens rubrik"
        in out
    )


def test_read_lets_no_document_steer_the_terminal(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(REPORT.replace("Ledning", "Led\x1b[2Jning"), encoding="utf-8", newline="\n")
    assert main(["read", str(report)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_file_that_is_not_there_is_told_in_swedish(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--board", "A", "--year", "2023", "--data", str(tmp_path)] if command == "add" else []
    assert main([command, str(tmp_path / "saknas.pdf"), *more]) == 1
    assert capsys.readouterr().err.endswith(
        "saknas.pdf: filen finns inte; väntade en fil; kontrollera sökväg och filnamn.\n"
    )


def test_add_registers_and_the_report_is_made_of_it(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "ny"
    assert add(report, data, "--yes", "--publisher", "Exempelby") == 0
    out = capsys.readouterr().out
    assert "Sju kontroller av tryckta summor och avvikelser: alla stämmer." in out
    assert "  Drift: Summa = Bibliotek + =Simhall + Ledning\n" in out
    assert "Registrerat: fritidsnamnden-2023.\n" in out
    make_notebook(tmp_path / "01_prov.ipynb", "import analysis", "analysis.describe_year(analysis.years()[-1])")
    made = make_report(tmp_path / "ut", data=data, notebooks=tmp_path)
    assert made.summary[0] == "Läst: Fritidsnämndens årsredovisning 2023 (en tabell, fyra rader, alla säkert lästa)."


@pytest.mark.parametrize("answer", ["j\n", "JA\n"])
def test_add_asks_and_writes_when_told_to(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert add(report, tmp_path / "ny") == 0
    assert "Registrera? [j/N] Registrerat: fritidsnamnden-2023." in capsys.readouterr().out
    assert (tmp_path / "ny" / "reports" / "fritidsnamnden-2023.txt").read_bytes() == report.read_bytes()


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_add_asks_and_writes_nothing_without_a_yes(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert add(report, tmp_path / "ny") == 0
    assert capsys.readouterr().out.endswith("Inget är registrerat.\n")
    assert not (tmp_path / "ny").exists()


def test_add_without_a_terminal_writes_nothing_and_says_so(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("j\n"))
    assert add(report, tmp_path / "ny") == 1
    assert capsys.readouterr().err == (
        "Det finns ingen terminal att fråga i, så inget är registrerat. Kör igen med --yes.\n"
    )
    assert not (tmp_path / "ny").exists()


def test_a_report_is_added_once(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(report, tmp_path / "ny", "--yes") == 0
    assert add(report, tmp_path / "ny", "--yes", "--id", "annat") == 1
    assert "filen är redan registrerad, som fritidsnamnden-2023" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "ny" / "reports").iterdir()] == ["fritidsnamnden-2023.txt"]


def test_check_fails_where_something_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(make_board(tmp_path / "fel", MISPRINT))]) == 1
    out = capsys.readouterr().out
    assert out.startswith("Sju kontroller av tryckta summor och avvikelser: fem stämmer, två avviker.\n")
    assert re.search(r"kultur-2023  2023 +7  Bibliotek .* avviker", out)
    assert main(["check", "--data", str(make_board(tmp_path / "rätt")), "--year", "2023"]) == 0
    assert capsys.readouterr().out == "Sju kontroller av tryckta summor och avvikelser: alla stämmer.\n"


def test_check_names_the_years_that_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(make_board(tmp_path)), "--year", "2022"]) == 1
    assert "år 2022; väntade något av: 2023" in capsys.readouterr().err


def test_checks_that_cannot_be_made_do_not_fail(tmp_path: Path) -> None:
    data = make_board(tmp_path, UNREAD)
    assert set(checks_of(2023, data=data)["utslag"]) == {"stämmer", "kan inte prövas"}
    assert main(["check", "--data", str(data)]) == 0


def test_trace_shows_where_a_figure_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "nettobudget_2019"]) == 0
    assert [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()] == [
        "Uppgift",
        "nettobudget 2019",
        "└ Drift: Summa, budget 2020",
        "└ ramökning 2020",
    ]
    assert main(["trace", "nettobudge_2019"]) == 1
    assert "id = ”nettobudge_2019”; väntade något av: nettobudget_2019" in capsys.readouterr().err


def test_claims_shows_those_that_do_not_hold_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims"]) == 0
    said, _, head, *rows = capsys.readouterr().out.splitlines()
    assert " påståenden i rapporterna: " in said
    assert " egna avstämningar: " in said
    assert re.split(" {2,}", head) == ["Utslag", "Kortnamn", "Påstått", "Beräknat", "Enhet", "Påstående"]
    verdicts = [row.split("  ")[0].strip() for row in rows]
    assert verdicts == unsettled_claims()["utslag"].tolist()
    assert verdicts == sorted(verdicts)


def test_a_board_without_claims_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--data", str(make_board(tmp_path))]) == 0
    assert capsys.readouterr().out == "Inga påståenden ur rapporterna är registrerade.\n"


def test_the_report_is_of_the_year_that_is_asked_for(tmp_path: Path) -> None:
    choice = "import analysis\nyear = max(analysis.years())  # välj\nsince = 1999"
    path = make_notebook(tmp_path / "01_prov.ipynb", choice, "f'{year} mot {since}'")
    before = path.read_bytes()
    make_report(out=tmp_path / "ut", notebooks=tmp_path, years=(2017, 2020))
    assert "2017 mot 2020" in (tmp_path / "ut" / "01_prov.html").read_text(encoding="utf-8")
    assert path.read_bytes() == before


def test_a_year_that_is_unknown_is_named_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--year", "2018", "--out", str(tmp_path / "ut")]) == 1
    assert "år 2018; väntade något av: 2017, 2020; välj ett år som finns i data/." in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_a_year_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["report", "--year", "i fjol"])
    assert "”i fjol” är inget år som 2020" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["read", "add", "remove", "correct", "report", "check", "trace", "claims"])
def test_each_command_has_swedish_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    text = capsys.readouterr().out
    assert text.startswith(f"användning: python -m analysis {command} ")
    assert f"Exempel: python -m analysis {command}" in text
    assert not re.search(r"\b(?:positional|optional|options|show|usage)\b", text)


def test_progress_is_silent_until_one_wonders(capsys: pytest.CaptureFixture[str]) -> None:
    say = Progress(0.05)
    say("Först")
    say("Sedan")
    time.sleep(0.3)
    say("Sist")
    say.rest()
    lines = capsys.readouterr().err.splitlines()
    assert [re.sub(r"\[ *\d+,\d s\] ", "", line) for line in lines] == ["Sedan", "Sist"]


def test_progress_of_a_quick_command_is_silent(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "alla stämmer"),
        (["remove", "saknas-2023", "--yes"], "documents.csv: id = ”saknas-2023”; väntade något av: kultur-2023"),
        (["correct", "saknas-2023"], "kultur-2023"),
    ],
)
def test_a_command_without_a_folder_is_about_the_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("ANALYSIS_DATA", str(make_board(tmp_path)))
    main(arguments)
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


BAD_BYTE = "N\udce4mnden"  # as a system gives a byte that is no UTF-8


@pytest.mark.parametrize("option", ["--board", "--title", "--publisher", "--id"])
def test_a_text_that_no_file_can_hold_is_wrong_usage(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        add(report, tmp_path / "data", option, BAD_BYTE)
    assert "tolka: ”N?mnden” är inte skrivet i UTF-8. Visa" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_period_that_is_none_is_said_of_the_option(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        add(report, tmp_path / "data", "--period", "8")
    assert "--period: ”8” är ingen period; skriv helår, eller t.ex. januari–augusti." in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let no file be called so")
def test_a_file_whose_name_is_no_utf_8_is_read_and_registered(report: Path, tmp_path: Path) -> None:
    path = str(report.rename(tmp_path / f"{BAD_BYTE}.txt"))
    board = ["--board", "Kulturnämnden", "--year", "2023", "--data", str(tmp_path / "data"), "--yes"]
    for command in (["read", path], ["add", path, *board]):
        done = subprocess.run([sys.executable, "-m", "analysis", *command], cwd=ROOT, capture_output=True, check=True)
        assert "en tabell, fyra rader, alla säkert lästa" in done.stdout.decode()
    assert (tmp_path / "data" / "reports" / "kulturnamnden-2023.txt").read_text(encoding="utf-8") == REPORT


def test_a_folder_that_may_not_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = make_board(tmp_path)

    def deny(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "exists", deny)
    assert main(["check", "--data", str(data)]) == 1
    assert "documents.csv: behörighet saknas; väntade en fil som får läsas" in capsys.readouterr().err
