"""Why a year missed its budget and why it differs from another: the explaining functions under one name."""

from analysis.adjustments import adjust
from analysis.bridges import bridge
from analysis.deviations import deviation_lines, year_total, years
from analysis.ranking import rank_deviations
from analysis.sensitivities import sensitivity
from analysis.staff_costs import staffing
from analysis.volumes import volume_price

__all__ = [
    "adjust",
    "bridge",
    "deviation_lines",
    "rank_deviations",
    "sensitivity",
    "staffing",
    "volume_price",
    "year_total",
    "years",
]
