"""`chungtay …`: the one command line. A problem is told in one line and ends with code 2."""

import os
import sys
from collections.abc import Callable, Sequence

from chungtay.cli.starting import prepare, setup
from chungtay.cli.words import arguments
from chungtay.lib.problems import Problem

__all__ = ["main", "prepare", "setup"]


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:  # the framework reads its own words
        return _told(lambda: manage(words[1:]))
    chosen = arguments().parse_args(words)
    return _told(lambda: chosen.run(chosen))


def manage(words: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["chungtay manage", *words])
    return 0


def _told(run: Callable[[], int | None]) -> int:
    try:
        return run() or 0
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.\nStopped as asked.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(disk_problem(error), file=sys.stderr)
        return 2


def disk_problem(error: OSError) -> Problem:
    return Problem(
        f"Không đọc hoặc ghi được tệp: {error.strerror or error}"
        + (f" ({error.filename})." if error.filename else "."),
        f"A file could not be read or written: {error}",
    )
