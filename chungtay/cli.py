"""`chungtay …`: the one command line. A problem is told in one line and ends with code 2."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from chungtay.lib.problems import Problem


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:  # the framework reads its own words
        return _told(lambda: manage(words[1:]))
    chosen = arguments().parse_args(words)
    return _told(lambda: chosen.run(chosen))


def arguments() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="chungtay", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("serve", help="set up the database, build the demo once, serve")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    one.add_argument("--no-demo", action="store_true", help="serve an empty register")
    one.add_argument("--scale", type=float, default=1.0, help="size of the demo, 1 is the whole")
    one.set_defaults(run=serve)

    one = commands.add_parser("prepare", help="tables, units of the country, groups of the law")
    one.set_defaults(run=lambda _: prepare())

    one = commands.add_parser("demo", help="build localities of the source documents as records")
    one.add_argument("place", nargs="+", help="a name (dak-lak), all, or a YAML file")
    one.add_argument("--scale", type=float, default=1.0)
    one.add_argument("--start-over", action="store_true", help="remove what is there and rebuild")
    one.set_defaults(run=demo)

    one = commands.add_parser("figures", help="count the figures of a source document")
    one.add_argument("document", nargs="+", help="a document (dak-lak-2020-h1), all, or a file")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=figures)

    one = commands.add_parser("report", help="write a unit's report")
    one.add_argument("unit", help="a locality (dak-lak), a code (66) or a name")
    one.add_argument("period", help="2020-H1, 2020, 2020-Q2, …")
    one.add_argument("--out", required=True, type=Path, help="FILE.docx, .xlsx or .pdf")
    one.add_argument("--genre", default="", help="six-month, year, review, targets or plan")
    one.set_defaults(run=report)

    one = commands.add_parser("docs", help="write the generated pages of docs/")
    one.add_argument("--check", action="store_true", help="only say whether they are up to date")
    one.set_defaults(run=docs)

    commands.add_parser("manage", help="Django's own commands")
    return top


def _told(run) -> int:  # type: ignore[no-untyped-def]
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


def setup() -> None:
    """Starts Django on a database that answers; a fault of either is told as a Problem."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    import django
    from django.db import connection
    from django.db.utils import OperationalError

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        host = connection.settings_dict["HOST"] or "socket"
        raise Problem(
            f"Không kết nối được cơ sở dữ liệu ở {host}. Hãy kiểm tra DATABASE_URL.",
            f"Cannot connect to the database: {str(error).splitlines()[0]}",
        ) from error


def prepare() -> None:
    """Migrations, the country's units and the groups of the law. Safe to repeat."""
    setup()
    from django.core.management import call_command

    from chungtay.activities.actions import load_model_kinds
    from chungtay.children.actions import load_groups
    from chungtay.places.actions import load_country

    call_command("migrate", verbosity=0)
    load_country()
    load_groups()
    load_model_kinds()


def manage(words: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["chungtay manage", *words])
    return 0


def serve(chosen: argparse.Namespace) -> int:
    from chungtay.web.server import announce, free_port, run

    port = free_port(chosen.host, chosen.port)
    print("Đang chuẩn bị cơ sở dữ liệu… (Preparing the database…)", file=sys.stderr)
    prepare()
    if not chosen.no_demo:
        from chungtay.demo.build import build_named

        build_named("dak-lak", scale=chosen.scale)
    from chungtay.demo.accounts import password, to_try

    accounts = [(user.username, str(user.posts.first() or "")) for user in to_try()]
    announce(chosen.host, port, accounts, password() if accounts else "")
    return run(chosen.host, port)


def demo(chosen: argparse.Namespace) -> int:
    prepare()
    from chungtay.demo.build import build_named
    from chungtay.demo.places import known

    for place in known() if "all" in chosen.place else chosen.place:
        build_named(place, scale=chosen.scale, start_over=chosen.start_over)
    return 0


def figures(chosen: argparse.Namespace) -> int:
    prepare()
    from chungtay.demo.figures import print_figures

    return print_figures(chosen.document, as_json=chosen.json)


def report(chosen: argparse.Namespace) -> int:
    from chungtay.lib.periods import parse_period

    period = parse_period(chosen.period)
    prepare()
    from chungtay.demo.locality import locality_unit
    from chungtay.reports.documents import write

    unit = locality_unit(chosen.unit, period.last_day)
    write(unit, period, chosen.out, chosen.genre)
    print(chosen.out)
    return 0


def docs(chosen: argparse.Namespace) -> int:
    setup()
    from chungtay.web.reference import write_docs

    return write_docs(check=chosen.check)


if __name__ == "__main__":
    sys.exit(main())
