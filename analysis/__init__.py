"""Read printed drift tables, reconcile and explain them: the public names, nothing else.

Each name is loaded when it is first used, so that ``import analysis`` costs next to nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "explanations.adjustments": ("adjust",),
    "explanations.bridges": ("bridge",),
    "statements.checks": ("reconcile",),
    "ledger.claims": ("audit_claims",),
    "ledger.crosswalk": ("concepts", "unknown_lines"),
    "wording.views": ("present",),
    "errors": ("AnalysisError", "ComparisonError", "DataError", "DocumentError", "NoTablesError", "OutputError"),
    "explanations.deviations": ("deviation_lines", "year_total", "years"),
    "ledger.figures": ("load_figures",),
    "statements.load": (
        "load_carry_overs",
        "load_drift",
        "load_follow_ups",
        "load_investments",
        "load_staff",
        "load_volumes",
    ),
    "explanations.effects": ("shorten",),
    "wording.changes": (
        "attempt",
        *("describe_adjustment", "describe_bridge", "describe_change", "describe_ranking", "describe_sensitivity"),
        *("describe_staffing", "describe_target", "describe_volume_price"),
    ),
    "explanations.ranking": ("rank_deviations",),
    "explanations.sensitivity": ("sensitivity",),
    "explanations.staffing": ("staffing",),
    "explanations.volumes": ("volume_price",),
    "wording.narrate": ("describe_board", "describe_checks", "describe_claims", "describe_place", "describe_year"),
    "statements.register": ("load_documents",),
    "ledger.series": ("change", "compare"),
    "readers.tables": ("Table", "read_tables"),
    "wording.tracing": ("trace", "trace_year"),
    "workbook.book": ("write_board_workbook",),
    "explanations.forecasts": ("describe_forecast", "forecast_bridge", "forecast_path", "forecast_years"),
    "charts.forecasts": ("forecast_lines",),
    "intake.inspection": ("inspect_report", "plan_addition"),
    "intake.correcting": ("correct",),
    "intake.registration": ("Wanted", "register"),
    "wording.terminal": ("show_addition", "show_inspection", "show_tables"),
    "wording.headlines": ("comparison_year", "describe_message"),
}
_MODULES = {"charts": "charts", "paths": "paths", "preview": "workbook.preview", "volumes": "explanations.volumes"}
_PLACES = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["charts", *_PLACES]  # noqa: PLE0604  (all of them are names)


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        value = getattr(import_module(f"analysis.{_PLACES[name]}"), name)
    elif name in _MODULES:
        return import_module(f"analysis.{_MODULES[name]}")
    else:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
