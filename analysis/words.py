"""How Swedish sentences are put together: a capital at the start, items with *och* before the last."""

from __future__ import annotations

from collections.abc import Sequence


def capital(text: str) -> str:
    """Begin a text with a capital letter, and leave the rest as it is.

    Examples
    --------
    >>> capital("utbetalt till HVB")
    'Utbetalt till HVB'
    """
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    """Write items one after the other.

    Examples
    --------
    >>> listed(["Ledning"]), listed(["Stab", "HVB", "Ledning"])
    ('Ledning', 'Stab, HVB och Ledning')
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"
