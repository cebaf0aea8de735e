"""The kinds of file that a document can be written as."""

from collections.abc import Callable

from chungtay.lib.problems import Problem
from chungtay.reports import excel, pdf, word
from chungtay.reports.layout import Report

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "docx": word.written,
    "xlsx": excel.written,
    "pdf": pdf.written,
}


def rendered(report: Report, kind: str) -> bytes:
    return writer(kind)(report)


def writer(kind: str) -> Callable[[Report], bytes]:
    if kind not in WRITERS:
        raise Problem(
            f"Không viết được báo cáo dạng “{kind}”. Hãy chọn .docx, .xlsx hoặc .pdf.",
            f"A report cannot be written as “{kind}”. Choose .docx, .xlsx or .pdf.",
        )
    return WRITERS[kind]
