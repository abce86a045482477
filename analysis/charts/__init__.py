"""Frames to charts in the house's notation."""

from analysis.charts.bars import bridge_bars, deviation_bars
from analysis.charts.columns import forecast_lines, staffing_columns, year_bars, year_columns
from analysis.charts.outlook import outlook_bars

__all__ = [
    "bridge_bars",
    "deviation_bars",
    "forecast_lines",
    "outlook_bars",
    "staffing_columns",
    "year_bars",
    "year_columns",
]
