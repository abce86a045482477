"""What a program asked XlsxWriter to do, recorded once and asked again: the same cells, formulas, formats, charts."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_OPEN = "open"  # the options of a workbook, and the formats that it has from the start
_KINDS = (Workbook, Worksheet, Chart, Format)


class Recording:
    """The calls of a program to XlsxWriter from outside, in their order, with the objects that they gave."""

    def __init__(self) -> None:
        self._calls = list[tuple[int, str, Any, Any, int]]()
        self._objects = list[object]()  # kept, so that no other gets the number of one
        self._depth = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Record all calls that are made meanwhile."""
        with ExitStack() as stack:
            for kind in _KINDS:
                for owner in (kind, *_below(kind)):
                    for name, method in list(vars(owner).items()):
                        if inspect.isfunction(method) and name[0] != "_":
                            stack.enter_context(mock.patch.object(owner, name, self._recorded(name, method)))
            stack.enter_context(mock.patch.object(Workbook, "__init__", self._opened(Workbook.__init__)))
            yield

    def __len__(self) -> int:
        return len(self._calls)

    def play(self, path: Path) -> None:
        """Make all calls again, each workbook at another path."""
        own = dict[int, Any]()
        for receiver, name, words, named, result in self._calls:
            if name == _OPEN:
                own[receiver] = book = xlsxwriter.Workbook(path, words)
                own |= {id(old): new for old, new in zip(named, book.formats, strict=True)}
                continue
            made = getattr(own[receiver], name)(*_mapped(words, own), **_mapped(named, own))
            if result:
                own[result] = made

    def _opened(self, make: Callable[..., None]) -> Callable[..., None]:
        def opened(book: Workbook, filename: Any = None, options: Any = None) -> None:
            asked = copy.deepcopy(options)
            self._depth += 1
            make(book, filename, options)
            self._depth -= 1
            self._objects.append(book)
            self._calls.append((id(book), _OPEN, asked, [*book.formats], 0))

        return opened

    def _recorded(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def recorded(one: object, *words: Any, **named: Any) -> Any:
            if self._depth:
                return method(one, *words, **named)
            asked = _copied(words), _copied(named)
            self._depth += 1
            try:
                result = method(one, *words, **named)
            finally:
                self._depth -= 1
            self._objects += [one, result]
            number = id(result) if isinstance(result, _KINDS) else 0
            self._calls.append((id(one), name, *asked, number))
            return result

        return recorded


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def _copied(value: Any) -> Any:
    """Copy lists and dictionaries, which XlsxWriter may change; not the objects of a workbook."""
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_copied, value))
    return value


def _mapped(value: Any, own: dict[int, Any]) -> Any:
    """Put the objects of the workbook that is written now in the places of those of the recorded one."""
    if isinstance(value, dict):
        return {name: _mapped(one, own) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_mapped(one, own) for one in value)
    return own[id(value)] if isinstance(value, _KINDS) else value
