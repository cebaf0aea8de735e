"""The log of the site: what went wrong and where in the code, never what somebody typed or read.

An address can bear a child's key, a query what was searched for, and the words of an error the
values of a row. None of them is written: a page stands by the pattern of its address, an error by
its type and the lines it went through.
"""

import logging
import traceback
from pathlib import Path
from typing import Any

OURS = ("chungtay", "_granian")  # loggers whose words are written by us, or by the server's start
ROOT = str(Path(__file__).resolve().parents[2])


class Nameless(logging.Formatter):
    """One line for a record, then a line for each step of its error."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {said(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *steps(error)])


def said(record: logging.LogRecord) -> str:
    """The request by its pattern; our own words; of any other record only where it was made."""
    request = getattr(record, "request", None)
    if request is not None:
        return f"{getattr(record, 'status_code', '-')} {method(request)} {pattern(request)}"
    if record.name.split(".")[0] in OURS:
        return str(record.msg)
    return f"{record.module}:{record.lineno}"


def method(request: Any) -> str:
    known = getattr(request, "method", None) or ""
    return known if known.isascii() and known.isalpha() and len(known) < 10 else "-"


def pattern(request: Any) -> str:
    """`tre-em/<uuid:pk>/`, and a dash for an address that no page has."""
    match = getattr(request, "resolver_match", None)
    return (match.route or "/") if match else "-"


def steps(error: BaseException | None) -> list[str]:
    """The types of an error and its causes, each with the lines it went through."""
    lines, seen = list[str](), set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.append(f"  {type(error).__module__}.{type(error).__qualname__}")
        for frame in traceback.extract_tb(error.__traceback__):
            file = frame.filename.removeprefix(ROOT).lstrip("/")
            lines.append(f"    {file}:{frame.lineno} {frame.name}")
        error = error.__cause__ or error.__context__
    return lines
