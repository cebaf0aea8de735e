"""The open work of a post as a page shows it: how much, and where it is read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chungtay.cases.handover import open_work
from chungtay.people.models import Post
from chungtay.people.roles import Permission
from chungtay.web.desk import Desk
from chungtay.web.kinds import KINDS

LISTS = {"cases": "vu-viec", "notices": "thong-bao", "tasks": "nhiem-vu", "drafts": "ke-hoach"}


@dataclass(frozen=True)
class Line:
    title: Any
    count: int
    address: str


def links(post: Post, here: Desk) -> list[Line]:
    """Each kind of work that the desk may count, and where it may be opened its list."""
    work = [one for one in open_work(post, here.day) if one.code in _counted(post, here)]
    return [Line(one.title, one.count, _address(one.code, post, here)) for one in work]


def _counted(post: Post, here: Desk) -> set[str]:
    """An administrator's post counts no records: the database shows it none."""
    over = here.over(post.unit)
    lists = {code for code, slug in LISTS.items() if KINDS[slug].may_read(over)}
    of_children = here.may_at(post.unit, Permission.CHILDREN)
    return lists | ({"children", "named"} if of_children else set())


def _address(code: str, post: Post, here: Desk) -> str:
    over = here.over(post.unit)
    if code == "children" and here.may_at(post.unit, Permission.CHILDREN):
        return f"{reverse('children')}?don-vi={post.unit_id}"
    slug = LISTS.get(code)
    if slug and KINDS[slug].may_read(over):
        return f"{reverse('records', args=[slug])}?don-vi={post.unit_id}"
    return ""
