"""Keeping how a person likes to see a list."""

from collections.abc import Iterable

from django.db import transaction

from chungtay.lib.problems import Problem
from chungtay.people.models import SavedView, ShownColumns, User
from chungtay.people.trail import note

MOST = 20  # links over a list


@transaction.atomic
def save_view(page: str, name: str, query: str, *, by: User) -> SavedView:
    """Keeps the filters under the name; a view of that name now shows these. Raises Problem."""
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Problem(
            "Hãy đặt tên cho cách xem, không quá 60 chữ cái.",
            "Give the view a name of at most 60 letters.",
        )
    others = SavedView.objects.filter(person=by, page=page).exclude(name=name)
    if others.count() >= MOST:
        raise Problem(
            f"Đã có {MOST} cách xem. Hãy xóa bớt một cách rồi lưu.",
            f"There are {MOST} views already. Remove one first.",
        )
    view, _new = SavedView.objects.update_or_create(
        person=by, page=page, name=name, defaults={"query": query}
    )
    note("save_view", f"savedview:{view.pk}", by=by.username, details={"page": page})
    return view


@transaction.atomic
def remove_view(page: str, key: int, *, by: User) -> None:
    """Raises SavedView.DoesNotExist for another person's view, which tells nothing of it."""
    view = SavedView.objects.get(person=by, page=page, pk=key)
    note("remove_view", f"savedview:{view.pk}", by=by.username, details={"page": page})
    view.delete()


@transaction.atomic
def choose_columns(page: str, columns: Iterable[str], *, by: User) -> None:
    ShownColumns.objects.update_or_create(person=by, page=page, defaults={"columns": list(columns)})
    note("choose_columns", f"page:{page}", by=by.username)
