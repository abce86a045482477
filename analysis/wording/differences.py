"""Why a year differs from others, in sentences: over the years, from the year before, since the first one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from analysis.errors import AnalysisError
from analysis.explanations.bridges import INCOME, bridge_steps
from analysis.explanations.causes import load_causes
from analysis.explanations.changes import changes_between, inside, load_changes
from analysis.explanations.deviations import LEAST_TKR
from analysis.explanations.effects import EFFECT, REST, STATED, Step
from analysis.explanations.years import YearRow, year_entries, year_rows
from analysis.statements.folder import Folder
from analysis.swedish import listed, tkr
from analysis.wording.changes import why
from analysis.wording.sentences import Sentence, places_of, signed, size

MOST_STEPS, MOST_CAUSES = 5, 2  # of a change on a page that is read in a few minutes


def differs(year: int, since: int | None, folder: Folder) -> Iterator[Sentence]:
    """Say what the years cost, how the deviation moved, and what the changes are made of."""
    rows = [row for row in year_rows(folder) if row.nettokostnad_tkr is not None and row.år <= year]
    if len(rows) < 2 or since is None:  # noqa: PLR2004  (one year has nothing to be compared with)
        yield Sentence("Inget tidigare år är inläst, så det finns inget att jämföra med.")
        return
    yield _over_time(rows, folder)
    yield from _deviation(since, year, folder)
    yield from _change(since, year, folder)
    if rows[0].år < since:
        yield from _since(rows[0], rows[-1], folder)
    yield from _causes(since, year, folder)


def _over_time(rows: Sequence[YearRow], folder: Folder) -> Sentence:
    """Say what the net cost was each year, and when it changed."""
    said = listed([f"{size(row.nettokostnad_tkr)} {row.år}" for row in rows])
    text = f"Nettokostnaden var {said}."
    ids = tuple(
        one
        for row in rows
        if (entry := year_entries(folder, row.år).get("nettokostnad_tkr"))
        for one in entry.ids.split("; ")
    )
    first, *middle, last = (row.nettokostnad_tkr or Decimal(0) for row in rows)
    if middle and last < first and min(middle) <= last:
        top = rows[1 + middle.index(min(middle))].år
        text += f" Hela ökningen sedan {rows[0].år} hade kommit redan {top}."
    return Sentence(text, ids)


def _deviation(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say how the deviation moved, and how much of it a changed budget did."""
    rows = {row.år: row for row in year_rows(folder)}
    before, after = rows.get(since), rows.get(year)
    if not before or not after or before.avvikelse_tkr is None or after.avvikelse_tkr is None:
        return
    word = "Underskottet" if max(before.avvikelse_tkr, after.avvikelse_tkr) < 0 else "Avvikelsen"
    show = size if word == "Underskottet" else signed
    text = f"{word} gick från {show(before.avvikelse_tkr)} {since} till {show(after.avvikelse_tkr)} {year}"
    ids = [
        name
        for at in (since, year)
        for column in ("avvikelse_tkr", "nettobudget_tkr")
        if (entry := year_entries(folder, at).get(column))
        for name in entry.ids.split("; ")
    ]
    budget, net = (
        (getattr(before, column), getattr(after, column)) for column in ("nettobudget_tkr", "nettokostnad_tkr")
    )
    parts = []
    if None not in budget and budget[0] != budget[1]:
        parts.append(f"budgeten var {size(budget[0] - budget[1])} {'större' if budget[0] > budget[1] else 'mindre'}")
    if None not in net and net[0] != net[1]:
        parts.append(f"nettokostnaden var {size(net[1] - net[0])} {'lägre' if net[1] > net[0] else 'högre'}")
    text += f": {listed(parts)}" if parts else ""
    yield Sentence(f"{text}.", tuple(ids))


def _change(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say what a change of net cost is made of, and what the reports say of the steps."""
    try:
        first, *steps, last = bridge_steps(folder, year, since)
    except AnalysisError as error:
        yield Sentence(f"Vad ändringen mot {since} består av går inte att säga. {why(error)}")
        return
    gap = last.effekt_tkr - first.effekt_tkr
    word = f"{size(gap)} {'lägre' if gap > 0 else 'högre'} än" if gap else "lika hög som"
    effects = sorted((one for one in steps if one.slag == EFFECT), key=lambda one: -abs(one.effekt_tkr))
    text = f"Nettokostnaden var {word} {since}. {_sides(effects, folder)}"
    yield Sentence(text, tuple(_step_ids(effects)))


def _causes(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say what the reports state of the steps: those that made the result worse first, the largest first."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return
    stated = [one for one in steps if one.slag == EFFECT and one.orsak == STATED and abs(one.effekt_tkr) >= LEAST_TKR]
    for step in sorted(stated, key=lambda one: (one.effekt_tkr > 0, -abs(one.effekt_tkr)))[:MOST_STEPS]:
        places = _step_places(step, folder, since, year)
        yield Sentence(f"{step.post}, mot {since}: {_first_sentences(step.skäl)}", tuple(_step_ids([step])), places)


def _since(first: YearRow, last: YearRow, folder: Folder) -> Iterator[Sentence]:
    """Say how income and costs moved since the first year, and of which part at least so much is known."""
    parts, ids, changes = list[str](), list[str](), list[Decimal]()
    for column, word in (("intäkter_tkr", "intäkterna"), ("bruttokostnad_tkr", "kostnaderna")):
        before, after = getattr(first, column), getattr(last, column)
        if before is not None and after is not None and before != after:
            change = abs(after) - abs(before)
            changes.append(-change if column == "intäkter_tkr" else change)
            text = f"{word} är {size(change)} {'lägre' if change < 0 else 'högre'}"
            parts.append(f"{text}{_bounds(first.år, last.år, folder) if column == 'intäkter_tkr' else ''}")
            entries = (year_entries(folder, at).get(column) for at in (first.år, last.år))
            ids += [name for entry in entries if entry for name in entry.ids.split("; ")]
    gap = (last.nettokostnad_tkr or Decimal(0)) - (first.nettokostnad_tkr or Decimal(0))
    word = "lägre" if gap > 0 else "högre"
    if parts:
        text = f"Sedan {first.år} är nettokostnaden {size(gap)} {word}: {listed(parts)}."
        apart = " Avrundat var för sig." if sum(changes, Decimal(0)) != -gap else ""
        yield Sentence(f"{text}{_undivided(first.år, last.år, folder)}{apart}", tuple(ids))


def _undivided(since: int, year: int, folder: Folder) -> str:
    """Say which costs are known to have changed since the first year, and what cannot be divided up."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return ""
    known = [one for one in steps if one.slag == EFFECT and one.post.lower() != INCOME]
    left = next((one for one in steps if one.slag == REST), None)
    named = (
        listed([f"{one.post[:1].lower()}{one.post[1:]} {_changed(one.effekt_tkr)}" for one in known]) if known else ""
    )
    if left is None:
        return f" Av kostnaderna är {named}." if named else ""
    rest = f"{'resten' if named else 'de'} är {_changed(left.effekt_tkr)} och går inte att dela upp"
    return f" Av kostnaderna är {named}; {rest}." if named else f" Kostnaderna: {rest}."


def _changed(effect: Decimal) -> str:
    return f"{size(effect)} {'lägre' if effect > 0 else 'högre'}"


def _bounds(since: int, year: int, folder: Folder) -> str:
    """Name the parts of the change of income of which a report lets a bound be known."""
    own = [part for one in changes_between(folder, since, year, INCOME) for part in inside(folder, one)]
    named = [f"{part.step.removesuffix(', minst')} minst {size(part.tkr)}" for part in own]
    return f" (varav {listed(named)})" if named else ""


def _sides(effects: Sequence[Step], folder: Folder) -> str:
    """Name the steps that made the result better, then those that made it worse."""
    texts = list[str]()
    for word, way in (("Bättre", 1), ("Sämre", -1)):
        own = [one for one in effects if one.effekt_tkr * way > 0]
        if own:
            named = listed([_named(one, folder) for one in own])
            texts.append(f"{word}: {named}.")
    return " ".join(texts)


def _named(step: Step, folder: Folder) -> str:
    """Name a step with its size; one whose earlier year is not known says so."""
    levels = {one.formula: one.overlaps for one in load_changes(folder) if one.overlaps.isdigit()}
    doubt = f" ({levels[step.formel]} års kostnad är inte känd)" if step.formel in levels else ""
    return f"{step.post[:1].lower()}{step.post[1:]} {size(step.effekt_tkr)}{doubt}"


def _first_sentences(text: str) -> str:
    """Keep the first causes of a step that a report states; hints stand with its subject."""
    parts = text.split(". ")
    parts = [one for one in parts if "(antyds" not in one] or parts
    return f"{'. '.join(parts[:MOST_CAUSES]).rstrip('.')}."


def left_over(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say what no step of a change explains, and between what it lies where steps may overlap."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return
    for step in (one for one in steps if one.slag == REST):
        text = f"Av skillnaden mot {since} är {size(step.effekt_tkr)} oförklarat"
        if step.lägst_tkr is not None and step.högst_tkr is not None:
            ends = [tkr(float(end), signed=True) for end in (step.lägst_tkr, step.högst_tkr)]
            named = listed([one.step[:1].lower() + one.step[1:] for one in load_changes(folder) if one.overlaps])
            text += f" (från {ends[0]} till {ends[1]}, om {named} redan ligger i andra poster)"
        yield Sentence(f"{text}.")


def _step_ids(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from (part for part in step.källa.split("; ") if part)


def _step_places(step: Step, folder: Folder, since: int, year: int) -> tuple[str, ...]:
    """Name where the causes of a step stand."""
    own = [
        one
        for one in load_causes(folder)
        if one.orsak.rstrip(".") in step.skäl and since <= (one.från_år or since) <= one.år <= year
    ]
    return places_of(own)
