"""Read printed drift tables, reconcile and explain them: the public names, nothing else.

Each name is loaded when it is first used, so that ``import analysis`` costs next to nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "charts": (),
    "adjustments": ("adjust",),
    "bridges": ("bridge",),
    "checks": ("reconcile",),
    "claims": ("audit_claims",),
    "crosswalk": ("concepts", "unknown_lines"),
    "display": ("present",),
    "errors": ("AnalysisError", "ComparisonError", "DataError", "DocumentError", "NoTablesError", "OutputError"),
    "deviations": ("deviation_lines", "year_total", "years"),
    "figures": ("load_figures",),
    "load": ("load_carry_overs", "load_drift", "load_follow_ups", "load_investments", "load_staff", "load_volumes"),
    "effects": ("shorten",),
    "stories": (
        "attempt",
        *("describe_adjustment", "describe_bridge", "describe_change", "describe_ranking", "describe_sensitivity"),
        *("describe_staffing", "describe_target", "describe_volume_price"),
    ),
    "ranking": ("rank_deviations",),
    "sensitivities": ("sensitivity",),
    "staff_costs": ("staffing",),
    "volumes": ("volume_price",),
    "explain": (),
    "narrate": ("describe_board", "describe_checks", "describe_claims", "describe_place", "describe_year"),
    "registry": ("load_documents",),
    "series": ("change", "compare"),
    "tables": ("Table", "read_tables"),
    "tracing": ("trace", "trace_year"),
    "workbook": ("write_board_workbook",),
    "forecasts": ("describe_forecast", "forecast_bridge", "forecast_path", "forecast_years"),
    "forecast_charts": ("forecast_lines",),
    "adding": ("inspect_report", "plan_addition"),
    "correcting": ("correct",),
    "registering": ("Wanted", "register"),
    "showing": ("show_addition", "show_inspection", "show_tables"),
    "headlines": ("comparison_year", "describe_message"),
    "preview": (),
}
_PLACES = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["charts", *_PLACES]  # noqa: PLE0604  (all of them are names)


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        value = getattr(import_module(f"analysis.{_PLACES[name]}"), name)
    elif name in _HOMES:
        return import_module(f"analysis.{name}")
    else:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
