"""The report as PDF: the same content, set by report.typ in fonts of our own."""

import json
from importlib.resources import files
from typing import Any

import typst

from chungtay.reports.fonts import FOLDER
from chungtay.reports.layout import Annex, Report, Section, Table, shown


def written(report: Report) -> bytes:
    """Typst reads the words as data, so that no name of a unit can be taken for mark-up."""
    layout: Any = files("chungtay.reports").joinpath("report.typ").read_bytes()
    made: bytes = typst.compile(
        layout,
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_data(report), ensure_ascii=False)},
    )
    return made


def _data(report: Report) -> dict[str, Any]:
    office = report.office
    return {
        "parent": office.parent,
        "issuer": office.issuer,
        "name": office.name,
        "number": report.number,
        "day": report.day,
        "kind": report.kind,
        "subject": report.subject,
        "bases": report.bases,
        "opening": report.opening,
        "sections": [_section(section) for section in report.sections],
        "recipients": office.recipients,
        "position": office.position,
        "closing": report.closing,
        "signer": report.signer,
        "annexes": [_annex(annex) for annex in report.annexes],
        "grounded": report.grounded,
        "footer": report.footer,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "level": section.level,
        "paragraphs": section.paragraphs,
        "table": _annex(section.table) if section.table else None,
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "number": annex.number,
        "title": annex.title,
        "table": _table(annex.table),
        "note": annex.note,
        "landscape": annex.landscape,
        "picture": annex.picture,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [
            {"title": column.title, "width": column.width, "words": column.words}
            for column in table.columns
        ],
        "rows": [
            {"bold": row.bold, "cells": [shown(cell) for cell in row.cells]} for row in table.rows
        ],
    }
