"""A search of the register under row security, as the role that answers requests, against the
same search without it: as the owner of the tables, in statements of its own with the same words,
the same ways to write them and the same order. The first 250 names, from a commune to the nation.
"""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.databases import BUILT, built, web_address
from bench.pages import AT_HOME
from bench.search import born, condition
from bench.timing import in_turn, line

SEARCHES = ("gia bao", "h linh", "nguyen", "nguyen van an 2012")
MOST = 250  # as the page asks (web/register.py), and one more
FIRST = f"SELECT access.nearest(%s, %s, %s, %s, 'ten', {MOST})"
BARE = "SELECT c.id " + AT_HOME + "ORDER BY {order}c.sort_key, c.id " + f"LIMIT {MOST + 1}"
KEYS = ("ours_s", "floor_s", "rows")
DAY = "2020-06-30"
ROLE = {"xa": "commune_officer", "huyen": "district_officer", "tinh": "province_officer"}


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = built()
    from chungtay.cli import setup

    setup()
    from django.db import connection

    from chungtay.people.models import User

    with psycopg.connect(web_address(BUILT)) as web, connection.cursor() as owner:
        for level in ("xa", "huyen", "tinh", "nuoc"):
            person = User.objects.get(username=f"daklak.{'tinh' if level == 'nuoc' else level}")
            if level == "nuoc":
                person = _of_the_nation(person)
            unit = person.posts.get(role=ROLE.get(level, ROLE["tinh"])).unit
            web.execute("SELECT set_config('chungtay.person', %s, false)", [str(person.pk)])
            told = []
            for words in SEARCHES:
                told.append(_measure(f"access: {level}, {words}", words.split(), unit, web, owner))
                yield told[-1]
            ours, floor, rows = (sum(one[key] for one in told) for key in KEYS)
            yield line(f"access: {level}, all", ours, floor, rows)


def _of_the_nation(province: Any) -> Any:
    """Somebody with a post for the whole country, working as of the same day."""
    from chungtay.people.models import Post, User
    from chungtay.places.models import Level, Unit

    day = province.works_as_of
    person, new = User.objects.get_or_create(
        username="bench.nuoc", defaults={"works_as_of": day, "invented": True}
    )
    if new:
        unit = Unit.objects.on(day).get(level=Level.NATION)
        held = province.posts.get(role=ROLE["tinh"])
        Post.objects.create(person=person, role=held.role, unit=unit, period=held.period)
    return person


def _measure(name: str, words: list[str], unit: Any, web: Any, owner: Any) -> dict[str, Any]:
    from chungtay.children.finding import wanted

    asked = wanted(" ".join(words))
    given = [Jsonb(asked), unit.pk, DAY, ""]
    told = {
        "found": "".join(map(condition, asked["words"])) + "".join(map(born, asked["years"])),
        "under": f"c.{unit.ancestor_field}_id = {unit.pk}" if unit.ancestor_field else "true",
        "order": _whole_words_first(asked["whole"]),
    }

    def ours() -> list[Any]:
        return [row[0] for row in web.execute(FIRST, given).fetchall()]

    def bare() -> list[Any]:
        owner.execute(BARE.format(**told))
        return [row[0] for row in owner.fetchall()]

    assert ours() == bare(), name
    return in_turn(name, ours, bare, rows=len(ours()), times=21)


def _whole_words_first(words: list[str]) -> str:
    whole = " AND ".join(f"c.search_text LIKE '%{word}%'" for word in words)
    return f"CASE WHEN {whole} THEN 1 ELSE 2 END, " if words else ""
