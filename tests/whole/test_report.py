"""The main job, from data to files, and its command line."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from analysis.__main__ import main
from analysis.files import DATA, NOTEBOOKS
from analysis.kernels import Executed, NotebookError, execute
from analysis.pages import ONLY_IN_LAB, write_page
from analysis.report import make_report
from analysis.wording.summary import summarise
from tests.boards import REPORT, make_board, write_csv
from tests.ledgers import HEAD, write_ledger
from tests.notebooks import make_notebook

ROOT = Path(__file__).resolve().parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> "tuple[Path, subprocess.CompletedProcess[str]]":
    """Make the whole report once, as README says where make has set up what it needs."""
    out = tmp_path_factory.mktemp("ut")
    by_make = shutil.which("make") and (ROOT / ".venv" / "ready").exists()
    command = ["make", "report", f"ARGS=--out {out}"]
    if not by_make:
        command = [sys.executable, "-m", "analysis", "report", "--out", str(out)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out, done


@pytest.fixture
def out(whole: "tuple[Path, subprocess.CompletedProcess[str]]") -> Path:
    return whole[0]


def test_make_report_writes_what_readme_says(whole):
    out, done = whole
    assert "Gör i ordning" not in done.stdout + done.stderr
    assert (out / "underlag_till_namnden.xlsx").stat().st_size > 10_000
    assert sorted(path.stem for path in out.glob("*.html")) == [
        "01_oversikt",
        "02_hvb_placeringar",
        "03_konsulter",
        "04_ekonomiskt_bistand",
        "05_underlag_till_namnden",
        "06_egen_rapport",
    ]
    assert "<title>Konsulter: vad kostade de mer än egen personal?</title>" in _page(out, "03_konsulter")
    assert list(out.glob("*.png"))


def test_overview_runs_through_for_another_year(tmp_path):
    notebook = nbformat.read(NOTEBOOKS / "01_oversikt.ipynb", as_version=4)
    choice = next(cell for cell in notebook.cells if cell.cell_type == "code")
    choice.source = choice.source.replace("year = None", "year = 2017")
    nbformat.write(notebook, tmp_path / "01_oversikt.ipynb")
    page = write_page(execute([tmp_path / "01_oversikt.ipynb"], DATA)[0], tmp_path / "sida.html").read_text("utf-8")
    assert "Socialnämnden redovisar 2017 ett underskott mot budget på 3\u00a0487\u00a0tkr" in page
    assert "Intäkter, övrigt (beräknat)" in page


def test_the_users_backend_for_charts_changes_no_page(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "svg")
    path = make_notebook(tmp_path / "01_a.ipynb", "import os\nprint(os.environ['MPLBACKEND'])")
    (cell,) = execute([path], DATA)[0].content.cells[1:]
    assert cell.outputs[0].text == "module://matplotlib_inline.backend_inline\n"


def test_notebooks_run_where_the_path_of_temporary_files_is_long(tmp_path, monkeypatch):
    place = tmp_path / ("x" * 120)
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    (cell,) = execute([make_notebook(tmp_path / "01_a.ipynb", "print(1)")], DATA)[0].content.cells[1:]
    assert cell.outputs[0].text == "1\n"


def test_page_stands_alone_in_swedish_and_shows_no_code(out):
    page = (out / "01_oversikt.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert "<title>Översikt: så gick året mot budget</title>" in page
    assert "−16\u00a0644" in page
    assert "deviation_lines" not in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)


def test_page_shows_what_jupyters_own_page_shows(tmp_path):
    source = NOTEBOOKS / "01_oversikt.ipynb"
    content = nbformat.read(source, as_version=4)
    content.cells = [cell for cell in content.cells if ONLY_IN_LAB not in cell.metadata.get("tags", [])]
    own = HTMLExporter(template_name="basic", exclude_input=True, exclude_output_prompt=True)
    theirs, _ = own.from_notebook_node(content)
    page = write_page(Executed("01_oversikt", content), tmp_path / "sida.html").read_text(encoding="utf-8")
    shown, expected = (BeautifulSoup(text, "html.parser") for text in (page, theirs))
    for link in expected.select("a.anchor-link"):
        link.decompose()
    for kind in ("h1", "h2", "p", "table", "li"):
        assert [str(one) for one in shown.find_all(kind)] == [str(one) for one in expected.find_all(kind)]
        assert expected.find_all(kind), kind
    assert [one["src"] for one in shown.find_all("img")] == [one["src"] for one in expected.find_all("img")]
    assert all(one["alt"] for one in shown.find_all("img"))


def test_charts_are_pictures_named_by_the_notebook(out):
    paths = sorted(out.glob("01_oversikt*.png"))
    assert [path.name for path in paths] == [f"01_oversikt_diagram_{number}.png" for number in (1, 2, 3, 4)]
    assert all(path.read_bytes().startswith(PNG) for path in paths)


def test_every_notebook_runs_through_for_a_board_with_a_drift_table_alone(tmp_path):
    report = make_report(tmp_path / "ut", data=make_board(tmp_path / "data"))
    assert sorted(path.stem for path in report.files if path.suffix == ".html") == [
        "01_oversikt",
        "05_underlag_till_namnden",
    ]
    assert sorted(path.name for path in report.files if path.suffix == ".xlsx") == [
        "bilaga_for_granskning.xlsx",
        "underlag_till_namnden.xlsx",
    ]


REPORT_OF_HOMES = (
    f"{HEAD}Hemtjänst\t-5 000\t-4 800\t-200\nSumma\t-5 000\t-4 800\t-200\n\n"
    "## Volymer\n\nVolymer\t\t\n\tUtfall 2022\tUtfall 2021\nHemtjänsttimmar\t11000\t10000\n"
)


def test_each_subject_of_another_board_gets_a_page_with_its_own_words(tmp_path):
    reports = {"a-2022": REPORT_OF_HOMES, "a-2021": REPORT_OF_HOMES.replace("-5 000", "-4 000").replace("2021", "2020")}
    reports["a-2021"] = reports["a-2021"].replace("2022", "2021").replace("11000\t10000", "10000\t9000")
    subjects = [("Hemtjänst på ”väg”", "rubrik", "Varför kostar hemtjänsten mer?"), ("Boende", "begrepp", "Hemtjänst")]
    data = write_ledger(tmp_path / "data", reports=reports, subjects=subjects)
    rows = [("Timmar", "Hemtjänst på ”väg”", "Hemtjänst", "Hemtjänsttimmar", "", "")]
    write_csv(data / "splits.csv", ("split", "sheet", "cost", "quantity", "price", "factor"), rows)
    report = make_report(tmp_path / "ut", data=data)
    pages = sorted(path.stem for path in report.files if path.suffix == ".html")
    assert pages == ["01_oversikt", "02_hemtjanst_pa_vag", "03_boende", "05_underlag_till_namnden"]
    page = _page(tmp_path / "ut", "02_hemtjanst_pa_vag")
    assert "<title>Varför kostar hemtjänsten mer?</title>" in page
    said = "Hemtjänst kostade 1 000 tkr mer 2022 än 2021: fler hemtjänsttimmar höjde kostnaden med 400 tkr"
    assert said in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Volym och pris" not in _page(tmp_path / "ut", "03_boende")
    assert not [name for name in ("onsult", "HVB", "hushåll", "Mot egna löner") if name in page]


def _page(folder: Path, name: str) -> str:
    return (folder / f"{name}.html").read_text(encoding="utf-8")


def test_whole_job_for_another_board(tmp_path):
    make_notebook(tmp_path / "01_prov.ipynb", "import analysis", "analysis.describe_year(analysis.years()[-1])")
    said: list[str] = []
    report = make_report(tmp_path / "ut", data=make_board(tmp_path / "data"), notebooks=tmp_path, say=said.append)
    assert [path.name for path in report.files] == [
        "underlag_till_namnden.xlsx",
        "bilaga_for_granskning.xlsx",
        "01_prov.html",
    ]
    assert all(path.stat().st_size > 1000 for path in report.files)
    assert report.summary[0] == "Läst: Kulturnämndens bokslut 2023 (en tabell, fyra rader, alla säkert lästa)."
    assert "Kulturnämnden redovisar 2023 ett underskott" in (tmp_path / "ut" / "01_prov.html").read_text(
        encoding="utf-8"
    )
    assert said[0] == "Startar anteckningsböckerna: 01_prov"


def test_notebook_that_fails_is_named_and_old_output_is_kept(tmp_path):
    make_notebook(tmp_path / "01_prov.ipynb", "1 / 0")
    make_notebook(tmp_path / "02_prov.ipynb", "import saknas")
    old = tmp_path / "ut" / "01_prov.html"
    old.parent.mkdir()
    old.write_text("gammal", encoding="utf-8")
    with pytest.raises(
        NotebookError, match=r"01_prov\.ipynb: saw ZeroDivisionError: (.|\n)*02_prov\.ipynb: saw ModuleNotFound"
    ):
        make_report(tmp_path / "ut", data=make_board(tmp_path / "data"), notebooks=tmp_path)
    assert old.read_text(encoding="utf-8") == "gammal"


def test_summary_names_what_does_not_hold(tmp_path):
    lines = summarise(data=make_board(tmp_path, REPORT.replace("-1 200 -1 000 -200", "-1 200 -1 000 -250")))
    assert lines[-2:] == [
        "avviker: 2023 Bibliotek, avvikelse = utfall − budget, avvikelse (kultur-2023 rad 7).",
        "avviker: 2023 Summa, rader = Summa, avvikelse (kultur-2023 rad 13).",
    ]


def test_summary_counts_doubtful_rows(tmp_path):
    lines = summarise(data=make_board(tmp_path, REPORT.replace("-300 200 -500", "-300 2O0 -500")))
    assert "fyra rader, en rad tveksam" in lines[0]


def test_command_line_reports_in_swedish(whole):
    said = whole[1].stdout
    assert (
        said.splitlines()[0] == "Läst: Socialnämndens årsredovisning 2017 (tre tabeller, 37 rader, alla säkert lästa)."
    )
    assert "67 stämmer, sex skiljer inom vad avrundning förklarar och ingen avviker." in said
    assert "underlag_till_namnden.xlsx" in said
    assert re.search(r"\[ *\d+,\d s\] Skriver arbetsböckerna", whole[1].stderr)


def test_command_line_names_faults_in_swedish_and_fails(tmp_path, capsys):
    assert main(["report", "--data", str(tmp_path), "--out", str(tmp_path / "ut")]) == 1
    assert "documents.csv: filen finns inte; väntade en fil; kontrollera sökväg och filnamn." in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("arguments", [[], ["raport"], ["report", "--ut"]])
def test_wrong_usage_is_told_in_swedish(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "Kommandot gick inte att tolka" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"]])
def test_help_is_swedish_with_an_example(arguments, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(arguments)
    text = capsys.readouterr().out
    assert text.startswith("användning: ")
    assert "Exempel: python -m analysis report" in text
