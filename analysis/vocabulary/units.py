"""The unit that the label of a line names, where the numbers beside it print none."""

from __future__ import annotations

import re

COUNT = "antal"
_NAMED = {  # as labels write a unit behind their last comma, or in parentheses at their end
    **dict.fromkeys(("%", "procent", "i %", "i procent"), "%"),
    **dict.fromkeys(("kr", "kronor", "sek", "i kr", "i kronor"), "kr"),
    **dict.fromkeys(("tkr", "tusental kronor", "tusen kronor", "i tkr"), "tkr"),
    **dict.fromkeys(("mnkr", "mkr", "miljoner kronor", "i mnkr", "i mkr"), "mnkr"),
    **dict.fromkeys(("kvm", "m2", "m²", "kvadratmeter"), "kvm"),
    **dict.fromkeys(("antal", "st", "st."), COUNT),
    **dict.fromkeys(("årsarbetare", "åa"), "årsarbetare"),
    **dict.fromkeys(("ggr", "gånger"), "ggr"),
}
_BEHIND = re.compile(r"(?:,\s*(?P<comma>[^,()]+)|\((?P<brackets>[^()]+)\))\s*$")
_PER = re.compile(r"(?P<money>kr|kronor|tkr)\s*(?:/|per )\s*\S.*")
_INSIDE = {  # the first that fits the label
    r"\(%\)": "%",
    r"\btkr\b": "tkr",
    r"vårddygn": "vårddygn",
    r"antal per månad": "antal per månad",
    r"medelålder": "år",
    r"\bHME\b": "index",
    r"^(?:antal )?årsarbetare\b": "årsarbetare",
}


def unit_of(label: str) -> str:
    """Return the unit that a label names; a number of something where it names none.

    Examples
    --------
    >>> [unit_of(label) for label in ("Sjukfrånvaro, %", "Kostnad per hemtjänsttimme, kr", "Köp av vård (tkr)")]
    ['%', 'kr', 'tkr']
    >>> [unit_of(label) for label in ("Antal årsarbetare", "Hyra, kr per plats", "Brukare med hemtjänst, december")]
    ['årsarbetare', 'kr', 'antal']
    """
    if found := _BEHIND.search(label):
        said = " ".join((found["comma"] or found["brackets"]).lower().split())
        if said in _NAMED:
            return _NAMED[said]
        if per := _PER.fullmatch(said):
            return _NAMED[per["money"]]  # for one of what: only the label says so
    return next((unit for words, unit in _INSIDE.items() if re.search(words, label, re.IGNORECASE)), COUNT)


def without_unit(label: str) -> str:
    """Return a label without the unit that stands at its end.

    Examples
    --------
    >>> [without_unit(label) for label in ("Kostnad per timme, kr", "Köp av vård (tkr)", "Brukare, december")]
    ['Kostnad per timme', 'Köp av vård', 'Brukare, december']
    """
    found = _BEHIND.search(label)
    said = " ".join((found["comma"] or found["brackets"]).lower().split()) if found else ""
    return label[: found.start()].rstrip() if found and said in _NAMED else label
