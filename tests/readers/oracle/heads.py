"""Schemes of columns: which amounts stand beside each other, and the words of their heads."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
ROLE, YEAR, PERIOD, MORE = "role", "year", "period", "more"
NOTE = "note"  # the key of a column with numbers of notes


class Piece(NamedTuple):
    """A word of a head, and what it tells: the role, the year, the period, or more."""

    text: str
    tells: str


class Head(NamedTuple):
    """The head of one column.

    ``key`` says what stands in the column (see `figures`), ``pieces`` are its words, ``banner`` the name of the group
    that it belongs to; ``year`` is the year it is of, printed or not.
    """

    key: str
    pieces: tuple[Piece, ...]
    roles: frozenset[str]
    year: int | None
    month: int | None = None
    is_share: bool = False
    words: tuple[str, ...] = ()
    banner: tuple[Piece, ...] = ()


WORDS = {
    "U": ("Utfall",) * 5 + ("Bokslut", "Bokslut", "Redovisat utfall"),
    "B": ("Budget",) * 6 + ("Årsbudget", "Årets budget", "Reviderad budget", "Anslag"),
    "A": ("Avvikelse",) * 6 + ("Budgetavvikelse", "Differens", "Diff", "Diff.", "Avvik.", "Avvikelse mot budget"),
    "P": ("Prognos",) * 3 + ("Helårsprognos", "Prognos helår"),
    "Q": ("Avvikelse", "Prognosavvikelse", "Prognos avvikelse", "Avvikelse prognos"),
    "aU": ("Ack utfall", "Utfall", "Periodens utfall", "Ack. utfall"),
    "aB": ("Ack budget", "Budget", "Periodens budget", "Ack. budget"),
    "aA": ("Ack avvikelse", "Avvikelse", "Periodens avvikelse", "Ack. avvikelse"),
    "pU": ("Utfall", "Bokslut"),
    "%": ("%", "%", "Avvikelse %", "Avvikelse i %", "Avv. %", "Avvikelse procent"),
    "I": ("Intäkter",),
    "K": ("Kostnader",),
    "N": ("Netto", "Nettokostnad", "Resultat"),
    "D": ("Förändring",),
    "R": ("Ram", "Kommunbidrag", "Plan", "Tilldelat"),
}
ROLES = {
    "U": {"utfall"},
    "aU": {"utfall"},
    "pU": {"utfall"},
    "B": {"budget"},
    "aB": {"budget"},
    "A": {"avvikelse"},
    "aA": {"avvikelse"},
    "Q": {"avvikelse"},
    "P": {"prognos"},
    "%": {"avvikelse", "andel", "", "förändring"},
    "I": {"", "utfall", "intäkt"},
    "K": {"", "utfall", "kostnad"},
    "N": {"", "utfall", "netto", "resultat"},
    "D": {"förändring", "avvikelse"},
    "R": {"", "budget"},
}
SCHEMES = (
    *(("U", "B", "A"),) * 10,
    *(("B", "U", "A"),) * 5,
    *(("pU", "U", "B", "A"),) * 4,
    *(("pU", "B", "U", "A"),) * 2,
    *(("U", "B", "A", "pU"),) * 3,
    *(("U", "B", "A", "%"),) * 3,
    *(("U", "B"), ("B", "U"), ("pU", "U"), ("pU", "U", "D")),
    *(("B", "A", "U"), ("A", "U", "B"), ("U", "A", "B")),
    *(("B", "P", "A"), ("B", "P", "Q"), ("U", "B", "A", "P"), ("U", "B", "A", "P", "Q")) * 2,
    *(("aU", "aB", "aA", "P", "B", "Q"),) * 3,
    *(("aU", "aB", "aA", "B", "P", "Q"), ("aB", "aU", "aA", "B", "P", "Q", "pU")),
    *(("I", "K", "N"), ("I", "K", "N", "B", "A"), ("U", "R", "A")),
)


def make_heads(chance: random.Random, about: str, year: int) -> tuple[Head, ...]:
    """Choose the columns of a table about drift, investments or volumes."""
    if about == "investering":
        return _investment(chance, year)
    if about == "volym" or chance.random() < 0.06:
        return _years(chance, year)
    if chance.random() < 0.06:
        return _months(chance, year)
    if chance.random() < 0.08:
        return chance.choice((_plans, _entities, _gross))(chance, year)
    return _drift(chance, chance.choice(SCHEMES), year)


def _drift(chance: random.Random, keys: Sequence[str], year: int) -> tuple[Head, ...]:
    has_years = chance.choice(("all", "all", "some", "none", "none"))
    part = _period(chance) if any(key.startswith("a") for key in keys) or chance.random() < 0.1 else None
    ack = chance.randrange(len(WORDS["aU"]))
    said = chance.random() < 0.5  # whether the deviation has its year too
    heads = list[Head]()
    for key in keys:
        of_year = year - 1 if key == "pU" else year
        word = WORDS[key][ack] if key in {"aU", "aB", "aA"} else chance.choice(WORDS[key])
        pieces = [Piece(one, ROLE) for one in word.split()]
        words: tuple[str, ...] = ()
        shows = has_years == "all" or (has_years == "some" and key in {"pU", "U", "aU"})
        if key in {"A", "aA", "Q", "%", "N", "I", "K", "D"} and not (said and has_years == "all"):
            shows = False
        if key == "pU" and not shows:
            before = chance.choice(("fg", "föreg"))
            pieces, words = [*pieces, Piece(before, YEAR), Piece("år", YEAR)], (before,)
        elif shows:
            pieces.append(Piece(str(of_year), YEAR))
        month = None
        if part and key in ({"aU", "aB", "aA"} if any(one.startswith("a") for one in keys) else {"U", "B", "pU"}):
            if key != "aA":
                pieces.append(Piece(part[0], PERIOD))
            month = part[1]
        words = (word.lower()[:5],) if key in {"I", "K", "N", "R"} else words
        heads.append(Head(key, tuple(pieces), frozenset(ROLES[key]), of_year, month, is_share=key == "%", words=words))
    return _with_banner(chance, tuple(heads), year)


def _period(chance: random.Random) -> tuple[str, int]:
    month = chance.choice((3, 4, 6, 8, 8, 9, 10))
    first, last = MONTHS[0], MONTHS[month - 1]
    long = f"januari–{LONG_MONTHS[month - 1]}"
    return chance.choice((f"{first}-{last}", f"{first}–{last}", last, long, f"t.o.m. {last}")), month


def _with_banner(chance: random.Random, heads: tuple[Head, ...], year: int) -> tuple[Head, ...]:
    """Put what three columns share above them: a period or a year."""
    if len(heads) < 6 or chance.random() < 0.5:
        return heads
    left = [Piece("Period", MORE)] if chance.random() < 0.5 else [Piece("Ackumulerat", MORE)]
    right = [Piece("Helår", MORE)] if chance.random() < 0.5 else [Piece(str(year), YEAR)]
    bare = [one._replace(pieces=tuple(piece for piece in one.pieces if piece.tells != YEAR)) for one in heads]
    keep = [one if one.key == "pU" else bare[at] for at, one in enumerate(heads)]
    return tuple(
        one._replace(banner=tuple(left if at < 3 else right)) if at < 6 else one for at, one in enumerate(keep)
    )


def _investment(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return the six columns of RKR R14, or the three of the year."""
    order = chance.choice((("B", "U", "A"), ("U", "B", "A"), ("B", "U", "A")))
    words = {"B": ["Budget"], "U": ["Utfall"], "A": ["Avvikelse"]}
    if chance.random() < 0.4:
        return _drift(chance, order, year)
    style = chance.randrange(3)
    heads = list[Head]()
    for group in (0, 1):
        for key in order:
            pieces = [Piece(one, ROLE) for one in words[key]]
            if style == 0:
                banner = ("Utgifter sedan projektstart", "Varav årets investeringar")[group]
            elif style == 1:
                banner = ("Totalt projekt", f"Årets investeringar {year}")[group]
            else:
                banner = ""
                first = {"B": "Beslutad", "U": "Ack.", "A": "Ack."}[key] if group == 0 else ""
                pieces = (
                    [Piece("Beslutad", MORE), Piece("totalutgift", ROLE)]
                    if first == "Beslutad"
                    else ([Piece(first, MORE), *pieces] if first else pieces)
                )
                if group == 1 and key != "A":
                    pieces = [*pieces, Piece(str(year), YEAR)]
            roles = frozenset({*ROLES[key], *({""} if style == 2 and key == "B" and group == 0 else ())})
            shared = tuple(Piece(one, YEAR if one.isdigit() else MORE) for one in banner.split())
            heads.append(Head(f"{'a' * (1 - group)}{key}", tuple(pieces), roles, year, banner=shared))
    return tuple(heads)


def _years(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return one amount over two to four years."""
    count, style, key = chance.randint(2, 4), chance.randrange(3), chance.choice(("U", "U", "U", "B"))
    word = {"U": chance.choice(("Utfall", "Bokslut")), "B": "Budget"}[key]
    years = list(range(year - count + 1, year + 1))
    if chance.random() < 0.3:
        years.reverse()
    heads = list[Head]()
    for one in years:
        pieces = (Piece(word, ROLE), Piece(str(one), YEAR)) if style == 0 else (Piece(str(one), YEAR),)
        roles = frozenset(ROLES[key]) if style != 1 else frozenset({"", "utfall"})
        heads.append(Head(f"y{key}", pieces, roles, one, banner=(Piece(word, ROLE),) if style == 2 else ()))
    return tuple(heads)


def _months(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return months or tertials, and what they add up to."""
    first, count = chance.randrange(9), chance.randint(2, 3)
    word, last = chance.choice(("Utfall", "Utfall", "")), chance.choice(("Ack utfall", "Utfall ack", "Utfall totalt"))
    heads = list[Head]()
    for at in range(first, first + count):
        pieces = [Piece(one, ROLE) for one in word.split()] + [Piece(MONTHS[at], PERIOD)]
        roles = frozenset({"utfall"} if word else {"", "utfall"})
        heads.append(Head("m", tuple(pieces), roles, year, at + 1))
    pieces = [Piece(one, ROLE) for one in last.split()]
    return (*heads, Head("S", tuple(pieces), frozenset({"utfall"}), year))


def _plans(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return a budget: the outcome of a year, the budgets of two, the plans of those after."""
    words = [chance.choice(("Bokslut", "Utfall")), "Budget", "Budget", *["Plan"] * chance.randint(1, 3)]
    roles = [{"utfall"}, *[{"budget"}] * (len(words) - 1)]
    return tuple(
        Head("yB", (Piece(word, ROLE), Piece(str(year + at), YEAR)), frozenset(own), year + at, words=(word.lower(),))
        for at, (word, own) in enumerate(zip(words, roles, strict=True))
    )


def _entities(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return years of the municipality, and of it with its companies, perhaps with a budget of the first."""
    names = ("Kommunen", chance.choice(("Koncernen", "Kommunkoncernen", "Sammanställd redovisning")))
    word = chance.choice(("Utfall", "Utfall", ""))
    roles = frozenset({"utfall"} if word else {"", "utfall"})
    heads = list[Head]()
    for name in names:
        banner = tuple(Piece(one, MORE) for one in name.split())
        if word and name == names[0] and chance.random() < 0.4:
            pieces = (Piece("Budget", ROLE), Piece(str(year), YEAR))
            heads.append(Head("yB", pieces, frozenset({"budget"}), year, banner=banner))
        for one in (year, year - 1):
            pieces = (*((Piece(word, ROLE),) if word else ()), Piece(str(one), YEAR))
            heads.append(Head("yU", pieces, roles, one, banner=banner, words=(name.split()[0].lower(),)))
    return tuple(heads)


def _gross(chance: random.Random, year: int) -> tuple[Head, ...]:
    """Return incomes and costs of two years, and what is left of the later against its budget."""
    keys = (("yI", year - 1), ("I", year), ("yK", year - 1), ("K", year), ("N", year), ("B", year), ("A", year))
    heads = list[Head]()
    for key, one in keys:
        word = chance.choice(WORDS[key[-1]])
        pieces = (*(Piece(part, ROLE) for part in word.split()), Piece(str(one), YEAR))
        words = (word.lower()[:5],) if key[-1] in {"I", "K", "N"} else ()
        heads.append(Head(key, pieces, frozenset(ROLES[key[-1]]), one, words=words))
    return tuple(heads)
