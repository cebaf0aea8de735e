"""The report as a Word document in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

The sizes are those of the decree's annex as commonly reprinted; the annex itself has not been
read in the official text (confidence M).
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from chungtay.reports.layout import Annex, Report, Section
from chungtay.reports.theme import png
from chungtay.reports.word_parts import (
    add_grid,
    add_page_number,
    add_rule,
    columns_without_borders,
    line,
    numbered_from,
    plain_styles,
)

LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
SHORT, LONG = Mm(210), Mm(297)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def written(report: Report) -> bytes:
    document = Document()
    plain_styles(document)
    document.core_properties.title = f"{report.kind.capitalize()} {report.subject}"
    document.core_properties.author = report.office.name
    _page(document.sections[0], landscape=False)
    _numbers(document.sections[0], report.footer)
    _head(document, report)
    _body(document, report)
    _foot(document, report)
    for annex in report.annexes:
        _annex(document, report, annex)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(section: Any, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = Mm(10)


def _numbers(section: Any, footer: str) -> None:
    """Page number in the middle of the top margin, none on the first page."""
    section.different_first_page_header_footer = True
    add_page_number(section.header.paragraphs[0])
    for foot in (section.footer, section.first_page_footer):
        line(foot.paragraphs[0], footer, size=10, italic=True, align=ALIGN.CENTER, after=0)


def _head(document: Any, report: Report) -> None:
    (left, right), (number, day) = columns_without_borders(document, Mm(62), Mm(103), rows=2)
    for text in report.office.parent:
        line(left, text, size=12, align=ALIGN.CENTER, after=0)
    for text in report.office.issuer:
        line(left, text, size=12, bold=True, align=ALIGN.CENTER, after=0)
    add_rule(left, inset=Mm(20))
    line(right, MOTTO[0], size=12, bold=True, align=ALIGN.CENTER, after=0)
    line(right, MOTTO[1], size=13, bold=True, align=ALIGN.CENTER, after=0)
    add_rule(right, inset=Mm(23))
    line(number, report.number, size=13, align=ALIGN.CENTER, after=0)
    line(day, report.day, size=13, italic=True, align=ALIGN.CENTER, after=0)


def _body(document: Any, report: Report) -> None:
    line(document, report.kind, bold=True, align=ALIGN.CENTER, before=18, after=0)
    line(document, report.subject, bold=True, align=ALIGN.CENTER, after=0)
    add_rule(document, inset=Mm(62))
    for text in report.bases:
        _prose(document, text, italic=True)
    if report.opening:
        _prose(document, report.opening)
    for section in report.sections:
        _section(document, section)
    if report.closing:
        _prose(document, report.closing)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page with signature only


def _section(document: Any, section: Section) -> None:
    document.add_paragraph(section.title, style=f"Heading {section.level}")
    for text in section.paragraphs:
        _prose(document, text)
    if section.table:
        _table(document, section.table)


def _prose(document: Any, text: str, *, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).italic = italic or None
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _table(document: Any, held: Annex) -> None:
    """A table within the text, under its own title; its picture follows."""
    if held.title:
        named = f"{held.number}. {held.title}"
        title = line(document, named, size=13, bold=True, align=ALIGN.CENTER)
        title.paragraph_format.keep_with_next = True
    add_grid(document, held.table, Mm(165), size=11)
    line(document, held.note, size=11 if held.note else 4, italic=True, before=4, after=6)
    if held.picture:
        _picture(document, held.picture)


def _picture(document: Any, drawn: str) -> None:
    document.add_picture(BytesIO(png(drawn)), width=Mm(150))
    document.paragraphs[-1].alignment = ALIGN.CENTER


def _foot(document: Any, report: Report) -> None:
    """Recipients on the left; on the right the position, and room to sign above the name."""
    line(document, "", size=6, after=0).paragraph_format.keep_with_next = True
    ((left, right),) = columns_without_borders(document, Mm(82), Mm(83))
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, after=0)
    for text in report.office.recipients:
        line(left, text, size=11, after=0)
    for text in report.office.position:
        line(right, text, size=13, bold=True, align=ALIGN.CENTER, after=0)
    for _ in range(5):
        line(right, "", size=13, after=0)
    if report.signer:
        line(right, report.signer, size=13, bold=True, align=ALIGN.CENTER, after=0)


def _annex(document: Any, report: Report, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _page(section, landscape=annex.landscape)
    numbered_from(section, 1)  # each annex is numbered on its own
    line(document, annex.number, bold=True, align=ALIGN.CENTER, after=0)
    line(document, annex.title.upper(), bold=True, align=ALIGN.CENTER, after=0)
    line(document, report.grounded, size=13, italic=True, align=ALIGN.CENTER, after=8)
    if annex.picture:
        _picture(document, annex.picture)
    add_grid(document, annex.table, Mm(252 if annex.landscape else 165), size=11)
    line(document, annex.note, size=11, italic=True, before=Pt(6).pt, after=0)
