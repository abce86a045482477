"""Numbers of notes that stand behind labels, in a column of their own with a head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.readers.placed.lines import Fragment
from analysis.readers.placed.rows import RowLines
from analysis.vocabulary.heads import is_note_word

_NUMBERS = re.compile(r"\d{1,2}(?:, ?\d{1,2})*")
_APART = 0.8  # font sizes between a label and its note
_INTO = 0.5  # font sizes that a number may begin before its head


def note_head(heads: Sequence[Fragment]) -> Fragment | None:
    """Find the head of the column of notes among the words above the labels."""
    return next((one for one in heads if is_note_word(one.text)), None)


def take_notes(head: Fragment, rows: Sequence[RowLines], cells: Sequence[dict[int, str]]) -> list[str]:
    """Take the numbers of notes from the labels of rows; return them, one text a row.

    Parameters
    ----------
    head
        The head of the column of notes.
    rows
        The lines of each row.
    cells
        The texts of its cells by column; the label, in column 0, loses its note.
    """
    notes = list[str]()
    for row, texts in zip(rows, cells, strict=True):
        words = [word for line in row.lines if 0 in line.cells for word in line.cells[0].words]
        behind = [at for at, word in enumerate(words) if word.left >= head.left - _INTO * head.size]
        note = " ".join(words[at].text for at in behind)
        if behind and behind[0] and words[behind[0]].left - words[behind[0] - 1].right < _APART * head.size:
            note = ""  # the last words of a long label
        label = texts.get(0, "")
        if _NUMBERS.fullmatch(note) and (label == note or label.endswith(f" {note}")):
            texts[0] = label.removesuffix(note).strip()
            notes.append(note)
        else:
            notes.append("")
    return notes
