"""Two hundred searches as officers type them, at a commune, a district and a province of 492,832
children: the reviewed functions as the role that answers requests, against bare SQL as the owner
of the tables; and the whole page, with words sent by POST and the redirect followed.

`ours_s` and `floor_s` are the 95th percentiles."""

import os
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from statistics import quantiles
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.databases import BUILT, built, warmed, web_address
from bench.pages import AT_HOME
from bench.timing import line, seconds

COUNT = 200
DAY = "2020-06-30"
ROLE = {"xa": "commune_officer", "huyen": "district_officer", "tinh": "province_officer"}
# What stands beside the names on the page is not measured: both find who they are.
BARE_COUNT = "SELECT count(*) FROM (SELECT " + AT_HOME + " LIMIT 251) x"
BARE_PAGE = "SELECT c.id " + AT_HOME + " ORDER BY c.sort_key, c.id LIMIT 50"
# Of ten searches: whole names, parts with a year, a beginning, initials, the family name last.
SHAPES = (
    "{family} {middle} {given}", "{given} {year}", "{middle} {given}", "{family} {given} {year}",
    "{given} {family}", "{family} {begins}", "{initials} {year}", "{letters} {given}", "{given}",
    "{given} {middle}",
)  # fmt: skip


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = built()
    from chungtay.cli import setup

    setup()
    from django.db import connection

    from chungtay.people.models import User

    warmed(BUILT)
    with psycopg.connect(web_address(BUILT)) as web, connection.cursor() as owner:
        for level in ROLE:
            person = User.objects.get(username=f"daklak.{level}")
            unit = person.posts.get(role=ROLE[level]).unit
            web.execute("SELECT set_config('chungtay.person', %s, false)", [str(person.pk)])
            typed = queries(owner, unit)
            yield _found(level, typed, unit, web, owner)
            yield _pages(level, typed[::4], person)


def queries(owner: Any, unit: Any) -> list[str]:
    """Drawn from the names of the unit's own children, the same in every run."""
    from chungtay.lib.vietnamese import fold

    owner.execute(
        "SELECT c.full_name, extract(year FROM c.birth_date)::int "
        + AT_HOME.format(under=_under(unit), found="")
        + " ORDER BY md5(c.sort_key || c.birth_date) LIMIT %s",
        [COUNT],
    )
    told = owner.fetchall()
    made = [_typed(shape, fold(name), year) for (name, year), shape in zip(told, cycle(SHAPES))]
    with_marks = [name for name, _year in islice(told, 0, None, 10)]
    return made[: COUNT - len(with_marks)] + with_marks


def _typed(shape: str, name: str, year: int) -> str:
    family, *middle, given = name.split() if " " in name else [name, name]
    letters = [part[0] for part in (family, *middle)]
    told = {"family": family, "middle": " ".join(middle), "given": given, "year": year}
    told |= {"begins": given[:2], "initials": "".join([*letters, given[0]])}
    return " ".join(shape.format(letters=" ".join(letters), **told).split())


def _under(unit: Any) -> str:
    return f"c.{unit.ancestor_field}_id = {unit.pk}"


def _found(level: str, typed: list[str], unit: Any, web: Any, owner: Any) -> dict[str, Any]:
    from chungtay.children.finding import wanted

    def ours(words: str) -> None:
        given = [Jsonb(wanted(words)), unit.pk, DAY, ""]
        first = "SELECT access.nearest(%s, %s, %s, %s, 'ten', 250)"
        web.execute(first, given).fetchall()

    def bare(words: str) -> None:
        found = "".join(condition(word) for word in wanted(words)["words"])
        found += "".join(born(year) for year in wanted(words)["years"])
        for asked in (BARE_COUNT, BARE_PAGE):
            owner.execute(asked.format(under=_under(unit), found=found))
            owner.fetchall()

    pairs = [
        (seconds(partial(ours, one)), seconds(partial(bare, one))) for one in [*typed[:20], *typed]
    ][20:]
    took, floor = (p95([pair[n] for pair in pairs]) for n in (0, 1))
    return line(f"search: {level}, p95 of {len(typed)}", took, floor, len(typed))


def condition(word: Any) -> str:
    ways = " OR ".join(f"c.search_text LIKE '%{one}%'" for one in word["has"])
    return f" AND ({ways})"


def born(year: int) -> str:
    return f" AND c.birth_date >= '{year}-01-01' AND c.birth_date < '{year + 1}-01-01'"


def _pages(level: str, typed: list[str], person: Any) -> dict[str, Any]:
    """The page that answers, and beside it the whole round of POST, redirect and page."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(person)

    def page(address: str) -> None:
        assert client.get(address).status_code == 200

    def round_of(words: str) -> tuple[float, float]:
        sent: list[Any] = []
        posted = seconds(lambda: sent.append(client.post("/tre-em/", {"q": words})))
        return posted, seconds(lambda: page(sent[0]["Location"]))

    rounds = [round_of(words) for words in [typed[0], *typed]]
    took = p95([shown for _posted, shown in rounds[1:]])
    whole = p95([posted + shown for posted, shown in rounds[1:]])
    return {
        "name": f"search: {level}, p95 of the page", "ours_s": round(took, 4),
        "with_post_s": round(whole, 4), "limit_s": 0.15, "rows": len(typed),
    }  # fmt: skip


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
