"""What a folder holds, which questions can be asked of it, and which function answers a question."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from analysis.explanations.deviations import years
from analysis.explanations.forecasts import forecast_years
from analysis.explanations.sensitivity import load_drivers
from analysis.explanations.subjects import load_splits, load_subjects
from analysis.explanations.years import comparison_year, year_rows
from analysis.frames import nearest
from analysis.ledger.claims import load_claims
from analysis.statements.folder import Data, Folder, boards, folder_path, opened
from analysis.statements.load import load_months
from analysis.statements.register import registered_rows
from analysis.swedish import count, listed
from analysis.wording.questions import QUESTIONS, Needs, Question
from analysis.wording.summary import describe_reports
from analysis.wording.views import View
from analysis.wording.year import describe_board

_HEADINGS = ("Fråga", "Anrop")
_STEM = 4  # letters that two words must begin with alike, to be one word in two forms
_WORD = re.compile(r"[^\W\d_]+")


class Guide(View):
    """Sentences, and below them a table of questions with the calls that answer them.

    Attributes
    ----------
    lines
        The sentences.
    """

    def __init__(self, lines: Sequence[str], questions: Sequence[tuple[str, str]]) -> None:
        super().__init__(_HEADINGS, questions, [False, False])
        self.lines = list(lines)

    def _repr_html_(self) -> str:
        said = "".join(f"<p>{html.escape(line)}</p>\n" for line in self.lines)
        return f"{said}{super()._repr_html_()}" if self.rows else said.rstrip()

    def __repr__(self) -> str:
        return "\n".join([*self.lines, *([super().__repr__()] if self.rows else [])])


def overview(*, data: Data | None = None, board: str | None = None) -> Guide:
    """Say what data there is, which years it knows and which questions can be asked, with the calls to copy.

    Parameters
    ----------
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    Guide
        What was read of each report, the years, and the questions that this data answers; where a folder has several
        boards and none is chosen, how to choose one.

    Examples
    --------
    >>> found = overview()
    >>> found.lines[0], found.rows[1]
    ('Socialnämnden, Katrineholms kommun', ['Vilka år är kända?', 'analysis.present(analysis.year_table())'])
    """
    path = folder_path(data)
    if not registered_rows(path):
        return Guide(["Mappen har ingen registrerad rapport."], [_ask(one, _NAMED) for one in _first_steps()])
    known = [] if board or isinstance(data, Folder) else boards(data=path)
    if len(known) > 1:
        return Guide(
            [f"Mappen har {count(len(known), 'nämnd', 'nämnder')}: {listed(known)}. Välj en."],
            [(f"Vad finns om {one}?", f'analysis.use(board="{one}"); analysis.overview()') for one in known],
        )
    folder = opened(data, board)
    of_year = [row.år for row in year_rows(folder)]
    lines = [describe_board(data=folder), *describe_reports(folder)]
    lines += [f"År med uppgifter: {listed(list(map(str, of_year)))}."] * bool(of_year)
    values, there = _values(folder), {need for need, is_there in _THERE.items() if is_there(folder)}
    return Guide(lines, [_ask(one, values) for one in QUESTIONS if one.needs in there])


def _first_steps() -> list[Question]:
    words = ("Läs en ny rapport", "Registrera en rapport")
    return [one for one in QUESTIONS if one.text in words]


def _has_earlier(folder: Folder) -> bool:
    known = years(data=folder)
    return bool(known) and comparison_year(known[-1], data=folder) is not None


_THERE: dict[Needs, Callable[[Folder], object]] = {
    Needs.YEAR: lambda folder: years(data=folder),
    Needs.EARLIER: _has_earlier,
    Needs.SUBJECT: lambda folder: load_subjects(folder) and _has_earlier(folder),
    Needs.SPLIT: lambda folder: load_splits(folder) and _has_earlier(folder),
    Needs.STAFFED: lambda folder: any(one.staffing for one in load_subjects(folder)),
    Needs.FOLLOW_UP: lambda folder: forecast_years(data=folder),
    Needs.MONTHS: lambda folder: not load_months(data=folder).empty,
    Needs.DRIVERS: lambda folder: load_drivers(folder) and years(data=folder),
    Needs.CLAIMS: load_claims,
}


def _values(folder: Folder) -> dict[str, object]:
    """Return what stands in the places of the calls."""
    known, followed = years(data=folder), forecast_years(data=folder)
    subjects, splits = load_subjects(folder), load_splits(folder)
    return {
        "year": known[-1] if known else None,
        "since": comparison_year(known[-1], data=folder) if known else None,
        "subject": subjects[0].name if subjects else "",
        "split": splits[0].name if splits else "",
        "forecast": followed[-1] if followed else None,
    }


def _ask(question: Question, values: dict[str, object]) -> tuple[str, str]:
    return question.text.format_map(values), question.call.format_map(values)


def help(words: str = "") -> Guide:  # noqa: A001  (the word that is looked for)
    """Find the functions that answer a question in Swedish words; all of them where none is given.

    Parameters
    ----------
    words
        A few words, in any form: a word is found by how it begins, or within a longer one.

    Returns
    -------
    Guide
        Questions and calls, those that have most of the words first; where nothing has any, the nearest words.

    Examples
    --------
    >>> help("varifrån kommer siffran").rows[0]
    ['Varifrån kommer årets siffra?', 'analysis.trace_year(året)']
    >>> help("xyzzy").lines[0].split(".")[0]
    'Ingen fråga har ”xyzzy”'
    """
    asked = [word for word in _words(words) if word not in _SMALL]
    scores = [_score(asked, one) for one in QUESTIONS]
    order = sorted(range(len(QUESTIONS)), key=lambda at: (-scores[at], at))
    best = [QUESTIONS[at] for at in order if scores[at] or not asked]
    if not best:
        near = nearest(asked[0], (word for one in QUESTIONS for word in _words(_text(one))))
        return Guide([f"Ingen fråga har ”{words}”. Närmast kända: {near}."], [])
    return Guide([], [_ask(one, _NAMED) for one in best])


_NAMED: dict[str, object] = {
    "year": "året", "since": "året_före", "subject": "ämnet", "split": "uppdelningen", "forecast": "året"
}  # fmt: skip
_SMALL = frozenset(  # words that say nothing of what is asked
    re.findall(
        r"\w+",
        "att av de den det en ett från får för hur i jag kan med mellan när om och på som till vad var vilka vilken är",
    )
)


def _text(question: Question) -> str:
    return f"{question.text} {question.words} {' '.join(question.names).replace('_', ' ')}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _score(asked: Sequence[str], question: Question) -> int:
    """Count the words that a question has, in any form; a word of its own counts more than a part of one."""
    own = _words(_text(question))
    return sum(max((_likeness(word, other) for other in own), default=0) for word in asked)


def _likeness(word: str, other: str) -> int:
    if word == other:
        return 3
    stem = min(len(word), len(other), max(_STEM, len(word) - 2))
    if stem >= _STEM and word[:stem] == other[:stem]:
        return 2
    return int(len(word) >= _STEM and word in other)
