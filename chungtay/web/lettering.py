"""Gives a drawing its typeface: a picture shown by <img> may load nothing, so it carries it."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FACE = "Chung Tay Sans"
REACH = {
    "latin": "",
    "vietnamese": "unicode-range:U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,"
    "U+01AF-01B0,U+0300-0309,U+0323,U+1EA0-1EF9;",
}


def lettered(svg: str) -> str:
    """The drawing with its typeface inside, right after the opening tag."""
    head, tag, rest = svg.partition(">")
    return f"{head}{tag}<style>{_faces()}</style>{rest}"


@cache
def _faces() -> str:
    return "".join(_face(subset) for subset in REACH)


def _face(subset: str) -> str:
    """One weight only: each drawing carries its own copy, and a browser thickens bold words."""
    name = f"fonts/source-sans-3-{subset}-400-normal.woff2"
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    data = b64encode(Path(path).read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{FACE}';{REACH[subset]}"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
