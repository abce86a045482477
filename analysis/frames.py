"""Frames checked on their way in and out: columns, kinds of value, keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError, Fault, fault

if TYPE_CHECKING:  # a report that has not changed needs no frame
    import pandas as pd

TEXT, WHOLE, NUMBER = "str", "int64", "float64"
MAYBE_WHOLE = "Int64"  # a whole number that may be missing
Schema = Mapping[str, str]
Record = dict[str, Any]


class FrameError(AnalysisError):
    """A frame does not have the columns, kinds of value or keys that it must have."""


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame as dictionaries, values as they stand in it."""
    names = [str(name) for name in frame.columns]
    columns = [_values(column) for _, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """Return plain values, None where a whole number is missing; pandas' own way takes four times as long."""
    if str(column.dtype) in {TEXT, WHOLE, NUMBER}:
        return column.tolist()
    return list(column.to_frame("own").to_dict("list")["own"])


def check_frame(name: str, frame: pd.DataFrame, schema: Schema, key: Sequence[str] = ()) -> pd.DataFrame:
    """Return the frame if its columns, their kinds and its key are right.

    Parameters
    ----------
    name
        What the frame is called in messages.
    frame
        Any frame.
    schema
        Column names in order, each with ``str``, ``int64`` or ``float64``.
    key
        Columns whose values together may stand only once.

    Raises
    ------
    FrameError
        Naming every fault at once.

    Examples
    --------
    >>> import pandas as pd
    >>> check_frame("rader", pd.DataFrame({"post": ["Stab"]}), {"post": TEXT})
       post
    0  Stab
    """
    faults = list[Fault]()
    if list(frame.columns) != list(schema):
        faults.append(fault("wrong-frame", name, seen=list(frame.columns), expected=list(schema)))
    seen = {str(column): str(kind) for column, kind in zip(frame.columns, frame.dtypes, strict=True)}
    faults += [
        fault("wrong-frame", name, seen=f"{column}: {seen[column]}", expected=kind)
        for column, kind in schema.items()
        if seen.get(column, kind) != kind
    ]
    if key and not faults and (again := frame.duplicated(list(key))).any():
        doubled = frame.loc[again, list(key)]
        faults += [
            fault("duplicate-key", name, seen=list(row), key=list(key)) for row in doubled.itertuples(index=False)
        ]
    if faults:
        raise FrameError(faults)
    return frame


def make_frame(
    name: str, rows: Iterable[Mapping[str, object]], schema: Schema, key: Sequence[str] = ()
) -> pd.DataFrame:
    """Make a checked frame out of rows; with no rows it has its columns all the same."""
    import pandas as pd

    known = list(rows)
    columns = {
        column: pd.array([row.get(column) for row in known], dtype=_dtype(kind)) for column, kind in schema.items()
    }
    return check_frame(name, pd.DataFrame(columns), schema, key)


def frame_of(name: str, rows: Iterable[object], schema: Schema, key: Sequence[str] = ()) -> pd.DataFrame:
    """Make a checked frame out of typed rows, whose attributes are named as its columns.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from types import SimpleNamespace
    >>> frame_of("rader", [SimpleNamespace(post="Stab", utfall=Decimal("0.1"))], {"post": TEXT, "utfall": NUMBER})
       post  utfall
    0  Stab     0.1
    """
    return make_frame(name, ({column: getattr(row, column) for column in schema} for row in rows), schema, key)


@cache
def _dtype(kind: str) -> Any:
    from pandas.api.types import pandas_dtype

    return pandas_dtype(kind)


def nearest(word: str, known: Iterable[str], most: int = 3) -> str:
    """List the known words that come nearest to an unknown one, for a message.

    Examples
    --------
    >>> nearest("Kostnad", ["Intäkter", "Kostnader"])
    'Kostnader'
    """
    from difflib import get_close_matches

    names = sorted(set(known))
    return ", ".join(get_close_matches(word, names, most, 0.5) or names[:most])
