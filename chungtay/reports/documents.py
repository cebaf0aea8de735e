"""Writes a unit's document of any genre as Word, Excel or PDF."""

import os
from pathlib import Path

from chungtay.lib.periods import Period
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit
from chungtay.reports.genres import GENRES, named, usual
from chungtay.reports.writers import rendered, writer

__all__ = ["GENRES", "render", "write"]


def render(unit: Unit, period: Period, kind: str, genre: str = "") -> bytes:
    """The document as a file's bytes; `kind` is docx, xlsx or pdf, `genre` one of GENRES, empty
    for the usual one of the period. Raises Problem for another kind or genre."""
    return rendered(named(genre or usual(period)).content(unit, period), kind)


def write(unit: Unit, period: Period, out: Path, genre: str = "") -> None:
    """Writes the report to `out`, its kind by the suffix; the file appears whole or not at all.

    Raises Problem for an unknown suffix or genre, a folder that is not there, a place that refuses.
    """
    kind = out.suffix.lower().lstrip(".")
    writer(kind)
    named(genre or usual(period))
    if not out.parent.is_dir():
        raise Problem(
            f"Không có thư mục “{out.parent}”. Hãy tạo thư mục trước.",
            f"There is no folder “{out.parent}”. Make it first.",
        )
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        made.touch()  # refuses at once, before the counting
        made.write_bytes(render(unit, period, kind, genre))
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
