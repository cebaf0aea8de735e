"""Pieces of a Word page that python-docx has no words for."""

from typing import Any
from xml.sax.saxutils import escape

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor

from chungtay.reports.layout import Cell, Column, Row, Table, shown

SERIF = "Times New Roman"


def plain_styles(document: Any) -> None:
    """Times New Roman 14, black, justified, 6 pt apart; headings only bold, the third sloped."""
    normal = document.styles["Normal"]
    _serif(normal, 14)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.alignment = ALIGN.JUSTIFY
    language = f'<w:lang {nsdecls("w")} w:val="vi-VN" w:eastAsia="vi-VN"/>'
    normal.element.get_or_add_rPr().append(parse_xml(language))
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _serif(heading, 14)
        heading.font.bold = True
        heading.font.italic = level == 3
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.space_after = Pt(6)
        heading.paragraph_format.first_line_indent = Mm(10)


def _serif(style: Any, size: float) -> None:
    style.font.name, style.font.size = SERIF, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), SERIF)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def line(
    where: Any,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    align: Any = ALIGN.LEFT,
    before: float = 0,
    after: float = 6,
) -> Any:
    """A line of text in a paragraph, or in a new paragraph of a document or cell."""
    paragraph = _fresh(where)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _fresh(where: Any) -> Any:
    if not hasattr(where, "add_paragraph"):
        return where
    paragraphs = where.paragraphs
    first_of_cell = hasattr(where, "_tc") and len(paragraphs) == 1 and not paragraphs[0].runs
    return paragraphs[0] if first_of_cell else where.add_paragraph()


def add_rule(where: Any, *, inset: Length) -> None:
    """A ruled line, drawn as the top border of an empty paragraph set in from both sides."""
    paragraph = line(where, "", size=4, before=3, after=6)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    border = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    _set_in(paragraph, f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>")


def _set_in(paragraph: Any, xml: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(xml), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def add_page_number(paragraph: Any) -> None:
    paragraph.alignment = ALIGN.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def numbered_from(section: Any, first: int) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="{first}"/>')
    properties.find(qn("w:pgMar")).addnext(numbering)


def columns_without_borders(document: Any, *widths: Length, rows: int = 1) -> list[Any]:
    """The cells, row by row, of a table that shows no lines; no row breaks over a page."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{_NONE}</w:tblCellMar>"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return [row.cells for row in table.rows]


_NONE = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'


def add_grid(document: Any, table: Table, width: Length, *, size: float) -> None:
    """A ruled table; written as text at once, as cell by cell takes seconds for 200 rows."""
    whole = sum(column.width for column in table.columns)
    widths = [round(width.twips * column.width / whole) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = Row(tuple(column.title for column in table.columns), bold=True)
    rows = [_row(head, table.columns, widths, size, head=True)]
    rows += [_row(row, table.columns, widths, size) for row in table.rows]
    xml = f"<w:tbl {nsdecls('w')}>{_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{s} w:val="single" w:sz="4" w:color="000000"/>' for s in _SIDES)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_PROPERTIES = (
    f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}'
    f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
)


def _row(
    row: Row, columns: tuple[Column, ...], widths: list[int], size: float, head: bool = False
) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    cells = "".join(
        _cell(cell, "center" if head else "left" if column.words else "right", w, size, row.bold)
        for cell, column, w in zip(row.cells, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, align: str, width: int, size: float, bold: bool) -> str:
    looks = f'{"<w:b/>" if bold else ""}<w:sz w:val="{round(2 * size)}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(shown(cell))}</w:t></w:r>'
        "</w:p></w:tc>"
    )
