"""Why a year differs from others, in sentences: over the years, from the year before, since the first one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from analysis.errors import AnalysisError
from analysis.explanations.bridges import UNDIVIDED, UNMATCHED, UNSUMMED, bridge_steps, overlap
from analysis.explanations.causes import Cause, load_causes
from analysis.explanations.changes import changes_between, inside, load_changes
from analysis.explanations.deviations import LEAST_TKR
from analysis.explanations.effects import EFFECT, REST, RESTATED, STATED, Step
from analysis.explanations.years import YearRow, forecast_of, year_entries, year_rows
from analysis.ledger.alike import GROSS, INCOME
from analysis.ledger.crosswalk import load_crosswalk
from analysis.statements.folder import Folder
from analysis.swedish import capital, listed, number_word, uncapital
from analysis.wording.changes import why
from analysis.wording.sentences import Sentence, signed, size, stated

MOST_STEPS, MOST_CAUSES = 5, 3  # of a change on a page that is read in a few minutes


def differs(year: int, since: int | None, folder: Folder) -> Iterator[Sentence]:
    """Say what the years cost, how the deviation moved, and what the changes are made of."""
    rows = compared_rows(year, folder)
    if len(rows) < 2 or since is None:  # noqa: PLR2004  (one year has nothing to be compared with)
        yield Sentence("Inget tidigare år är inläst, så det finns inget att jämföra med.")
        return
    yield _over_time(rows, folder)
    yield from _deviation(since, year, folder)
    own = next((row for row in rows if row.år == since), None)
    if own and own.bruttokostnad_tkr is not None and _is_undivided(since, year, folder):
        yield from _since(own, rows[-1], folder)
    else:
        yield from _change(since, year, folder)
    if rows[0].år < since:
        yield from _since(rows[0], rows[-1], folder)
    yield from _causes(since, year, folder)


def compared_rows(year: int, folder: Folder) -> list[YearRow]:
    """Return the years up to one that have a net cost, oldest first."""
    return [row for row in year_rows(folder) if row.nettokostnad_tkr is not None and row.år <= year]


def _over_time(rows: Sequence[YearRow], folder: Folder) -> Sentence:
    """Say what the net cost was each year, and when it changed."""
    text = f"Nettokostnaden {', och '.join(_spoken(rows, folder))}."
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


def _spoken(rows: Sequence[YearRow], folder: Folder) -> Iterator[str]:
    """Say what was, and what is expected to be."""
    ahead = {row.år for row in rows if forecast_of(row.år, folder)}
    for verb, is_ahead in (("var", False), ("väntas bli", True)):
        own = [f"{size(row.nettokostnad_tkr)} {row.år}" for row in rows if (row.år in ahead) == is_ahead]
        if own:
            yield f"{verb} {listed(own)}"


def _deviation(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say how the deviation moved, and how much of it a changed budget did."""
    rows = {row.år: row for row in year_rows(folder)}
    before, after = rows.get(since), rows.get(year)
    if not before or not after or before.avvikelse_tkr is None or after.avvikelse_tkr is None:
        return
    word = "Underskottet" if max(before.avvikelse_tkr, after.avvikelse_tkr) < 0 else "Avvikelsen"
    show = size if word == "Underskottet" else signed
    went, was = ("väntas gå", "är") if forecast_of(year, folder) else ("gick", "var")
    text = f"{word} {went} från {show(before.avvikelse_tkr)} {since} till {show(after.avvikelse_tkr)} {year}"
    ids = [
        name
        for at in (since, year)
        for column in ("avvikelse_tkr", "nettobudget_tkr")
        if (entry := year_entries(folder, at).get(column))
        for name in entry.ids.split("; ")
    ]
    budget = before.nettobudget_tkr, after.nettobudget_tkr
    if budget[0] is not None and budget[1] is not None and budget[0] != budget[1]:
        larger = "större" if budget[0] > budget[1] else "mindre"
        text += f"; budgeten {was} {size(budget[0] - budget[1])} {larger}"
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
    became = "väntas bli" if forecast_of(year, folder) else "var"
    text = f"Nettokostnaden {became} {word} {since}. {_sides(effects, (since, year), folder)}"
    yield Sentence(text, tuple(_step_ids(effects)))
    for one in steps:
        if one.slag == RESTATED:
            yield Sentence(restated_words(one.effekt_tkr, one.skäl), tuple(_step_ids([one])))


def restated_words(effect: Decimal, reason: str) -> str:
    """Say how much of a change is that a later report restates the earlier year, and which figure is used.

    Examples
    --------
    >>> restated_words(Decimal(-4), "2022 har två tal.").replace("\N{NO-BREAK SPACE}", " ")
    'Av ändringen beror 4 tkr högre nettokostnad på att ett år har två tal. 2022 har två tal.'
    """
    way = "lägre" if effect > 0 else "högre"
    return f"Av ändringen beror {size(effect)} {way} nettokostnad på att ett år har två tal. {reason}"


def _causes(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say what the reports state of the steps: those that made the result worse first, the largest first."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return
    known = [one for one in steps if one.slag == EFFECT and one.orsak == STATED and abs(one.effekt_tkr) >= LEAST_TKR]
    for step in sorted(known, key=lambda one: (one.effekt_tkr > 0, -abs(one.effekt_tkr)))[:MOST_STEPS]:
        found = [one for one in _causes_of(step, since, year, folder) if one.is_stated][:MOST_CAUSES]
        yield from stated(_changed_what(step, (since, year), folder), found, tuple(_step_ids([step])), (since, year))


def _changed_what(step: Step, span: tuple[int, int], folder: Folder) -> str:
    """Name a step as the change that it is: of income or of a cost, up or down."""
    name, since = uncapital(step.post), span[0]
    if _is_income(step, span, folder):
        what = f"{_way(step, span, folder)} intäkter än {since}"
        return capital(what if name == INCOME else f"{what}, {name}")
    if _earlier_unknown(step, folder):
        return f"Kostnaden för {name}"
    return f"{capital(_way(step, span, folder))} kostnad än {since} för {name}"


def _is_income(step: Step, span: tuple[int, int], folder: Folder) -> bool:
    """Tell whether a step is a change of income between two years; the others are of costs."""
    own = {one.formula for one in load_changes(folder) if one.of == INCOME}
    named = (one for one in load_crosswalk(folder) if one.row["concept"].casefold() == step.post.casefold())
    values = [one.quantity.value for one in named if one.quantity and one.year in span]
    return step.formel in own or (bool(values) and min(values) > 0)


def _way(step: Step, span: tuple[int, int], folder: Folder) -> str:
    """Say whether a step is a lower or a higher income or cost."""
    return "lägre" if (step.effekt_tkr > 0) != _is_income(step, span, folder) else "högre"


def _earlier_unknown(step: Step, folder: Folder) -> str:
    """Return the earlier year whose cost is not known, where a step is the whole cost of the later one."""
    return next(
        (one.overlaps for one in load_changes(folder) if one.formula == step.formel and one.overlaps.isdigit()), ""
    )


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
        apart = abs(sum(changes, Decimal(0)) + gap) if len(parts) > 1 else Decimal(0)
        rounded = f" {size(apart)} är avrundning." if apart else ""
        yield Sentence(f"{text}{_undivided(first.år, last.år, folder)}{rounded}", tuple(ids))


def _is_undivided(since: int, year: int, folder: Folder) -> bool:
    """Tell whether what is left of a change is what the reports divide up otherwise."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return False
    return any(one.slag == REST and one.skäl.startswith(UNDIVIDED) for one in steps)


def _undivided(since: int, year: int, folder: Folder) -> str:
    """Say which costs are known to have changed since the first year, and what cannot be divided up."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return ""
    known = [one for one in steps if one.slag == EFFECT and not _is_income(one, (since, year), folder)]
    left = next((one for one in steps if one.slag == REST), None)
    named = listed([f"{uncapital(one.post)} {_changed(one.effekt_tkr)}" for one in known] or [""])
    if left is None:
        return f" Av kostnaderna är {named}." if named else ""
    why_not = ", för rapporterna delar upp kostnaderna olika" if left.skäl.startswith(UNDIVIDED) else ""
    rest = f"{size(left.effekt_tkr)}, går inte att dela upp{why_not}"
    if not named:
        return f" Kostnadernas ändring, {rest}."
    return f" Av kostnaderna är {named}; resten, {rest}."


def _changed(effect: Decimal) -> str:
    return f"{size(effect)} {'lägre' if effect > 0 else 'högre'}"


def _bounds(since: int, year: int, folder: Folder) -> str:
    """Name the parts of the change of income of which a report lets a bound be known."""
    own = [part for one in changes_between(folder, since, year, INCOME) for part in inside(folder, one)]
    named = [f"{part.step.removesuffix(', minst')} minst {size(part.tkr)}" for part in own]
    return f" (varav {listed(named)})" if named else ""


def _sides(effects: Sequence[Step], span: tuple[int, int], folder: Folder) -> str:
    """Name the steps that made the result better, then those that made it worse, each as what it is."""
    groups = dict[str, list[Step]]()
    for better in (True, False):
        for one in sorted(effects, key=lambda one: not _is_income(one, span, folder)):
            if one.effekt_tkr and (one.effekt_tkr > 0) == better:
                what = f"{_way(one, span, folder)} {'intäkter' if _is_income(one, span, folder) else 'kostnader'}"
                groups.setdefault(what, []).append(one)
    return " ".join(f"{capital(what)}: {listed(_listed_steps(own, span, folder))}." for what, own in groups.items())


def _listed_steps(steps: Sequence[Step], span: tuple[int, int], folder: Folder) -> list[str]:
    """Name the largest of some steps, in their order, and what the others are together."""
    most = len(steps) if len(steps) <= MOST_STEPS + 1 else MOST_STEPS
    names = [_named(one, span, folder) for one in steps[:most]]
    if others := steps[most:]:
        together = size(sum((one.effekt_tkr for one in others), Decimal(0)))
        names.append(f"{number_word(len(others))} andra rader ({together})")
    return names


def _named(step: Step, span: tuple[int, int], folder: Folder) -> str:
    """Name a step with its size; one whose earlier year is not known is at most the whole cost of the later."""
    name, amount = uncapital(step.post), size(step.effekt_tkr)
    if before := _earlier_unknown(step, folder):
        return f"{name} (högst {amount}: hela årets kostnad, {before} års är inte känd)"
    return f"{amount}{_bounds(*span, folder)}" if name == INCOME else f"{name} ({amount})"


def left_over(since: int, year: int, folder: Folder) -> Iterator[Sentence]:
    """Say what no step of a change explains, and what it is instead where steps overlap."""
    try:
        steps = bridge_steps(folder, year, since)
    except AnalysisError:
        return
    own = [one for of in (GROSS, INCOME) for one in changes_between(folder, since, year, of) if one.overlaps]
    named = [f"{uncapital(one.step)} {overlap(one)}" for one in own]
    for step in (one for one in steps if one.slag == REST):
        if step.skäl.startswith(UNDIVIDED):
            way = "lägre" if step.effekt_tkr > 0 else "högre"
            what = "kostnader" if any(_is_income(one, (since, year), folder) for one in steps) else "nettokostnad"
            why_not = "inte går att dela upp, för rapporterna delar upp kostnaderna olika"
            yield Sentence(f"Av skillnaden mot {since} är {size(step.effekt_tkr)} {way} {what} som {why_not}.")
            continue
        text = f"Av skillnaden mot {since} är {_sided(step.effekt_tkr)}."
        ends = [one for one in (step.lägst_tkr, step.högst_tkr) if one is not None]
        if named and ends:
            far = [end for end in ends if end != step.effekt_tkr]
            instead = _sided(far[0]) if len(far) == 1 else f"mellan {' och '.join(map(_sided, ends))}"
            text += f" Om {listed(named)}, är i stället {instead}."
        if step.skäl.startswith((UNSUMMED, UNMATCHED)):
            text += f" {step.skäl}"
        yield Sentence(text)


def _sided(value: Decimal) -> str:
    """Write what is left over, and whether it made the net cost lower or higher."""
    if not value:
        return "inget oförklarat"
    return f"{size(value)} oförklarade, som gjorde nettokostnaden {'lägre' if value > 0 else 'högre'}"


def _step_ids(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from (part for part in step.källa.split("; ") if part)


def _causes_of(step: Step, since: int, year: int, folder: Folder) -> list[Cause]:
    """Return the causes that the reports give of a step, in the order of the file."""
    return [
        one
        for one in load_causes(folder)
        if one.orsak.rstrip(".") in step.skäl and since <= (one.från_år or since) <= one.år <= year
    ]
