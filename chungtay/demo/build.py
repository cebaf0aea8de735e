"""Builds a locality as records, in one transaction: a locality is whole or not there at all."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.utils import OperationalError
from tqdm import tqdm

from chungtay.demo import (
    accounts,
    aid,
    books,
    cases,
    child_friendly,
    events,
    gifts,
    hardship,
    health,
    keepers,
    offices,
    population,
    programmes,
    statements,
)
from chungtay.demo.carry_over import carry_over
from chungtay.demo.models import Locality
from chungtay.demo.offices import Offices
from chungtay.demo.places import Description, describe
from chungtay.demo.plan import Plan
from chungtay.demo.remove import remove
from chungtay.lib.folders import full_disk, var_folder
from chungtay.lib.problems import Problem

TABLES = (
    "places_unit", "people_user", "people_post", "children_household", "children_child",
    "children_residence", "children_guardian", "children_poverty", "children_circumstance",
    "support_grant", "support_support", "fund_benefit", "health_insurancecard",
    "health_measurement", "health_vaccination", "health_vitamina", "health_examination",
)  # fmt: skip


def build_named(name: str, *, scale: float = 1.0, start_over: bool = False) -> Locality:
    """The locality by code, document or file; built once, and told so when it stands already."""
    description = describe(name)
    _check_scale(scale)
    standing = Locality.objects.filter(code=description.code).first()
    if standing and not start_over:
        return _stands(standing, scale)
    began = time.monotonic()
    with _told_in_words(description):
        locality = build(description, scale=scale, replace=standing)
    print(
        f"Đã dựng {description.name} (tỷ lệ {scale:g}) trong {time.monotonic() - began:.0f} giây.",
        file=sys.stderr,
    )
    return locality


def build(description: Description, *, scale: float, replace: Locality | None = None) -> Locality:
    plan = Plan(description, scale)
    plan.check()
    with transaction.atomic():
        if replace:
            remove(replace)
        place = offices.settle(plan)
        with tqdm(
            total=_rows(plan), unit=" dòng", desc=description.name, disable=None, leave=False
        ) as progress:
            _write(plan, place, progress)
        locality = Locality.objects.create(
            code=description.code,
            unit=place.root,
            scale=scale,
            description=_plain(description.text),
        )
        accounts.open_accounts(plan, place)
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ANALYZE {table}")
    return locality


def _write(plan: Plan, place: Offices, progress: Any) -> None:
    """Records in the order they need one another: offices, work, children, aid, health, cases."""
    trained = offices.staff(plan, place)
    offices.watch_over(plan, place)
    offices.boards_and_plans(plan, place)
    events.hold(plan, place.root, place.communes, trained)
    programmes.run_models(plan, place)
    programmes.hold_events(plan, place)
    child_friendly.assess(plan, place)
    statements.state(plan, place)
    people = population.populate(plan, place.hamlets, progress)
    hard = hardship.burden(plan, people, progress)
    funds, donors = books.open_funds(plan, place), books.donors_of(plan)
    books.raised_before(plan, place.root, donors)
    given = aid.decide(plan, people, hard, progress)
    books.sponsor(plan, place, people, given)
    _serve(plan, place, Served(people, hard, given), progress)
    books.raise_funds(plan, funds, donors)
    if plan.later:
        offices_now, homes = carry_over(plan, place, people)
        offices.make_plans(plan.later, offices_now)
        after = aid.again(plan.later, homes, hard, given, progress)
        _serve(plan.later, offices_now, Served(homes, hard, after), progress)
        books.raise_funds(plan.later, funds, donors)
    health.look_after(plan, people, progress)
    keepers.name_officers(plan)


@dataclass(frozen=True)
class Served:
    people: population.Population
    hard: hardship.Hardship
    given: aid.Aid


def _serve(plan: Plan, place: Offices, served: Served, progress: Any) -> None:
    """What children received in a span of time, and what was found and asked."""
    people, hard, given = served.people, served.hard, served.given
    gained = books.spend(plan, place.root, people, hard, given, progress)
    aid.care(plan, people, given, gained, progress)
    gifts.give_gifts(plan, place, people, hard, given, progress)
    cases.find_cases(plan, people, hard)
    programmes.counsel(plan, place)


def _plain(text: dict[str, Any]) -> dict[str, Any]:
    """The file's content as JSON holds it: days as text."""
    return dict(json.loads(json.dumps(text, default=str)))


def _rows(plan: Plan) -> int:
    """About how many rows will be written, for the progress bar."""
    return round(plan.children * 6.9 + plan.at_risk * 1.06 + plan.special * 8)


def _check_scale(scale: float) -> None:
    if not 0 < scale <= 1:
        raise Problem(
            "Tỷ lệ --scale phải lớn hơn 0 và không quá 1.", "--scale must be over 0 and at most 1."
        )


def _stands(standing: Locality, scale: float) -> Locality:
    if standing.scale != scale:
        raise Problem(
            f"{standing.code} đã được dựng ở tỷ lệ {standing.scale:g}. "
            "Thêm --start-over để xóa và dựng lại.",
            f"{standing.code} stands at scale {standing.scale:g}; add --start-over to rebuild it.",
        )
    print(f"{standing.code} đã có sẵn (tỷ lệ {standing.scale:g}).", file=sys.stderr)
    return standing


@contextmanager
def _told_in_words(description: Description) -> Iterator[Any]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.DiskFull) or full_disk(var_folder()):
            raise Problem(
                f"Ổ đĩa đầy khi dựng {description.name}; chưa ghi gì. Hãy dọn chỗ rồi chạy lại.",
                "The disk is full; nothing was written. Make room and run again.",
            ) from error
        raise Problem(
            f"Mất kết nối cơ sở dữ liệu khi dựng {description.name}; chưa ghi gì, hãy chạy lại.",
            "The database went away; nothing was written, run again.",
        ) from error
    except KeyboardInterrupt:
        raise Problem(
            f"Đã dừng khi đang dựng {description.name}; chưa ghi gì, chạy lại lệnh để dựng từ đầu.",
            "Stopped; nothing was written. Run the command again to build from the start.",
        ) from None
