"""How every chart looks: the colours of the pages, one font, numbers as Vietnam writes them."""

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import vl_convert

from chungtay.reports.fonts import FOLDER, SANS

GREEN, LEAF, LINE = "#0b6350", "#8ccdb4", "#d9e0db"
INK, MUTE = "#1b2925", "#4f6059"
FAMILIES = f"{SANS}, Noto Sans, Segoe UI, Arial, sans-serif"  # a digit would need quotes
WIDTH = 620
SHARES = ["#d3ebdf", "#8ccdb4", "#3d9a7c", "#0a4a3d"]  # light to dark, told apart in grey print
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}
CONFIG = {
    "font": FAMILIES,
    "background": "#ffffff",
    "padding": 6,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTE,
        "titleColor": MUTE,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelLimit": 320,
        "titleLimit": 320,
    },
    "text": {"color": INK, "fontSize": 13},
}


@dataclass(frozen=True)
class Chart:
    """`svg` is a whole document without outside references; `table` begins with its head row."""

    svg: str
    title: str
    table: list[list[str]]


def svg(spec: dict[str, Any], title: str, description: str) -> str:
    """A Vega-Lite specification drawn, with a title and description for those who listen."""
    _fonts()
    drawn = vl_convert.vegalite_to_svg(
        spec, config=CONFIG, format_locale=NUMBERS, allowed_base_urls=[]
    )
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return re.sub(r"(<svg\b[^>]*>)", lambda head: head[1] + words, drawn, count=1)


def png(drawn: str, ppi: int = 200) -> bytes:
    _fonts()
    return bytes(vl_convert.svg_to_png(drawn, ppi=ppi))


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FOLDER))
