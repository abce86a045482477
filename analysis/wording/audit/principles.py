"""The principles that years are compared under, in a Swedish sentence."""

from __future__ import annotations

from analysis.data_files.audited import OTHER
from analysis.explanations.audit.principles import Compared, Stretch, compared_principles
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, listed

NOT_STATED = "ej angivet"


def describe_principles(
    year: int, since: int | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say by which principles costs are reported, and whether the same ones held in all years compared.

    Examples
    --------
    >>> print(describe_principles(2020, 2019))
    Principer för overhead, interna poster och kapitalkostnad: ej angivet.
    """
    first = year if since is None else min(since, year)
    return _said(compared_principles(opened(data, board), first, max(year, since or year)), first)


def describe_group_principles(year: int, folder: Folder) -> str:
    """Say the same of a comparison with other municipalities, whose principles are in no file."""
    own = compared_principles(folder, year, year)
    others = " Hur de andra kommunerna gör är inte känt." if any(one.is_known for one in own) else ""
    return f"{_said(own, year)}{others}"


def _said(found: list[Compared], since: int) -> Text:
    silent = [one.what for one in found if not one.is_known]
    parts = [f"{_named(one)} {_held(one, since)}" for one in found if one.is_known]
    if not parts:
        return Text(f"Principer för {listed(silent)}: {NOT_STATED}.")
    if silent:
        parts.append(f"{listed(silent)}: {NOT_STATED}")
    changed = [one for one in found if one.is_known and not one.is_same]
    doubt = " Åren mäter då inte säkert samma sak." if changed else ""
    return Text(f"Principer: {'; '.join(parts)}.{doubt}")


def _named(one: Compared) -> str:
    return "övrigt" if one.what == OTHER else one.what


def _held(one: Compared, since: int) -> str:
    (only, *more) = one.stretches
    if not more:
        same = "" if only.last == since else "lika alla år, "
        return f"({same}{_how(only)})"
    return f"ändras ({'; '.join(f'{_span(own)}: {_how(own)}' for own in one.stretches)})"


def _how(own: Stretch) -> str:
    if own.principle is None:
        return NOT_STATED
    text = own.principle.hur.rstrip(".")
    return f"{text[:1].lower()}{text[1:]}"


def _span(own: Stretch) -> str:
    return str(own.first) if own.first == own.last else f"{own.first}–{own.last}"
