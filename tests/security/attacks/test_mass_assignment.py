"""Fields that a form does not show, sent along; records out of reach, named by their key."""

from typing import Any

import pytest

from chungtay.children.models import Child
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.kinds import KINDS
from tests.security.attacks.conftest import nothing_changed, state
from tests.web.conftest import Register
from tests.web.records import MAKE
from tests.web.test_record_forms import ENTRIES, officer, shown

ALSO = {
    "id": "1", "pk": "1", "_state": "x", "invented": "on", "search_key": "x", "sort_key": "x",
    "is_superuser": "on", "is_staff": "on", "is_active": "", "password": "x",
    "works_as_of": "1/1/2000", "by": "x", "verb": "x", "at": "x", "created_by": "1",
    "uploaded_by": "1", "confidence": "official", "user_permissions": "1", "groups": "1",
    "unit_id": "1", "child_id": "1", "person_id": "1",
}  # fmt: skip


def extra(model: Any, form: Any) -> dict[str, str]:
    """Every column that the form does not show, with a value of another."""
    names = [name for field in model._meta.concrete_fields for name in (field.name, field.attname)]
    return {name: "7" for name in names if name not in form.fields} | {
        name: value for name, value in ALSO.items() if name not in form.fields
    }


@pytest.mark.parametrize("slug", MAKE)
def test_a_form_keeps_what_it_shows_and_no_more(tiny: Register, slug: str) -> None:
    model, client = KINDS[slug].model, officer(tiny)
    record = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    path = f"/ho-so/{slug}/{record.pk}/sua/"
    page = client.get(path)
    assert page.status_code == 200
    # As the form itself keeps it (or refuses a row of the demo's kind), before anything is added.
    alone = client.post(path, shown(page)).status_code
    assert alone in (302, 400)
    before, page = state(), client.get(path)
    form = page.context["form"]
    answer = client.post(path, {**shown(page), **extra(model, form)})
    assert answer.status_code == alone, form.errors
    after = state()
    assert {table for table in before if before[table] != after[table]} == set()


def choices(page: Any) -> list[str]:
    fields = page.context["form"].fields
    return [name for name, field in fields.items() if isinstance(field, ChooseField)]


def key_elsewhere(field: Any, far: Unit) -> Any:
    """A record of another province that the field could name, if there is one."""
    child = Child.objects.filter(residences__unit=far).get()
    return {
        "UnitFinder": far,
        "ChildFinder": child,
        "HouseholdFinder": child.residences.get().household,
    }.get(type(field.finder).__name__)


@pytest.mark.parametrize("slug", ENTRIES)
def test_a_record_out_of_reach_is_not_taken_by_its_key(
    tiny: Register, far: Unit, slug: str
) -> None:
    client = tiny.sign_in(tiny.commune)
    if not KINDS[slug].may_write(Post.objects.filter(person__username=last_user())):
        pytest.skip("not this officer's to write")
    entry = ENTRIES[slug]
    parent = entry.parent(tiny)
    opened = client.get(f"/ho-so/{slug}/them/", parent)
    query = "&".join(f"{key}={value}" for key, value in parent.items())
    good = {**shown(opened), **entry.typed(tiny)}
    for name in choices(opened):
        record = key_elsewhere(opened.context["form"].fields[name], far)
        if record is None:
            continue
        forged = {name: "x", f"{name}_ma": str(record.pk), f"{name}_la": "x"}
        with nothing_changed():
            answer = client.post(f"/ho-so/{slug}/them/?{query}", {**good, **forged})
            assert answer.status_code == 400, name
            assert "Bí Danh" not in answer.content.decode()


def last_user() -> str:
    return User.objects.order_by("-pk")[0].username


def test_a_child_keeps_what_its_form_does_not_show(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    child = Child.objects.filter(residences__unit=tiny.hamlet).order_by("pk")[0]
    path = f"/tre-em/{child.pk}/sua/"
    page = client.get(path)
    assert client.post(path, shown(page)).status_code == 302
    before, page = state(), client.get(path)
    client.post(path, {**shown(page), **extra(Child, page.context["form"])})
    assert state() == before


def test_an_officer_gives_no_post_above_the_own_unit(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    opened = client.get("/ho-so/can-bo/them/")
    given = {**shown(opened), **ENTRIES["can-bo"].typed(tiny)}
    forged = {"role": Role.PROVINCE_OFFICER, "unit": "x", "unit_la": "x"}
    for unit in (tiny.province, tiny.sibling):
        with nothing_changed():
            data = {**given, **forged, "unit_ma": str(unit.pk)}
            assert client.post("/ho-so/can-bo/them/", data).status_code in (400, 403)
    above = Post.objects.filter(unit__in=(tiny.province, tiny.sibling))
    assert not above.filter(role=Role.PROVINCE_OFFICER).exists()
