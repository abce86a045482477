"""Runs of figures that ended in no table: found and named, so that nothing is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Protocol

from analysis.errors import Fault, fault
from analysis.readers.documents import read_document
from analysis.readers.formats.lines import Document
from analysis.readers.places import Location, Origin
from analysis.swedish import count
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.figures import shape_of

_MOST_WORDS = 14  # of a row, its comment counted; more are prose
_FEWEST_RUN_ON = 6  # figures of a whole table on one line, at least as many as its words
_MOST_SIGNS = 2000  # of a line that are looked at
_MOST_BESIDE = 6  # words beside two figures where a sentence ends
_LONGEST_LABEL = 8  # words of a row with one figure, or of a label on a line of its own
_WIDEST = 15  # lines without figures that may part the rows of one lost table
_FEWEST = 3  # lines with one figure each that make a run
_SURE_PAGES, _MOST_PAGE = 6, 1000  # lines that end in rising page numbers, and where those end
_FEWEST_STEPS = 3  # figures with the same step between them that are a scale, or count pages
_MOST_FAULTS = 5  # runs that the refusal of a file names
_LONGEST = 60  # characters of a line that a note quotes
_CONTENTS = re.compile(r"innehåll", re.IGNORECASE)
_ATOM = re.compile(r"\d+")
_BEGINS_ROW = re.compile(r"[\W\d]*(?:[A-ZÅÄÖ]|(?:var|där)av\b)")
_ROW, _ENDING, _ALONE, _LABEL, _BLANK, _PROSE = "rad", "sista ordet", "ensam", "etikett", "tom", "prosa"


class Leftover(NamedTuple):
    """A run of figures that ended in no table.

    Attributes
    ----------
    first, last
        Its first and last line, counted from 1.
    lines
        How many lines of it hold figures.
    text, end
        The first of these and the last, shortened.
    """

    first: int
    last: int
    lines: int
    text: str
    end: str

    def note(self, origin: Origin) -> str:
        """Say it to a controller.

        Examples
        --------
        >>> Leftover(3, 9, 2, "Stab 1 2", "Vård 3 4").note(Origin("a.txt"))
        'a.txt rad 3–9: två rader med tal ingår inte i någon läst tabell (”Stab 1 2” till ”Vård 3 4”); kontrollera dem.'
        """
        where = f"{origin.file} {origin.span(self.first, self.last)}".rstrip()
        many = count(self.lines, "rad med tal", "rader med tal")
        them = "den" if self.lines == 1 else "dem"
        return f"{where}: {many} ingår inte i någon läst tabell ({self.told()}); kontrollera {them}."

    def told(self) -> str:
        """Quote its first line and its last."""
        return f"”{self.text}”" if self.lines == 1 else f"”{self.text}” till ”{self.end}”"


class Span(NamedTuple):
    """The lines that a table was read from, counted from 1, and the texts that it gives again."""

    first: int
    last: int
    texts: tuple[str, ...]


def refusal(document: Document) -> list[Fault]:
    """Say of a document that no table was found in it, what its reader noted, and where its first figures stand."""
    told = "; ".join(note.removeprefix(f"{document.name}").lstrip(" :").rstrip(".") for note in document.notes)
    notes = f" ({told})" if told else ""
    faults = [fault("no-tables", document.name, lines=len(document.lines), notes=notes)]
    return [*faults, *_faults(document, find_leftovers(document, []))]


def faults_left(path: Path, spans: Sequence[Span]) -> list[Fault]:
    """Say where figures of a file stand that its tables do not give again.

    Parameters
    ----------
    path
        The file.
    spans
        What its tables were read from.
    """
    document = read_document(path)
    return _faults(document, find_leftovers(document, spans))


def _faults(document: Document, found: Sequence[Leftover]) -> list[Fault]:
    """Name the first runs, and count the others."""
    faults = list[Fault]()
    for one in found[:_MOST_FAULTS]:
        where = f"{document.name} {document.origin.span(one.first, one.last)}".rstrip()
        many = count(one.lines, "rad med tal", "rader med tal")
        faults.append(fault("figures-left", where, lines=one.lines, text=one.text, lines_sv=many, text_sv=one.told()))
    if more := len(found[_MOST_FAULTS:]):
        more_sv = count(more, "annat ställe med tal", "andra ställen med tal")
        faults.append(fault("more-figures-left", document.name, count=more, count_sv=more_sv))
    return faults


class _Row(Protocol):
    """What a row of a table gives again of what is printed."""

    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def printed(self) -> str: ...
    @property
    def texts(self) -> dict[str, str]: ...


def span_of(location: Location, rows: Iterable[_Row], columns: Iterable[Column]) -> Span:
    """Say which lines a table was read from, and all that it gives again of them."""
    texts = (text for row in rows for text in (row.label, row.printed, row.heading, *row.texts.values()))
    return Span(location.first, location.last, (*texts, *(column.name for column in columns)))


def find_leftovers(document: Document, spans: Sequence[Span]) -> list[Leftover]:
    """Find the runs of figures that stand outside of all tables, and the lines inside of one that it says nothing of.

    Prose with figures in it is no run, nor are lists of contents, page numbers, dates, telephone numbers and the like.

    Parameters
    ----------
    document
        The document.
    spans
        What its tables were read from.

    Examples
    --------
    >>> lines = ["Nämnden fick 140 platser.", "", "Stab 120 10 110", "Vård 80 95 -15", "Summa 200 105 95"]
    >>> find_leftovers(Document("a.txt", lines, False), [])
    [Leftover(first=3, last=5, lines=3, text='Stab 120 10 110', end='Summa 200 105 95')]
    """
    kinds = _kinds(document.lines, spans)
    near = {at for span in spans for at in range(span.first - 1, span.last + 1)}  # and the line below, from 0
    return [one for run in _runs(document, spans, kinds) if (one := _leftover(document, run, kinds, near))]


def notes_by_table(document: Document, spans: Sequence[Span]) -> list[list[str]]:
    """Give each table the notes on the runs that stand below it; those above the first go to that."""
    notes: list[list[str]] = [[] for _ in spans]
    for one in find_leftovers(document, _joined(spans)):
        above = [at for at, span in enumerate(spans) if span.first <= one.first]
        notes[max(above, default=0)].append(one.note(document.origin))
    return notes


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join what tables give again that were read from the same lines, as the periods of a list of amounts are."""
    texts = dict[tuple[int, int], tuple[str, ...]]()
    for span in spans:
        texts[span.first, span.last] = (*texts.get((span.first, span.last), ()), *span.texts)
    return [span._replace(texts=texts[span.first, span.last]) for span in spans]


def _kinds(lines: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """Say what each line is; what a table gives again holds no figures that could be lost."""
    kinds = list[str]()
    found = [_Atoms(span) for span in spans]
    owner = _owners(len(lines), spans)
    for line, at in zip(lines, owner, strict=True):
        is_known = at is not None and found[at].hold(line)
        kinds.append(_LABEL if is_known else _kind(line))
    return kinds


def _owners(count_of_lines: int, spans: Sequence[Span]) -> list[int | None]:
    owners: list[int | None] = [None] * count_of_lines
    for at, span in enumerate(spans):
        owners[span.first - 1 : span.last] = [at] * (span.last - span.first + 1)
    return owners


class _Atoms:
    """The runs of digits that a table gives again."""

    def __init__(self, span: Span) -> None:
        self._known = {atom for text in span.texts for atom in _ATOM.findall(text)}

    def hold(self, line: str) -> bool:
        """Tell whether they hold all digits of a line."""
        return self._known.issuperset(_ATOM.findall(line))


def _kind(line: str) -> str:
    """Say what a line of a document is."""
    if not line.strip():
        return _BLANK
    line = line[:_MOST_SIGNS]
    shape = shape_of(line)
    if "\t" in line:
        return _kind_of_cells(line.split("\t")) if shape.figures else _LABEL
    is_told = shape.is_sentence and shape.words > _MOST_BESIDE and shape.together == _FEWEST - 1
    is_run_on = shape.figures >= max(_FEWEST_RUN_ON, shape.words)
    if shape.together > 1 and (is_run_on or (shape.words <= _MOST_WORDS and not is_told)):
        return _LABEL if not shape.words and _is_scale(_ATOM.findall(line)) else _ROW
    if shape.figures and not shape.words:
        return _ALONE
    is_short = shape.words <= _LONGEST_LABEL and not shape.is_sentence
    if shape.figures == 1 and shape.ends_in_figure and is_short and _BEGINS_ROW.match(line):
        return _ENDING
    return _LABEL if is_short else _PROSE


def _kind_of_cells(cells: Sequence[str]) -> str:
    figures = sum(shape.figures > 0 and not shape.words for shape in map(shape_of, cells))
    return _ROW if figures > 1 else _ENDING if figures else _LABEL


_Run = list[int]  # the lines of a run that hold figures, counted from 0


def _runs(document: Document, spans: Sequence[Span], kinds: Sequence[str]) -> Iterator[_Run]:
    """Yield lines with figures that prose, tables, pages and sheets do not part."""
    parts = {first - 1 for first, name in document.places if not name.startswith("rad ")}
    begins = parts | {span.first - 1 for span in spans}
    run, gap = _Run(), 0
    for at, kind in enumerate(kinds):
        if kind == _PROSE or at in begins or gap > _WIDEST:
            yield run
            run, gap = [], 0
        if kind in {_ROW, _ENDING, _ALONE}:
            run.append(at)
            gap = 0
        else:
            gap += kind == _LABEL
    yield run


def _leftover(document: Document, run: _Run, kinds: Sequence[str], near: AbstractSet[int]) -> Leftover | None:
    """Make a note of lines that look like those of a table, or stand in one or just below; None where they may not."""
    lines = document.lines
    alone = [lines[at] for at in run if kinds[at] == _ALONE]
    if any(kinds[at] == _ROW for at in run) or (len(alone) >= _FEWEST and not _are_counted(alone)):
        kept = run
    else:
        endings = [at for at in run if kinds[at] == _ENDING]
        chains = _chains(endings, kinds)
        kept = next((chain for chain in chains if chain[:1] and (chain[0] in near or _is_list(chain, lines))), [])
    if not kept:
        return None
    return Leftover(kept[0] + 1, kept[-1] + 1, len(kept), _shown(lines[kept[0]]), _shown(lines[kept[-1]]))


def _are_counted(texts: Sequence[str]) -> bool:
    """Tell whether lone figures count pages, or are the scale of a chart."""
    found = [_ATOM.findall(text) for text in texts]
    return all(len(one) == 1 for one in found) and _is_scale([one[0] for one in found])


def _is_scale(atoms: Sequence[str]) -> bool:
    """Tell whether numbers rise or fall by the same step, as along the axis of a chart."""
    steps = {int(below) - int(above) for above, below in pairwise(atoms)}
    return len(atoms) >= _FEWEST_STEPS and len(steps) == 1 and steps != {0}


def _chains(run: _Run, kinds: Sequence[str]) -> Iterator[_Run]:
    """Yield lines that nothing but blank lines part."""
    chain = _Run()
    for at in run:
        if chain and any(kind != _BLANK for kind in kinds[chain[-1] + 1 : at]):
            yield chain
            chain = []
        chain.append(at)
    yield chain


def _is_list(chain: _Run, lines: Sequence[str]) -> bool:
    """Tell whether lines that end in a figure are a list of amounts, and none of contents."""
    if len(chain) < _FEWEST and not any("\t" in lines[at] for at in chain):
        return False
    last = [_ATOM.findall(lines[at]) for at in chain]
    pages = [int(one[-1]) for one in last if one]
    rise = all(above <= below for above, below in pairwise(pages)) and max(pages, default=0) < _MOST_PAGE
    is_headed = any(map(_CONTENTS.search, lines[max(0, chain[0] - _WIDEST) : chain[0]]))
    return not (rise and (is_headed or len(chain) >= _SURE_PAGES))


def _shown(line: str) -> str:
    text = " | ".join(cell for one in line.split("\t") if (cell := " ".join(one.split())))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
