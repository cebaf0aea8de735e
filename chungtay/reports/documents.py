"""Writes a unit's report as Word, Excel or PDF."""

import os
from collections.abc import Callable
from pathlib import Path

from chungtay.lib.periods import Period
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit
from chungtay.reports import excel, pdf, word
from chungtay.reports.content import content
from chungtay.reports.layout import Report

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "docx": word.written,
    "xlsx": excel.written,
    "pdf": pdf.written,
}


def render(unit: Unit, period: Period, kind: str) -> bytes:
    """The report as a file's bytes; `kind` is docx, xlsx or pdf. Raises Problem for another."""
    return _writer(kind)(content(unit, period))


def _writer(kind: str) -> Callable[[Report], bytes]:
    if kind not in WRITERS:
        raise Problem(
            f"Không viết được báo cáo dạng “{kind}”. Hãy chọn .docx, .xlsx hoặc .pdf.",
            f"A report cannot be written as “{kind}”. Choose .docx, .xlsx or .pdf.",
        )
    return WRITERS[kind]


def write(unit: Unit, period: Period, out: Path) -> None:
    """Writes the report to `out`, its kind by the suffix; the file appears whole or not at all.

    Raises Problem for an unknown suffix, a folder that is not there, a place that refuses.
    """
    kind = out.suffix.lower().lstrip(".")
    _writer(kind)
    if not out.parent.is_dir():
        raise Problem(
            f"Không có thư mục “{out.parent}”. Hãy tạo thư mục trước.",
            f"There is no folder “{out.parent}”. Make it first.",
        )
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        made.touch()  # refuses at once, before the counting
        made.write_bytes(render(unit, period, kind))
        made.replace(out)
    except OSError as error:
        raise _refused(out, error) from error
    finally:
        _removed(made)


def _removed(made: Path) -> None:
    try:
        made.unlink(missing_ok=True)
    except OSError:
        return  # it could never be made: what refused has been told


def _refused(out: Path, error: OSError) -> Problem:
    return Problem(
        f"Không ghi được báo cáo vào “{out}”: {error.strerror or error}.",
        f"The report could not be written to “{out}”: {error.strerror or error}.",
    )
