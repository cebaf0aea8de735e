"""Databases of the bench's own; the built one is kept between measures."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from chungtay.postgres import database_url
from chungtay.postgres.home import find_home

ROOT = Path(__file__).resolve().parents[1]
BUILT, EMPTY = "chungtay_bench", "chungtay_bench_floor"
SCALE = os.environ.get("CHUNGTAY_BENCH_SCALE", "1")


def address(name: str) -> str:
    return urlunsplit(urlsplit(database_url())._replace(path=f"/{name}"))


def web_address(name: str) -> str:
    """The same database for the role that answers requests."""
    asked = os.environ | {"CHUNGTAY_ROLE": "web"}
    asked.pop("DATABASE_URL", None) if "DATABASE_URL_WEB" not in asked else None
    found = subprocess.run(
        [sys.executable, "-m", "chungtay.postgres", "url"],
        cwd=ROOT,
        env=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    return urlunsplit(urlsplit(found.stdout.strip())._replace(path=f"/{name}"))


def fresh(name: str) -> str:
    """An empty database with the project's tables, units and groups."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    chungtay(name, "prepare")
    return address(name)


def built() -> str:
    """The bench's Đắk Lắk, built now unless an earlier measure has."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BUILT]).fetchone()
    if not there or not _has_locality():
        fresh(BUILT)
        chungtay(BUILT, "demo", "dak-lak", "--scale", SCALE)
    return address(BUILT)


def warmed(name: str) -> None:
    """Every page of the database read once, as the memory of a server in use holds them, and
    tidied as its nights leave it: a machine just started would be measured by its disk."""
    with psycopg.connect(address(name), autocommit=True) as asked:
        asked.execute("VACUUM")
        oid = asked.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()[0]
    for file in (find_home().data / "base" / str(oid)).iterdir():
        with file.open("rb", buffering=0) as pages:
            while pages.read(1 << 20):
                pass


def _has_locality() -> bool:
    with psycopg.connect(address(BUILT)) as built_one:
        if not built_one.execute("SELECT to_regclass('demo_locality')").fetchone()[0]:
            return False
        return bool(built_one.execute("SELECT 1 FROM demo_locality").fetchone())


def chungtay(name: str, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "chungtay.cli", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address(name)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
