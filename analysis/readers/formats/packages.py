"""The ZIP package of an Excel or Word file, checked before anything in it is unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from traceback import walk_tb
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from analysis.errors import DocumentError, fault

MOST_UNPACKED = 500_000_000  # bytes of all parts together
MOST_RATIO = 200  # times the packed size; real sheets stay below 60
_FREE_OF_RATIO = 5_000_000  # bytes that a small file may always unpack to
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_IS_ENCRYPTED = 1
_NO_MEMORY = 1  # as expat says it
_XML = (".xml", ".rels", ".vml")

Watchers = tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]  # of an element's begin, of text


def list_parts(name: str, data: bytes) -> list[str]:
    """List the parts of a package, after a look at the sizes that its directory gives.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        The bytes of the file.

    Raises
    ------
    DocumentError
        When the package is damaged, locked, or unpacks to more than is reasonable.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged(name, error) from error
    if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
        raise DocumentError(fault("locked-file", name))
    names = [info.filename for info in infos]
    if len(set(names)) < len(names) or len(names) > _MOST_PARTS:
        raise damaged(name, "parts that stand twice, or too many of them")
    if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in infos):
        raise damaged(name, "an unknown compression")
    size = sum(info.file_size for info in infos)
    if size > MOST_UNPACKED or size > max(_FREE_OF_RATIO, MOST_RATIO * len(data)):
        raise DocumentError(fault("unpacks-too-large", name, size=size, most=MOST_UNPACKED, ratio=MOST_RATIO))
    return names


def scan_xml(name: str, data: bytes, watch: Callable[[str], Watchers | None] | None = None) -> None:
    """Go through every XML part once, without building anything from it, and refuse what could unfold.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        The bytes of the file; `list_parts` has passed it.
    watch
        Gives for the name of a part who is told of each element that begins in it, and of each text, or None.

    Raises
    ------
    DocumentError
        When a part is damaged, or declares a document type and thereby entities.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            for info in package.infolist():
                if info.filename.lower().endswith(_XML):
                    _scan(name, package, info.filename, watch(info.filename) if watch else None)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        expat.ExpatError,
        LookupError,
        ValueError,
        NotImplementedError,
        OSError,
    ) as error:
        if isinstance(error, expat.ExpatError) and error.code == _NO_MEMORY:
            raise MemoryError from error
        raise damaged(name, error) from error


@contextmanager
def refuse_damage(name: str) -> Iterator[None]:
    """Say that a package is damaged where a library fails on it; an error of our own code is let through.

    Parameters
    ----------
    name
        The file's name, for messages.

    Raises
    ------
    DocumentError
        When a library raises anything: a damaged part lets it fail anywhere. Parts that are nested too deep are said
        to be so; a lack of memory is no fault of the package, and let through.

    Examples
    --------
    >>> try:
    ...     with refuse_damage("a.docx"):
    ...         ZipFile(BytesIO(b"no package"))
    ... except DocumentError as error:
    ...     print(error)
    a.docx: saw a damaged file (BadZipFile: File is not a zip file); expected a whole Word file; open it in its own
    program and save it again
    """
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except RecursionError as error:
        raise DocumentError(fault("too-deep", name)) from error
    except Exception as error:
        if _is_ours(error):
            raise
        raise damaged(name, f"{type(error).__name__}: {error}") from error


def _is_ours(error: Exception) -> bool:
    """Tell whether the line that failed stands in this package."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    return str(frame.f_globals.get("__name__", "")).startswith("analysis.")


def damaged(name: str, reason: object) -> DocumentError:
    """Make the error that says that a package cannot be read."""
    kind = "Word" if name.lower().endswith((".docx", ".docm", ".dotx")) else "Excel"
    return DocumentError(fault("damaged-file", name, reason=str(reason)[:200], format=kind))


def _scan(name: str, package: ZipFile, part: str, watchers: Watchers | None) -> None:
    def refuse(*_: object) -> NoReturn:
        raise DocumentError(fault("unsafe-xml", name, part=part))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    if watchers:
        parser.StartElementHandler, parser.CharacterDataHandler = watchers
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003
    parser.Parse(b"", True)  # noqa: FBT003
