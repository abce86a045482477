"""Sentences of a paper or a page, held number by number against what is known of the board that they are about.

Each kind of sentence is known by its words; a number that stands in none of them, and is no year, is a finding too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from analysis.swedish import number_word
from tests.whole.made import TOTAL, Findings, Money, Year

_PLAIN = r"\d{1,3}(?: \d{3})*(?:,\d+)?"
_TKR = rf"[+-]?{_PLAIN} tkr"
_LIMITS = r"\(minst 1 000 tkr och 5 % av budget\)"
_LEAST_TKR, _LEAST_SHARE = 1000, Decimal("0.05")
_COUNTED = 28  # points of the checklist
_COUNTS = {number_word(one): one for one in range(_COUNTED + 1)}
Found = re.Match[str]


def plain(text: str) -> str:
    """Write a text with plain blanks and minus signs, on one line."""
    return re.sub(r"\s+", " ", text.replace("\u2212", "-"))


def number(text: str) -> Decimal:
    """Read a number as it is written in a sentence."""
    return Decimal(re.sub(r"[^\d,+-]", "", plain(text)).replace(",", "."))


def hold_said(text: str, board: Mapping[int, Year], found: Findings, where: str) -> None:
    """Hold every number of a text against the truth."""
    Said(board, found, where).hold(plain(text))


class Said:
    """The sentences of one text."""

    def __init__(self, board: Mapping[int, Year], found: Findings, where: str) -> None:
        self._board, self._found, self._where = board, found, where
        self._year = max(board)
        self._pair, self._of = (0, 0), ""  # the years and the measure that the steps after a sentence are about
        labels = {label for year in board.values() for label in year.lines if label != TOTAL}
        self._labels = {label.casefold(): label for label in labels}
        self._name = "(?i:" + "|".join(re.escape(one) for one in sorted(labels, key=lambda one: -len(one))) + ")"

    def hold(self, text: str) -> None:
        """Take each sentence that is known out of the text, and hold it; what numbers are left are findings."""
        known = list(self._kinds())
        whole = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, (pattern, _) in enumerate(known)))
        for match in whole.finditer(text):
            pattern, hold = known[int(str(match.lastgroup)[1:])]
            own = re.fullmatch(pattern, match[0])
            if own is not None:
                hold(own)
        rest = re.sub(r"\b(?:" + "|".join(map(str, self._board)) + r")\b", "", whole.sub("", text))
        for left in re.finditer(r".{0,40}\d.{0,40}", rest):
            self._wrong(f"a number that nothing holds: …{left[0]}…")

    def _kinds(self) -> Iterator[tuple[str, Callable[[Found], None]]]:
        """Yield how each kind of sentence is written, and what holds it."""
        name, way, each = self._name, "(?:bättre|sämre)", rf"{self._name} \({_TKR}\)"
        items = rf"{each}(?:(?:, | och ){each})*"
        step = rf"(?:{name}|(?:mindre|större) nettobudget) {_TKR}"
        kind = "en (?:intäkt|kostnad)"
        yield rf"(?:Under|Över)skottet \d{{4}} blev {_TKR}(?:, {_PLAIN} % av budgeten)?\.", self._result
        yield rf"Utfallet \d{{4}} är lika med budgeten, {_TKR}\.", self._level
        yield (
            rf"redovisar \d{{4}} ett (?:under|över)skott mot budget på {_TKR}, {_PLAIN} % av nettobudgeten på {_TKR}\.",
            (self._result),
        )
        yield rf"redovisar \d{{4}} ett utfall i nivå med budget på {_TKR}\.", self._level
        yield rf"(?:[Ii]ngen|\w+) (?:rad|rader) (?:avviker väsentligt|är väsentliga?) {_LIMITS}", self._material
        yield rf"{items} gick {way} än budget(?:, tillsammans {_TKR})?", self._went
        yield rf"(?i:övriga) \S+ (?:rad|rader) gick tillsammans (?:{_TKR} {way}|jämnt ut)", self._others
        yield (
            rf"Raden {name} gick {_TKR} {way} än budget: den var budgeterad som {kind} på {_TKR} och blev {kind} på {_TKR}",
            (self._turned),
        )
        yield rf"Nettokostnaden var {_TKR} \d{{4}}(?:(?:, | och ){_TKR} \d{{4}})*\.", self._costs
        yield r"Hela ökningen sedan \d{4} hade kommit redan \d{4}\.", self._came
        yield (
            rf"(?:Underskottet|Avvikelsen) (?:gick|går) från [+-]?{_PLAIN} tkr \d{{4}} till [+-]?{_PLAIN} tkr \d{{4}}(?:; budgeten var {_TKR} (?:större|mindre))?",
            (self._moved),
        )
        yield rf"Nettokostnaden (?:var|är) {_TKR} (?:lägre|högre)(?: \d{{4}})? än \d{{4}}\.", self._changed
        yield (
            rf"(?:(?:Lägre|Högre) (?:kostnader|intäkter): {items}(?: och \S+ andra rader \({_TKR}\))?\. ?)+",
            self._sides,
        )
        yield rf"(?:(?:Bättre|Sämre): {step}(?:(?:, | och ){step})*\. ?)+", self._steps
        yield rf"(?:[Dd]et|[Dd]e) största (?:under|över)skotte[nt] har {items}", self._largest
        yield rf"{name} har en budget med motsatt tecken mot utfallet \({_TKR} mot {_TKR}\)", self._against
        yield r"Alla \d+ summor och avvikelser i rapporterna är omräknade: \d+ stämmer\.", self._tested
        yield (
            r"\d+ kontroller av tryckta summor och avvikelser: \d+ stämmer, ingen skiljer inom vad avrundning förklarar och ingen avviker",
            (self._tested),
        )
        yield r"Av de \d+ punkter [^:.]*: \S+ ges av uppgifterna för \d{4}, \S+ delvis och \S+ inte alls", self._points

        yield r"Det går inte att (?:jämföra|följa avvikelsen från) \d{4} (?:och|till) \d{4}:", self._refused
        yield r"\b[a-zåäö]+_\d{4}(?:_mot_\d{4})?\.xlsx", self._file

    def _wrong(self, text: str) -> None:
        self._found.wrong.append(f"{self._where}: {text}")

    def _check(self, match: Found, what: str, seen: object, expected: object) -> None:
        """Hold a number, a count or a word of a sentence against the truth."""
        self._found.compared += 1
        if seen != expected:
            self._wrong(f"{what}: saw {seen}, expected {expected}: {match[0]}")

    def _amounts(self, text: str) -> list[Decimal]:
        return [number(one) for one in re.findall(_TKR, text)]

    def _money(self, label: str, year: int | None = None) -> Money:
        return self._board[year or self._year].lines[self._labels.get(label.casefold(), label)]

    def _result(self, match: Found) -> None:
        year = int(re.findall(r"\b\d{4}\b", match[0])[0])
        _, budget, deviation = self._money(TOTAL, year)
        is_under = "underskott" in match[0].casefold()
        self._check(match, "deviation", self._amounts(match[0])[0] * (-1 if is_under else 1), deviation)
        for own in self._amounts(match[0])[1:]:
            self._check(match, "budget", own, abs(budget))
        for share in re.findall(rf"({_PLAIN}) %", match[0]):
            self._check(match, "share", number(share), _rounded(abs(deviation / budget) * 100))

    def _level(self, match: Found) -> None:
        year = int(re.findall(r"\b\d{4}\b", match[0])[0])
        _, budget, deviation = self._money(TOTAL, year)
        self._check(match, "budget", self._amounts(match[0]), [abs(budget)])
        self._check(match, "deviation", Decimal(0), deviation)

    def _material(self, match: Found) -> None:
        lines = [self._money(label) for label in self._lines()]
        own = sum(abs(dev) >= _LEAST_TKR and abs(dev) >= abs(budget) * _LEAST_SHARE for _, budget, dev in lines)
        words = {"noll": "ingen", "en": "1", "ett": "1"}
        seen = match[0].split()[0].casefold()
        self._check(match, "material lines", words.get(seen, seen), "1" if own == 1 else number_word(own))

    def _lines(self) -> list[str]:
        return [label for label in self._board[self._year].lines if label != TOTAL]

    def _named(self, text: str) -> list[tuple[str, Decimal]]:
        """Return the lines that a list names, each with its amount."""
        return [
            (self._labels[one[1].casefold()], number(one[2]))
            for one in re.finditer(rf"({self._name}) \(?({_TKR})\)?", text)
        ]

    def _went(self, match: Found) -> None:
        sign = 1 if "bättre" in match[0] else -1
        head, _, added = match[0].partition(", tillsammans ")
        named = self._named(head)
        for label, own in named:
            self._check(match, label, own * sign, self._money(label)[2])
        if added:
            self._check(match, "together", number(added) * sign, sum(self._money(label)[2] for label, _ in named))

    def _others(self, match: Found) -> None:
        """Hold what the smallest lines come to: those that deviate, without the five that are named."""
        sizes = sorted((dev for label in self._lines() if (dev := self._money(label)[2])), key=abs)
        rest = sizes[: len(sizes) - 5]
        self._check(match, "others", match[0].split()[1], number_word(len(rest)))
        tied = len(sizes) > len(rest) and rest and abs(rest[-1]) == abs(sizes[len(rest)])
        if not tied:
            seen = self._amounts(match[0]) or [Decimal(0)]
            self._check(match, "together", seen[0] * (1 if "bättre" in match[0] else -1), sum(rest))

    def _turned(self, match: Found) -> None:
        name = re.match(rf"Raden ({self._name}) gick", match[0])
        outcome, budget, deviation = self._money(str(name and name[1]))
        gap, planned, became = self._amounts(match[0])
        self._check(match, "deviation", gap * (1 if "bättre" in match[0] else -1), deviation)
        was, is_now = (1 if one == "intäkt" else -1 for one in re.findall(r"en (intäkt|kostnad)", match[0]))
        self._check(match, "budget and outcome", (planned * was, became * is_now), (budget, outcome))

    def _costs(self, match: Found) -> None:
        seen = {int(year): number(own) for own, year in re.findall(rf"({_TKR}) (\d{{4}})", match[0])}
        self._check(match, "net costs", seen, {year: abs(one.lines[TOTAL][0]) for year, one in self._board.items()})

    def _came(self, match: Found) -> None:
        first, top = map(int, re.findall(r"\d{4}", match[0]))
        costs = {year: -one.lines[TOTAL][0] for year, one in self._board.items()}
        middle = {year: own for year, own in costs.items() if first < year < self._year}
        self._check(match, "first year", first, min(costs))
        self._check(match, "highest", costs[top], max(middle.values()))
        if not costs[first] < costs[self._year] <= costs[top]:
            self._wrong(f"not all of the increase: {match[0]}")

    def _moved(self, match: Found) -> None:
        """Hold how the deviation went; the steps behind it are those of the net cost and of the budget."""
        self._pair = old, new = tuple(map(int, re.findall(r"\btkr (\d{4})", match[0])))  # type: ignore[assignment]
        self._of = "avvikelse"
        sign = -1 if match[0].startswith("Underskottet") else 1
        before, after, *budget = self._amounts(match[0])
        seen = before * sign, after * sign
        self._check(match, "deviations", seen, (self._money(TOTAL, old)[2], self._money(TOTAL, new)[2]))
        for own in budget:
            grown = -own if "större" in match[0] else own
            self._check(match, "budget", grown, self._money(TOTAL, new)[1] - self._money(TOTAL, old)[1])

    def _changed(self, match: Found) -> None:
        *later, since = map(int, re.findall(r"\b\d{4}\b", re.sub(_TKR, "", match[0])))
        self._pair, self._of = (since, *(later or [self._year])), "utfall"  # type: ignore[assignment]
        old, new = self._pair
        change = self._money(TOTAL, new)[0] - self._money(TOTAL, old)[0]
        self._check(match, "change", self._amounts(match[0])[0] * (1 if "lägre" in match[0] else -1), change)

    def _sides(self, match: Found) -> None:
        """Hold each change of a line, and what it is a change of where both years agree on that."""
        old, new = self._pair
        seen, rests = dict[str, Decimal](), list[tuple[str, Decimal]]()
        for way, what, items in re.findall(r"(Lägre|Högre) (kostnader|intäkter): ([^.]*)\.", match[0]):
            sign = 1 if (way == "Lägre") == (what == "kostnader") else -1
            least = min(own for _, own in self._named(items))
            for count, amount in re.findall(rf"(\S+) andra rader \(({_TKR})\)", items):
                rests.append((count, number(amount) * sign))
                larger = number(amount) > least * _COUNTS[count]
                self._check(match, "others larger than what is named", larger, expected=False)
            for label, own in self._named(items):
                seen[label] = own * sign
                outcomes = [self._money(label, year)[0] for year in (old, new)]
                if min(outcomes) > 0 or max(outcomes) < 0:
                    own_kind = "intäkter" if min(outcomes) > 0 else "kostnader"
                    self._check(match, f"what {label} is", what, own_kind)
        self._all_steps(match, seen, rests)

    def _steps(self, match: Found) -> None:
        seen = dict[str, Decimal]()
        for word, items in re.findall(r"(Bättre|Sämre): ([^.]*)\.", match[0]):
            sign = 1 if word == "Bättre" else -1
            seen |= {label: own * sign for label, own in self._named(items)}
            for size, own in re.findall(rf"(mindre|större) nettobudget ({_TKR})", items):
                change = self._money(TOTAL, self._pair[0])[1] - self._money(TOTAL, self._pair[1])[1]
                self._check(match, "budget", number(own) * sign, change)
                self._check(match, "its way", size, "större" if change > 0 else "mindre")
        self._all_steps(match, seen)

    def _all_steps(self, match: Found, seen: Mapping[str, Decimal], rests: Sequence[tuple[str, Decimal]] = ()) -> None:
        """Hold the steps of a change: every line that changed, each by so much, or how many others by how much."""
        old, new = self._pair
        changes = {label: self._money(label, new)[0] - self._money(label, old)[0] for label in self._lines()}
        steps = {label: own for label, own in changes.items() if own}
        others = [steps.pop(label) for label in [*steps] if rests and label not in seen]
        self._check(match, "steps", dict(seen), steps)
        self._check(match, "how many others", sum(_COUNTS[count] for count, _ in rests), len(others))
        self._check(match, "others together", sum(own for _, own in rests), sum(others))

    def _largest(self, match: Found) -> None:
        is_under, named = "underskott" in match[0], self._named(match[0])
        for label, own in named:
            self._check(match, label, own, self._money(label)[2])
        sizes = sorted(abs(dev) for one in self._lines() if ((dev := self._money(one)[2]) < 0) == is_under and dev)
        self._check(match, "largest", [abs(own) for _, own in named], sizes[::-1][: len(named)])

    def _against(self, match: Found) -> None:
        name = re.match(rf"({self._name}) har en budget", match[0])
        outcome, budget, _ = self._money(str(name and name[1]))
        self._check(match, "budget and outcome", self._amounts(match[0]), [budget, outcome])

    def _tested(self, match: Found) -> None:
        """Hold how many sums and deviations there are: a deviation a line, and three sums a year."""
        every = {year: len(one.lines) + 3 for year, one in self._board.items()}
        first, agreeing = map(int, re.findall(r"\d+", match[0]))
        own = sum(every.values())
        self._check(match, "tested", first if first != every[self._year] or match[0][0] == "A" else own, own)
        self._check(match, "that hold", agreeing, first)

    def _refused(self, match: Found) -> None:
        """Hold that a comparison is refused for a year that is not known."""
        years = {int(one) for one in re.findall(r"\d{4}", match[0])}
        if years <= set(self._board):
            self._wrong(f"both years are known: {match[0]}")

    def _file(self, match: Found) -> None:
        years = sorted(self._board)[::-1][:2]
        self._check(match, "years of a file", [int(one) for one in re.findall(r"\d{4}", match[0])], years)

    def _points(self, match: Found) -> None:
        said = re.findall(r"(\S+) (?:ges|delvis|inte alls)", match[0])
        self._check(match, "points", sum(_COUNTS[one] for one in said), int(re.findall(r"\d+", match[0])[0]))


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
