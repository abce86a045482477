"""The panel: choices, the year opened up, sliders and the button, each with the plain call that says the same."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.charts.style import WORSE_TEXT
from analysis.errors import AnalysisError
from analysis.explanations.deviations import years
from analysis.exploration.choices import compared_years, first_choice
from analysis.exploration.drawn import bridge_page
from analysis.exploration.levers import Lever, products
from analysis.exploration.scenario import describe_scenario, left_to_balance, scenario, share
from analysis.exploration.tree import explain_tree
from analysis.exploration.typed import typed_limit, typed_value, written
from analysis.files import session
from analysis.statements.folder import Data, Folder, boards, opened
from analysis.swedish import Text, capital, tkr
from analysis.vocabulary.numerals import exact, format_number
from analysis.wording.changes import attempt, describe_bridge, describe_ranking
from analysis.wording.year import describe_board, describe_year

MISSING = (
    "Reglagen kräver paketet ipywidgets, som inte finns här: installera det med pip install ipywidgets, eller använd "
    "anropen nedanför, som ger samma svar."
)
PLAIN = "Reglagen syns i JupyterLab när cellen körs; anropen nedanför ger samma svar."
ABOUT = (
    "Underlaget gäller det som är valt överst. Det som prövas med reglagen är inga uppgifter ur en rapport och står "
    "inte i filen."
)
_VIEW = "application/vnd.jupyter.widget-view+json"
_GREY = "#6b6b6b"
NO_YEAR = 0  # a list of choices shows nothing chosen where it is none
MOST = {"minst tkr": 10**9, "minst procent": 1000}  # from which a line can be told to be material
_TABS = ("Varför?", "Vad händer om?", "Nämndens fil")


def explore(
    year: int | None = None, since: int | None = None, *, data: Data | None = None, board: str | None = None
) -> Panel | Text:
    """Show the panel: choose, open the year up, try other values, write the board's file, without code.

    Parameters
    ----------
    year, since
        What it opens with; the newest year and the known year before it where none is given.
    data, board
        The folder that holds the register, and the board that it opens with where it has several.

    Returns
    -------
    Panel or Text
        The panel; a sentence that says what to do where `ipywidgets` is missing.

    Raises
    ------
    DataError
        When the folder has no year with an operating statement, or a data file is wrong.

    Examples
    --------
    >>> panel = explore(2020, 2019)
    >>> panel
    Reglagen syns i JupyterLab när cellen körs; anropen nedanför ger samma svar.
    """
    if find_spec("ipywidgets") is None:
        return Text(MISSING)
    return Panel(year, since, data, board)


class Panel:
    """The panel's controls and what they show.

    Attributes
    ----------
    controls
        ``nämnd``, ``år``, ``jämför med``, ``minst tkr`` and ``minst procent``.
    sliders
        By the name of a lever.
    shown
        By name, what stands on the panel now, for a page: ``gränser``, ``svar``, ``träd``, ``mening``, ``brygga``,
        ``kvar``, ``skrivet`` and the calls ``anrop svar``, ``anrop scenario``, ``anrop fil``.
    """

    def __init__(self, year: int | None, since: int | None, data: Data | None, board: str | None) -> None:
        import ipywidgets

        self._widgets: Any = ipywidgets
        self._path = data.path if isinstance(data, Folder) else Path(data or session()[0])
        self._boards = boards(data=self._path)
        several = len(self._boards) > 1
        asked = board or (None if data else session()[1]) or (self._boards[0] if several else None)
        own = data if isinstance(data, Folder) else opened(data, asked)
        # as the call that chooses it writes it
        same = (one for one in self._boards if opened(self._path, one).board == own.board)
        self._board = next(same) if several else None
        self._folder, self.chosen = own, first_choice(year, since, data=own)._replace(board=self._board)
        self.controls: dict[str, Any] = {}
        self.sliders: dict[str, Any] = {}
        self._fields: dict[str, Any] = {}  # where a value is typed, by the name of a lever
        self._sizes: dict[str, Any] = {}
        self._levers: dict[str, Lever] = {}
        names = (
            "gränser",
            "svar",
            "träd",
            "mening",
            "brygga",
            "kvar",
            "skrivet",
            "anrop svar",
            "anrop scenario",
            "anrop fil",
        )
        self.shown: dict[str, Any] = {name: ipywidgets.HTML() for name in names}
        self._rows: Any = ipywidgets.VBox()
        self._quiet = False
        self.button: Any = ipywidgets.Button(description="Skriv nämndens fil", button_style="primary")
        self.reset: Any = ipywidgets.Button(description="Återställ reglagen")
        self.box = self._laid_out()
        self._fill_years()
        self._year_changed()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle = self.box._repr_mimebundle_(include=include, exclude=exclude)
        return {"text/plain": PLAIN, **{name: value for name, value in bundle.items() if name == _VIEW}}

    def __repr__(self) -> str:
        return PLAIN

    @property
    def values(self) -> dict[str, float]:
        """Return the levers that stand at another value than the year's, with that value."""
        found = {name: round(slider.value) for name, slider in self.sliders.items()}  # a browser's numbers are near
        return {name: value for name, value in found.items() if value != round(self._levers[name].nivå or 0)}

    def write(self) -> None:
        """Write the board's file for what is chosen, and say where it is; or why it could not be written."""
        from analysis import files
        from analysis.workbook.book import write_board_workbook

        own = self.chosen
        path = files.OUT / own.file_name()
        limits = (own.least_tkr, own.least_percent)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_board_workbook(path, own.year, own.since, limits, data=self._folder)
            said = f"Skrev {path.resolve()}."
        except AnalysisError as error:
            said = f"Det gick inte: {error.swedish()}"
        self.shown["skrivet"].value = _paragraphs([said])

    def _laid_out(self) -> Any:
        """Put controls above and three tabs below."""
        box = self._widgets
        names = self._boards if self._board else [describe_board(data=self._folder)]
        short = {"style": {"description_width": "initial"}}
        least = {"continuous_update": False, "layout": {"width": "90px"}}
        self.controls = {
            "nämnd": box.Dropdown(
                options=names,
                value=self._board or names[0],
                description="Nämnd",
                layout={"width": "max-content"},
                **short,
            ),
            "år": box.Dropdown(description="År", layout={"width": "120px"}, **short),
            "jämför med": box.Dropdown(description="Jämför med", layout={"width": "190px"}, **short),
            "minst tkr": box.Text(written(self.chosen.least_tkr), **least),
            "minst procent": box.Text(written(self.chosen.least_percent), **least),
        }
        self._watch()
        spread = {"flex_flow": "row wrap"}
        board, year, since, tkr_box, percent_box = self.controls.values()
        words = [box.Label(text) for text in ("Väsentligt från", "tkr och", "% av budget")]
        limits = box.HBox([words[0], tkr_box, words[1], percent_box, words[2], self.shown["gränser"]])
        top = box.HBox([board, year, since, limits], layout=spread)
        why = box.VBox([self.shown["svar"], self.shown["träd"], self.shown["anrop svar"]])
        self.shown["kvar"].add_class("kvar-till-balans")  # so that a page can be asked for it
        left = box.VBox([self._rows, self.reset], layout={"width": "46%", "min_width": "340px"})
        right = box.VBox(
            [self.shown[name] for name in ("kvar", "mening", "brygga")],
            layout={"flex": "1 1 380px", "margin": "0 0 0 20px"},
        )
        middle = box.HBox([left, right], layout=spread)
        about = box.HTML(_paragraphs([ABOUT]))
        file = box.VBox([about, self.button, self.shown["skrivet"], self.shown["anrop fil"]])
        tabs = box.Tab([why, box.VBox([middle, self.shown["anrop scenario"]]), file], titles=_TABS)
        return box.VBox([top, tabs])

    def _watch(self) -> None:
        steps: dict[str, Callable[[], None]] = {
            "nämnd": self._board_changed,
            "år": self._year_changed,
            "jämför med": self._refresh,
            "minst tkr": self._limits_typed,
            "minst procent": self._limits_typed,
        }
        for name, step in steps.items():
            self.controls[name].observe(partial(self._heard, step), "value")
        self.button.on_click(lambda _: self.write())
        self.reset.on_click(lambda _: self._fill_sliders())

    def _heard(self, step: Callable[[], None], _: object) -> None:
        if not self._quiet:
            step()

    def _board_changed(self) -> None:
        self._board = self.controls["nämnd"].value
        self._folder = opened(self._path, self._board)
        first = first_choice(data=self._folder)
        self.chosen = self.chosen._replace(year=first.year, since=first.since, board=self._board)
        self._fill_years()
        self._year_changed()

    def _fill_years(self) -> None:
        self._set("år", [(str(one), one) for one in reversed(years(data=self._folder))], self.chosen.year)

    def _year_changed(self) -> None:
        """Offer the years to compare with, and the sliders of the year."""
        year = self.controls["år"].value
        known = compared_years(year, data=self._folder)
        since = self.chosen.since if self.chosen.since in known else next(iter(known), NO_YEAR)
        self._set("jämför med", [(str(one), one) for one in known] or [("inget år", NO_YEAR)], since)
        self._refresh()
        self._fill_sliders()

    def _set(self, name: str, options: list[tuple[str, Any]], value: Any) -> None:
        """Offer other choices without hearing it as a choice."""
        self._quiet = True
        self.controls[name].options = options
        self.controls[name].value = value
        self._quiet = False

    def _refresh(self) -> None:
        """Say what the year was like with what is chosen now."""
        year, since = (self.controls[name].value for name in ("år", "jämför med"))
        self.chosen = own = self.chosen._replace(year=year, since=since or None, board=self._board)
        limits = (own.least_tkr, own.least_percent)
        said = [describe_year(own.year, data=self._folder)]
        said += [describe_bridge(own.year, own.since, data=self._folder)] if own.since else []
        said += [describe_ranking(own.year, *limits, data=self._folder)]
        self.shown["svar"].value = _paragraphs(said)
        tree = explain_tree(own.year, own.since, *limits, data=self._folder)
        self.shown["träd"].value = tree._repr_html_()
        self.shown["anrop svar"].value = _calls([*own.calls(), own.tree_call()])
        self.shown["anrop fil"].value = _calls([own.file_call()])
        self.shown["skrivet"].value = ""

    def _limits_typed(self) -> None:
        """Take what was typed as limits, or say what to write there and keep those that were."""
        texts = {name: self.controls[name].value for name in MOST}
        found = {name: typed_limit(text, MOST[name]) for name, text in texts.items()}
        wrong = [f"”{text}” går inte: {found[name].way_out}." for name, text in texts.items() if found[name].way_out]
        self.shown["gränser"].value = _paragraphs(wrong, f"color: {WORSE_TEXT}") if wrong else ""
        least = [float(one.value) for one in found.values() if one.value is not None]
        if len(least) < len(found) or least == [self.chosen.least_tkr, self.chosen.least_percent]:
            return
        self.chosen = self.chosen._replace(least_tkr=least[0], least_percent=least[1])
        self._refresh()

    def _fill_sliders(self) -> None:
        """Make a slider for each lever of the year; in grey, with the reason, what cannot be changed."""
        found, closed = products(self._folder, self.chosen.year)
        self._levers = {lever.reglage: lever for one in found for lever in one.own}
        self.sliders, self._fields, self._sizes, rows = {}, {}, {}, []
        for name, lever in self._levers.items():
            rows.append(self._slider_row(name, lever))
        shut = [f"{capital(one.reglage)}: går inte att pröva. {one.skäl}" for one in closed]
        rows += [self._widgets.HTML(_paragraphs(shut, f"color: {_GREY}; font-style: italic"))] if shut else []
        rows = rows or [
            self._widgets.HTML(_paragraphs(["Året har inga kända volymer, priser eller andra drivkrafter."]))
        ]
        self._rows.children = rows
        self._moved()

    def _slider_row(self, name: str, lever: Lever) -> Any:
        box = self._widgets
        slider = box.FloatSlider(
            float(lever.nivå or 0), min=float(lever.lägst or 0), max=float(lever.högst or 0), step=1,
            readout=False, layout={"width": "150px", "min_width": "150px"},
        )  # fmt: skip
        slider.observe(lambda _: self._moved(), "value")
        field = box.Text(continuous_update=False, layout={"width": "86px", "min_width": "86px"})
        field.observe(lambda change: self._typed(name, change["new"]), "value")
        self.sliders[name], self._fields[name], self._sizes[name] = (
            slider,
            field,
            box.HTML(layout={"flex": "1 1 auto", "min_width": "0"}),
        )
        note = f' <span style="color: {_GREY}">{html.escape(lever.skäl)}</span>' if lever.skäl else ""
        title = box.HTML(f'<div style="line-height: 1.3"><b>{html.escape(capital(name))}</b>{note}</div>')
        return box.VBox([title, box.HBox([slider, field, self._sizes[name]])])

    def _typed(self, name: str, text: str) -> None:
        """Take what was typed beside a slider, or say what to write there."""
        lever = self._levers[name]
        if text == _written(self.sliders[name].value):
            return
        found = typed_value(text, lever)
        if found.value is None:
            said = f"”{text}” går inte: {found.way_out}."
            self._sizes[name].value = f'<div style="color: {WORSE_TEXT}; line-height: 1.3">{html.escape(said)}</div>'
        elif round(self.sliders[name].value) != found.value:
            self.sliders[name].value = float(found.value)
        else:
            self._moved()

    def _moved(self) -> None:
        """Say at once what the values give."""
        year, values = self.chosen.year, self.values
        for name, slider in self.sliders.items():
            self._fields[name].value = _written(slider.value)
            self._sizes[name].value = _size(self._levers[name], values.get(name, self._levers[name].nivå or 0))
        said = describe_scenario(year, values, data=self._folder)
        frame = attempt(scenario, year, values, data=self._folder)
        left = "–" if frame.empty else tkr(left_to_balance(year, values, data=self._folder))
        self.shown["mening"].value = _paragraphs([said])
        self.shown["kvar"].value = f'Kvar till balans<div style="font-size: 26px; line-height: 1.3"><b>{left}</b></div>'
        self.shown["brygga"].value = bridge_page(frame, f"Avvikelse {year}, tkr")
        self.shown["anrop scenario"].value = _calls(self.chosen.scenario_calls(values))


def _written(value: float) -> str:
    return format_number(round(value))


def _size(lever: Lever, value: float | Decimal) -> str:
    """Say the unit of a slider, and how far it stands from the level."""
    if lever.nivå is None and not value:
        told = "inget antaget"
    else:
        told = "antaget" if lever.nivå is None else share(lever, value if isinstance(value, Decimal) else exact(value))
    said = html.escape(", ".join(filter(None, (lever.enhet, told))))
    return f'<div style="line-height: 1.3; margin-top: 4px">{said}</div>'


def _paragraphs(texts: Iterable[str], style: str = "") -> str:
    look = f"max-width: 60em; line-height: 1.4; margin: 4px 0; {style}".rstrip("; ")
    return "".join(f'<p style="{look}">{html.escape(text)}</p>' for text in texts)


def _calls(calls: Iterable[str]) -> str:
    """Write the calls that give the same, to copy."""
    lines = "<br>".join(f"<code>{html.escape(call)}</code>" for call in calls)
    return f'<div style="color: {_GREY}; margin-top: 10px; line-height: 1.4">Samma svar utan reglage:<br>{lines}</div>'
