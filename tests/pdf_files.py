"""Small PDF files written by hand, for what no office program prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class Text(NamedTuple):
    """A text at a place in points from the lower left corner, and operators that stand before it."""

    x: float
    y: float
    text: str
    size: float = 10
    before: str = ""
    turned: bool = False


_WIDTHS = {  # of Helvetica, per thousand of its size
    **dict.fromkeys("0123456789ABEÅÄabdeghnopquåäö", 556), **dict.fromkeys("tfIi,. -", 278), "-": 333, "l": 222, "i": 222,
    **dict.fromkeys("cksvxyz", 500), **dict.fromkeys("UNHRCD", 722), "r": 333, "m": 833, "w": 722, "V": 667, "P": 667,
    "S": 667, "F": 611, "T": 611,
}  # fmt: skip


def put_right(right: float, y: float, text: str, size: float = 10) -> Text:
    """Put a text so that it ends at an edge."""
    return Text(right - sum(_WIDTHS.get(sign, 600) for sign in text) * size / 1000, y, text, size)


class Picture(NamedTuple):
    """A grey picture over a part of a page, in points; what stands before it is painted under it."""

    x: float = 0
    y: float = 0
    width: float = 595
    height: float = 842


def make_pdf(
    *pages: Sequence[Text | Picture], rotate: int = 0, trailer: str = "", producer: str = "", in_form: bool = False
) -> bytes:
    """Write a file with one page for each sequence of texts and pictures, in Helvetica.

    The pages may be drawn inside a form, as some programs do; the producer is the program that made the file.
    """
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    forms = list[str]()
    for at, texts in enumerate(pages):
        stream = "\n".join(map(_operators, texts))
        if in_form:
            box = "/Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 0] /Resources << /Font << /F1 3 0 R >> >>"
            forms.append(f"<< /Type /XObject {box} /Length {len(stream)} >>\nstream\n{stream}\nendstream")
            stream = "q 1 0 0 1 0 0 cm /X1 Do Q"
        page = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {5 + 2 * at} 0 R"
        drawn = f" /XObject << /X1 {4 + 2 * len(pages) + at} 0 R >>" if in_form else ""
        objects.append(f"<< /Type /Page {page} /Resources << /Font << /F1 3 0 R >>{drawn} >> >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects += forms
    if producer:
        objects.append(f"<< /Producer ({producer}) >>")
        trailer = f"{trailer} /Info {len(objects)} 0 R"
    return _file(objects, trailer)


def recursive_form() -> bytes:
    """Write a page that draws a form that draws itself twice."""
    draws_it = "/Resources << /XObject << /X1 5 0 R >> >>"
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {draws_it} >>",
            "<< /Length 6 >>\nstream\n/X1 Do\nendstream",
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {draws_it} /Length 13 >>\nstream\n/X1 Do /X1 Do\nendstream",
        ]
    )


def _file(objects: Sequence[str], trailer: str = "") -> bytes:
    data, places = _HEADER, list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    root = f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{root}\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def _operators(one: Text | Picture) -> str:
    if isinstance(one, Picture):
        image = "BI /W 1 /H 1 /CS /G /BPC 8 ID z EI"
        return f"q {one.width} 0 0 {one.height} {one.x} {one.y} cm {image} Q"
    escaped = one.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    matrix = f"0 1 -1 0 {one.x} {one.y}" if one.turned else f"1 0 0 1 {one.x} {one.y}"
    return f"BT 0 Tr 0 Ts {one.before} /F1 {one.size} Tf {matrix} Tm ({escaped}) Tj ET"
