"""What each fault says of what was asked of a folder's reports: where, what was seen, what was expected, what to do."""

from __future__ import annotations

ASKED = {
    "not-comparable": (
        ("{title} {first} against {last} ({reason})", "years that measure the same", "{action}"),
        ("{title} {first} mot {last} ({reason})", "år som mäter samma sak", "{action_sv}"),
    ),
    "counted-twice": (
        (
            "the measures on rows {first} and {last} acting on the same, {what}, in {year}",
            "effects that are not counted twice",
            "name in part which part each is about, or leave one out",
        ),
        (
            "åtgärderna på rad {first} och rad {last} verkar på samma sak {year}, {what}",
            "effekter som inte räknas två gånger",
            "skriv i part (Del) vilken del var och en gäller, eller ta bort den ena effekten",
        ),
    ),
    "amounts-differ": (
        (
            "{title}: {first} against {last} of {other}",
            "amounts that agree within rounding ({room})",
            "compare figures that cover the same thing",
        ),
        (
            "{title}: {first} mot {last} enligt {other}",
            "belopp som stämmer inom avrundning ({room})",
            "jämför uppgifter som omfattar samma sak",
        ),
    ),
    "year-in-quotes": (
        ("year '{seen}'", "a year without quotes", "write {seen}"),
        ("år ”{seen}”", "ett år utan citattecken", "skriv {seen}"),
    ),
    "unknown-year": (
        ("year {seen}", "one of: {known}", "choose a year that data/ has"),
        ("år {seen}", "något av: {known}", "välj ett år som finns i data/"),
    ),
    "several-boards": (
        ("the reports of {seen} boards", "one of: {known}", "say which with board="),
        ("rapporter från flera nämnder", "en av: {known}", "välj med --board i kommandot eller board= i Python"),
    ),
    "no-total": (
        (
            "an operating statement for {year} without a total",
            "a line of it such as Summa or Nettokostnad",
            "add that line to the file, and register it with --replace",
        ),
        (
            "driftredovisningen för {year} har ingen summarad för hela nämnden",
            "en rad som Summa eller Nettokostnad i den",
            "lägg till raden i filen och registrera den med --replace",
        ),
    ),
    "total-lacks": (
        (
            "the total {post} of {year} without {lacks}",
            "outcome and budget, which a deviation is made of",
            "register a report that prints them, or put a cell that was not read right with correct",
        ),
        (
            "summaraden ”{post}” för {year} saknar {lacks}",
            "både utfall och budget, som en avvikelse består av",
            "lägg in en rapport som har dem, eller rätta med correct en cell som inte gick att läsa",
        ),
    ),
}
