"""Whether the figures can be trusted: layouts, checks, claims and comparability in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.data_files import NOT, OWN_CHECK, PARTLY, SAME, STATEMENT, UNTRIED
from analysis.explanations.deviations import year_total, years
from analysis.ledger.claims import audit_claims
from analysis.ledger.crosswalk import Entry, load_crosswalk, together
from analysis.readers.tables import Table
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.load import drift_lines
from analysis.statements.main import main_statements
from analysis.swedish import Text, capital, count, listed, number_word
from analysis.vocabulary.numerals import format_number

NO_CLAIMS = "Inga påståenden ur rapporterna är registrerade."
_KINDS = {
    STATEMENT: ("påstående i rapporterna", "påståenden i rapporterna"),
    OWN_CHECK: ("egen avstämning", "egna avstämningar"),
}


def shared_notes(tables: Sequence[Table]) -> list[str]:
    """Return the notes that all tables of a document have: they are about the document.

    Examples
    --------
    >>> shared_notes([])
    []
    """
    if not tables[1:]:
        return []
    return [note for note in tables[0].notes if all(note in one.notes for one in tables)]


def describe_layouts(folder: Folder) -> Text:
    """Say whether the lines of the years' operating statements can stand beside each other at all.

    Parameters
    ----------
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(describe_layouts(opened()))
    2017 är uppställt efter intäkter och kostnader, 2020 efter verksamhet: raderna går inte att jämföra mellan åren.
    Totalerna (nettokostnad) är delvis jämförbara. 2017: Rapporterna beskriver nämndens uppgifter olika; om ansvaret har
    ändrats sedan 2017 framgår inte.
    """
    main = main_statements(folder)  # of several that a year has, the one that tells it
    sides = {year: {line.slag for line in one.lines} for year, one in main.items()}
    for line in drift_lines(folder):
        if line.år not in main:
            sides.setdefault(line.år, set()).add(line.slag)
    layouts = {
        str(year): "intäkter och kostnader" if {"intäkt", "kostnad"} & own else "verksamhet"
        for year, own in sorted(sides.items())
    }
    if len(layouts) < 2:  # noqa: PLR2004
        return Text("Bara ett år är inläst.")
    totals = _totals(folder)
    if len(set(layouts.values())) == 1:
        return Text(f"Åren är uppställda på samma sätt. {totals}")
    first, *others = [f"{year} är uppställt efter {layout}" for year, layout in layouts.items()]
    rest = [text.replace(" är uppställt", "") for text in others]
    return Text(f"{', '.join([first, *rest])}: raderna går inte att jämföra mellan åren. {totals}")


def _totals(folder: Folder) -> str:
    """Say what the crosswalk says of the years' totals."""
    totals = [year_total(year, data=folder) for year in years(data=folder)]
    cells = {f"{one['dokument']}:drift:{one['post']}:utfall {one['år']}": int(one["år"]) for one in totals}
    entries = load_crosswalk(folder)
    own = [entry for entry in entries if entry.node.kind == "reference" and cells.get(entry.node.name) == entry.year]
    concepts = {entry.row["concept"] for entry in own}
    if len(own) < len(cells) or len(concepts) != 1:
        return "Att totalerna omfattar samma sak är inte prövat."
    for entry in own[1:]:
        level, reason = together(own[0], entry)
        if level == UNTRIED:
            return f"Totalerna ({concepts.pop()}) jämförs som de är tryckta; att de omfattar samma sak är inte prövat."
        if level != SAME:
            return f"Totalerna ({concepts.pop()}) är {'delvis' if level == PARTLY else 'inte'} jämförbara. {reason}"
    if not all(entry.is_written for entry in own):
        return f"Totalerna ({concepts.pop()}) står på samma rad i samma rapport."
    return f"Totalerna ({concepts.pop()}) mäter samma sak."


def describe_checks(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the printed sums and deviations held when they were computed anew.

    Parameters
    ----------
    year
        A year, or None for all.
    data, board
        The folder that holds the register, and the board where it has several.

    Examples
    --------
    >>> print(describe_checks(2020).replace("\N{NO-BREAK SPACE}", " "))
    46 kontroller av tryckta summor och avvikelser: 44 stämmer, två skiljer inom vad avrundning förklarar och ingen
    avviker.
    """
    folder = opened(data, board)
    checks = reconcile(data=folder)
    checks = checks if year is None else checks[checks["år"] == year]
    if checks.empty:
        return Text("Det finns inga tryckta summor eller avvikelser att räkna om.")
    counts = checks["utslag"].value_counts()
    number = {name: int(counts.get(name, 0)) for name in (AGREES, ROUNDING, DIFFERS, UNTESTABLE)}
    text = (
        f"{capital(number_word(len(checks)))} kontroller av tryckta summor och avvikelser: "
        f"{number_word(number[AGREES])} stämmer, "
        f"{number_word(number[ROUNDING])} skiljer inom vad avrundning förklarar och "
        f"{number_word(number[DIFFERS])} avviker"
    )
    unread = number[UNTESTABLE]
    return Text(f"{text}; {number_word(unread)} kan inte prövas." if unread else f"{text}.")


def describe_claims(*, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the reports' own statements held when they were computed anew, and the project's own reconciliations.

    Parameters
    ----------
    data, board
        The folder that holds the register, and the board where it has several.

    Examples
    --------
    >>> print(describe_claims().partition(" ")[2].partition(":")[0])
    påståenden i rapporterna
    """
    folder = opened(data, board)
    audit = audit_claims(data=folder)
    said = [
        f"{capital(count(len(own), *words))}: {_verdicts(own)}"
        for kind, words in _KINDS.items()
        if not (own := audit[audit["art"] == kind]).empty
    ]
    return Text(" ".join(said) or NO_CLAIMS)


def _verdicts(audit: pd.DataFrame) -> str:
    counts = audit["utslag"].value_counts()
    number = {name: int(counts.get(name, 0)) for name in (AGREES, ROUNDING, DIFFERS, UNTESTABLE)}
    assumed = int(((audit["antagande"] != "") & (audit["utslag"] == AGREES)).sum())
    under = f" (varav {number_word(assumed)} under ett antagande)" if assumed else ""
    rounded = number_word(number[ROUNDING])
    return (
        f"{number_word(number[AGREES])} stämmer{under}, {rounded} skiljer sig bara genom avrundning, "
        f"{number_word(number[DIFFERS])} avviker och {number_word(number[UNTESTABLE])} går inte att pröva."
    )


def comparability(year: int, since: int, folder: Folder) -> dict[str, list[str]]:
    """Group the concepts by whether two years of them compare; those that only one of the years has are ``saknas``.

    Examples
    --------
    >>> comparability(2020, 2017, opened())["ej jämförbar"][0]
    'HVB-placeringar'
    """
    known = dict[str, dict[int, Entry]]()
    for entry in load_crosswalk(folder):
        if entry.quantity and entry.year in {year, since}:
            known.setdefault(entry.row["concept"], {})[entry.year] = entry
    groups: dict[str, list[str]] = {SAME: [], UNTRIED: [], PARTLY: [], NOT: [], "saknas": []}
    for concept, own in known.items():
        level = together(own[since], own[year])[0] if len(own) == len({year, since}) else "saknas"
        groups[level].append(concept)
    return groups


def describe_comparability(year: int, since: int | None, folder: Folder) -> Iterator[Text]:
    """Say which concepts do not compare between two years, a sentence a level.

    Examples
    --------
    >>> next(describe_comparability(2020, 2017, opened())).split(",")[0]
    'Ej jämförbara mellan 2017 och 2020: HVB-placeringar'
    """
    if since is None:
        yield Text("Inget tidigare år är inläst att jämföra med.")
        return
    groups = comparability(year, since, folder)
    words = ((NOT, "Ej jämförbara"), (PARTLY, "Delvis jämförbara"), (UNTRIED, "Samma benämning, inte prövade,"))
    for level, word in words:
        if groups[level]:
            yield Text(f"{word} mellan {since} och {year}: {listed(groups[level])}.")
    if groups["saknas"]:
        yield Text(f"{capital(_counted(len(groups['saknas'])))} finns bara för det ena året.")
    if not any(groups.values()):
        yield Text("Inga begrepp är registrerade; om åren mäter samma sak är inte prövat.")
    elif groups[SAME] and not any(groups[level] for level, _ in words):
        yield Text(f"De begrepp som finns för både {since} och {year} mäter samma sak.")


def _counted(number: int) -> str:
    return f"{format_number(number)} begrepp"
