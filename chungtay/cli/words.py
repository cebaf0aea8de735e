"""The words of the command line."""

import argparse
import os
from pathlib import Path

from chungtay.cli import commands, duplicates
from chungtay.cli.starting import prepare

ABOUT = "The information system of local child protection and care work."


def arguments() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="chungtay", description=ABOUT)
    words = top.add_subparsers(required=True, metavar="COMMAND")

    one = words.add_parser("serve", help="set up the database, build the demo once, serve")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    one.add_argument("--no-demo", action="store_true", help="serve an empty register")
    one.add_argument("--scale", type=float, default=1.0, help="size of the demo, 1 is the whole")
    one.set_defaults(run=commands.serve)

    one = words.add_parser("prepare", help="tables, units of the country, groups of the law")
    one.set_defaults(run=lambda _: prepare())

    _work(words.add_parser("work", help="do the long work that people asked for, and the night's"))

    one = words.add_parser("demo", help="build localities of the source documents as records")
    one.add_argument("place", nargs="+", help="a name (dak-lak), all, or a YAML file")
    one.add_argument("--scale", type=float, default=1.0)
    one.add_argument("--start-over", action="store_true", help="remove what is there and rebuild")
    one.set_defaults(run=commands.demo)

    one = words.add_parser("figures", help="count the figures of a source document")
    one.add_argument("document", nargs="+", help="a document (dak-lak-2020-h1), all, or a file")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=commands.figures)

    _report(words.add_parser("report", help="write a unit's report"))

    _retention(words.add_parser("retention", help="remove what is past its time of keeping"))

    duplicates.words(words.add_parser("duplicates", help="find children registered twice"))

    one = words.add_parser("docs", help="write the generated pages of docs/")
    one.add_argument("--check", action="store_true", help="only say whether they are up to date")
    one.set_defaults(run=commands.docs)

    _audit(words.add_parser("audit", help="check the chain of the trail"))

    _keys(words.add_parser("keys", help="keys of what is sealed"))

    _copies(words)
    words.add_parser("manage", help="Django's own commands")
    return top


def _report(one: argparse.ArgumentParser) -> None:
    one.add_argument("unit", help="a locality (dak-lak), a code (66) or a name")
    one.add_argument("period", help="2020-H1, 2020, 2020-Q2, …")
    one.add_argument("--out", required=True, type=Path, help="FILE.docx, .xlsx or .pdf")
    one.add_argument("--genre", default="", help="six-month, year, review, targets or plan")
    one.set_defaults(run=commands.report)


def _work(one: argparse.ArgumentParser) -> None:
    one.add_argument("--with-parent", action="store_true", help="end with the standard input")
    one.set_defaults(run=commands.work)


def _retention(one: argparse.ArgumentParser) -> None:
    one.add_argument("--dry-run", action="store_true", help="only count and print (the default)")
    one.add_argument("--carry-out", action="store_true", help="remove what the dry run counted")
    one.add_argument("--expect", type=int, help="the number that the dry run printed")
    one.add_argument("--unit", default="", help="only what is this unit's: its code or name")
    one.add_argument("--rule", action="append", default=[], help="only this rule; may be repeated")
    one.add_argument("--decision", default="", help="number and day of the office's own decision")
    one.set_defaults(run=commands.retention)


def _copies(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`backup` and `restore`."""
    one = words.add_parser("backup", help="write the whole database to one sealed file")
    one.add_argument("file", type=Path)
    one.add_argument("--key", type=Path, help="file of a key; else the backup key of var/keys")
    one.set_defaults(run=commands.backup)

    one = words.add_parser("restore", help="bring a backup into an empty database")
    one.add_argument("file", type=Path)
    one.add_argument("--key", type=Path, help="file of the key it was written with")
    one.set_defaults(run=commands.restore)


def _keys(keys: argparse.ArgumentParser) -> None:
    """`keys status`, `keys rotate` and `keys forget`."""
    steps = keys.add_subparsers(required=True, metavar="STEP")
    one = steps.add_parser("status", help="how many values are sealed under each key")
    one.set_defaults(run=commands.key_status)
    one = steps.add_parser("rotate", help="a new key, and everything sealed anew under it")
    one.set_defaults(run=commands.rotate_keys)
    one = steps.add_parser("forget", help="take an old key, under which nothing stands, out")
    one.add_argument("id", help="as `keys status` prints it")
    one.set_defaults(run=commands.forget_key)


def _audit(audit: argparse.ArgumentParser) -> None:
    """`audit verify` and `audit head`."""
    steps = audit.add_subparsers(required=True, metavar="STEP")
    one = steps.add_parser("verify", help="find lines that were altered or removed; 1 if any")
    one.add_argument("--from", dest="first", default="", help="first day, 2026-11-01")
    one.add_argument("--to", dest="last", default="", help="last day")
    one.add_argument("--head", default="", help="a head once written down on paper")
    one.set_defaults(run=commands.verify)
    one = steps.add_parser("head", help="the last link, to write down on paper")
    one.set_defaults(run=commands.last_link)
