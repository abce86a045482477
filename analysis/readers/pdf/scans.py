"""Whether the text of a page was told from a picture (OCR): it lies unseen over one, or under one, or a scanner did."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_COVERED = 0.8  # of a page, by pictures: what a scanned page is at least
_LARGE = 0.02  # of a page: smaller pictures are signs and logotypes
_DEEPEST = 3  # forms inside forms that are looked into
_MOST = 20_000  # objects of a page that are looked at
_HIDDEN = 3  # the mode that neither fills nor strokes
_SCANNERS = re.compile(
    r"\bocr|ocr\b|abbyy|finereader|paper ?capture|tesseract|omnipage|readiris|i\.r\.i\.s|luradocument|kofax|nuance"
    r"|paperport|\bscan|scan(?:ner)?\b|canon|ricoh|xerox|konica|minolta|bizhub|kyocera|toshiba|lexmark",
    re.IGNORECASE,
)
Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Scan(NamedTuple):
    """What a page is.

    Attributes
    ----------
    is_scanned
        Whether its text was told from a picture.
    keeps_hidden
        Whether the text that neither fills nor strokes is that of the picture, though other text is painted too.
    """

    is_scanned: bool = False
    keeps_hidden: bool = False


class _Painted(NamedTuple):
    """A picture or a text of a page, and the matrix of the forms that it stands in."""

    is_image: bool
    handle: Any
    matrix: Matrix


def scan_of(raw: Any, document: Any, page: Any) -> Scan:
    """Tell whether the text of a page was told from a picture.

    Parameters
    ----------
    raw
        The functions of PDFium.
    document, page
        The file and its page.
    """
    objects = [raw.FPDFPage_GetObject(page, at) for at in range(min(raw.FPDFPage_CountObjects(page), _MOST))]
    kinds = [raw.FPDFPageObj_GetType(one) for one in objects]
    if not {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}.intersection(kinds):
        texts = [one for one, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_TEXT]
        return Scan(bool(texts) and all(_is_hidden(raw, one) for one in texts))
    painted = list(_painted(raw, page))
    texts = [one.handle for one in painted if not one.is_image]
    hidden, bounds = sum(_is_hidden(raw, one) for one in texts), _bounds(raw, page)
    if not texts:
        return Scan()
    shares = [_share(_box(raw, one), bounds) for one in painted if one.is_image]
    is_covered = sum(share for share in shares if share >= _LARGE) >= _COVERED
    keeps_hidden = is_covered and hidden * 2 >= len(texts)
    is_scanners = is_covered and _SCANNERS.search(_made_by(raw, document)) is not None
    is_scanned = hidden == len(texts) or keeps_hidden or is_scanners or _is_under(raw, painted, bounds)
    return Scan(is_scanned, keeps_hidden)


def _is_hidden(raw: Any, text: Any) -> bool:
    return bool(raw.FPDFTextObj_GetTextRenderMode(text) == _HIDDEN)


def _painted(raw: Any, page: Any) -> Iterator[_Painted]:
    """Yield the opaque pictures and the texts of a page in the order they are painted in, those inside forms too."""
    stack = [(raw.FPDFPage_GetObject, page, iter(range(raw.FPDFPage_CountObjects(page))), _SAME)]
    left = _MOST
    while stack and left:
        get, owner, places, matrix = stack[-1]
        at = next(places, None)
        if at is None:
            stack.pop()
            continue
        left -= 1
        one = get(owner, at)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_FORM and len(stack) <= _DEEPEST:
            inner = iter(range(raw.FPDFFormObj_CountObjects(one)))
            stack.append((raw.FPDFFormObj_GetObject, one, inner, _times(_matrix_of(raw, one), matrix)))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            yield _Painted(is_image=False, handle=one, matrix=matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and not raw.FPDFPageObj_HasTransparency(one):
            yield _Painted(is_image=True, handle=one, matrix=matrix)


def _is_under(raw: Any, painted: Sequence[_Painted], bounds: Box) -> bool:
    """Tell whether pictures that are painted later hide most of the texts."""
    above, texts, covered = list[Box](), 0, 0
    for one in reversed(painted):
        box = _box(raw, one)
        if one.is_image:
            above += [box] if _share(box, bounds) >= _LARGE else []
        else:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            texts += 1
            covered += any(left <= x <= right and low <= y <= high for left, low, right, high in above)
    return covered * 2 > texts


def _share(box: Box, bounds: Box) -> float:
    """Tell how much of a page a box covers."""
    wide = min(box[2], bounds[2]) - max(box[0], bounds[0])
    high = min(box[3], bounds[3]) - max(box[1], bounds[1])
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return max(wide, 0) * max(high, 0) / area if area > 0 else 0


def _bounds(raw: Any, page: Any) -> Box:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _box(raw: Any, one: _Painted) -> Box:
    """Return the edges of an object on its page."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(one.handle, *map(ctypes.byref, edges))
    left, low, right, high = (edge.value for edge in edges)
    a, b, c, d, e, f = one.matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _matrix_of(raw: Any, one: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Apply one matrix, then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _made_by(raw: Any, document: Any) -> str:
    """Return the names of the programs that made a file."""
    return " ".join(_meta(raw, document, name) for name in (b"Producer", b"Creator"))


def _meta(raw: Any, document: Any, name: bytes) -> str:
    size = raw.FPDF_GetMetaText(document, name, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, name, buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")
