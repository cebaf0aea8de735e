"""A search of the register under row security, as the role that answers requests, against the
same search without it: a page of 50 and the count, for scopes from a commune to the nation."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.databases import BUILT, built, web_address
from bench.pages import COUNT, LIST
from bench.timing import in_turn

SEARCHES = ("gia bao", "h linh", "nguyen", "nguyen van an 2012")
PAGE = """
SELECT c.id, c.full_name, c.birth_date, c.birth_precision, c.sex, r.unit_id, r.household_id
FROM children_child c
JOIN children_residence r ON r.child_id = c.id AND r.period @> date '2020-06-30'
WHERE c.id IN (SELECT access.find_children(%s, %s, %s, %s, 'ten', 0, 50)) ORDER BY c.sort_key, c.id
"""
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
            for words in SEARCHES:
                yield _measure(f"access: {level}, {words}", words.split(), unit, web, owner)


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

    given = [Jsonb(wanted(" ".join(words))), unit.pk, DAY, ""]
    found = " ".join(_condition(word) for word in words)
    under = f"u.{unit.ancestor_field}_id = {unit.pk}" if unit.ancestor_field else "true"
    count, page = (
        one.replace("u.province_id = %(unit)s", under).format(found=found).replace("%%", "%")
        for one in (COUNT, LIST)
    )

    def ours() -> int:
        counted = web.execute(
            "SELECT access.count_children(%s, %s, %s, %s, NULL)", given
        ).fetchone()
        shown = web.execute(PAGE, given).fetchall()
        assert len(shown) == min(counted[0], 50)
        return int(counted[0])

    def bare() -> int:
        owner.execute(count)
        total = int(owner.fetchone()[0])
        owner.execute(page)
        assert len(owner.fetchall()) == min(total, 50)
        return total

    assert ours() == bare(), name
    return in_turn(name, ours, bare, rows=ours(), times=21)


def _condition(word: str) -> str:
    if word.isdigit():
        return f"AND c.birth_date >= '{word}-01-01' AND c.birth_date < '{int(word) + 1}-01-01'"
    return f"AND c.search_text LIKE '{f'% {word}' if len(word) == 1 else f'%{word}'}%'"
