"""The register's list with a search, through the whole middleware, against the same list in bare
SQL plus an empty view through the same middleware."""

import os
from collections.abc import Iterator
from gzip import decompress as gunzip
from typing import Any

from bench import records
from bench.databases import built
from bench.timing import in_turn

AT_HOME = """
FROM access.listed c
WHERE c.period @> date '2020-06-30' AND {under}
  AND c.birth_date > '2004-06-30' AND c.birth_date <= '2020-06-30' {found}
"""
LIST = (
    "SELECT c.id, c.full_name, c.birth_date, c.birth_precision, k.sex, c.unit_id, r.household_id "
    "FROM (SELECT * " + AT_HOME + " ORDER BY {order}c.sort_key, c.id LIMIT 50) c "
    "JOIN children_child k ON k.id = c.id JOIN children_residence r ON r.id = c.residence_id "
    "ORDER BY {order}c.sort_key, c.id"
)
COUNT = "SELECT count(*) " + AT_HOME
BESIDE = (
    "SELECT * FROM children_circumstance e JOIN children_group g ON g.code = e.group_id "
    "WHERE e.child_id = ANY(%(ids)s) AND e.period @> date '2020-06-30'",
    "SELECT * FROM children_guardian WHERE child_id = ANY(%(ids)s) AND period @> date '2020-06-30'",
    "SELECT * FROM children_poverty WHERE household_id = ANY(%(homes)s) "
    "AND period @> date '2020-06-30'",
    "SELECT * FROM places_unit WHERE id = ANY(%(units)s)",
)
SEARCHES = {"pages: list": "", "pages: search gia bao": "gia bao", "pages: search h linh": "h linh"}


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = built()
    from chungtay.cli import setup

    setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from chungtay.demo.models import Locality
    from chungtay.people.models import User

    # Not the test environment: it copies the context of every template that is rendered.
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(User.objects.get(username="daklak.tinh"))
    province = Locality.objects.get(code="dak-lak").unit_id

    def bare(words: str) -> None:
        empty = client.get("/trong/")
        assert empty.status_code == 200
        found = "".join(f" AND c.search_text LIKE '%{word}%'" for word in words.split())
        said = {"found": found, "under": f"c.province_id = {province}", "order": ""}
        with connection.cursor() as cursor:
            cursor.execute(LIST.format(**said))
            rows = cursor.fetchall()
            cursor.execute(COUNT.format(**said))
            keys = {
                "ids": [row[0] for row in rows],
                "units": [row[5] for row in rows],
                "homes": [row[6] for row in rows],
            }
            for statement in BESIDE:
                cursor.execute(statement, keys)
                cursor.fetchall()

    def page(words: str) -> int:
        answer = client.get(address[words])
        assert answer.status_code == 200
        return gunzip(answer.content).count(b"<tr") - 1

    address = {words: _address(client, words) for words in SEARCHES.values()}
    with_empty_view()
    for name, words in SEARCHES.items():
        yield in_turn(
            name, lambda w=words: page(w), lambda w=words: bare(w), rows=page(words), times=15
        )
    yield from records.measures(client)


def _address(client: Any, words: str) -> str:
    """Of the page that answers: words are sent by POST and stand in no address."""
    return str(client.post("/tre-em/", {"q": words})["Location"])


def with_empty_view() -> None:
    """Adds an address that answers nothing, to time what Django itself takes."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from chungtay import urls

    def nothing(_: HttpRequest) -> HttpResponse:
        return HttpResponse()

    urls.urlpatterns.append(path("trong/", nothing))
