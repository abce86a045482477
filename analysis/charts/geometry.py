"""Where the bars of a bridge stand, for pictures and for native charts alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Reach(NamedTuple):
    """Where a step of a bridge goes from and to.

    A native chart stacks lengths, and a bar that crosses zero has one on each side of it: base and part have each a
    length above zero and one below.
    """

    start: float
    end: float

    @property
    def base(self) -> tuple[float, float]:
        """Return what an invisible bar must fill between zero and the step."""
        return max(0.0, min(self)), min(0.0, max(self))

    @property
    def part(self) -> tuple[float, float]:
        """Return what is seen of the step."""
        above, below = self.base
        return max(0.0, *self) - above, min(0.0, *self) - below


def bridge_geometry(sizes: Sequence[float], totals: Sequence[bool]) -> list[Reach]:
    """Place the steps of a bridge: a total from zero, an effect from where the one before ends.

    Examples
    --------
    >>> start, effect, end = bridge_geometry([-10, 25, 15], [True, False, True])
    >>> effect, effect.base, effect.part
    (Reach(start=-10, end=15), (0.0, 0.0), (15.0, -10.0))
    """
    reached, place = list[Reach](), 0.0
    for size, is_total in zip(sizes, totals, strict=True):
        start = 0.0 if is_total else place
        place = size if is_total else place + size
        reached.append(Reach(start, place))
    return reached
