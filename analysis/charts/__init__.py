"""Frames to charts in the house's notation."""

from analysis.charts.bars import bridge_bars, deviation_bars, outcome_bars, sensitivity_bars
from analysis.charts.columns import forecast_lines, staffing_columns, year_columns

__all__ = [
    "bridge_bars",
    "deviation_bars",
    "forecast_lines",
    "outcome_bars",
    "sensitivity_bars",
    "staffing_columns",
    "year_columns",
]
