"""The database of every test: the whole country's units and the groups of the law, then, for
the tests that ask for it, a small Đắk Lắk built by the same code that builds the large one."""

import gc
from typing import Any

import pytest

SCALE = 0.02


LONG = frozenset({"test_record_pages", "test_pages", "test_unit_change"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: a browser's requests are committed, and other tests count rows. The long
    ones of them come first, or one worker would be at them when the other has nothing left."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("journey") is not None,
            item.path.stem not in LONG,
        )
    )


def pytest_collection_finish() -> None:
    """Python's search for cycles need not go through the collected tests again and again: the
    database is built with a seventh less work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)


def pytest_unconfigure() -> None:
    """Or what ends with the program would be taken for lost."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _second_factor_relaxed() -> None:
    """As for the demo; tests of the second factor ask for it themselves."""
    from django.conf import settings

    settings.SECOND_FACTOR = "optional"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from chungtay.activities.actions import load_model_kinds
    from chungtay.children.actions import load_groups
    from chungtay.people.grants import grant
    from chungtay.places.actions import load_country

    with django_db_blocker.unblock():
        grant()
        load_country()
        load_groups()
        load_model_kinds()


@pytest.fixture(scope="session")
def small_dak_lak(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Any:
    """The locality at a fiftieth of its children, built once for the whole run."""
    from chungtay.demo.build import build_named

    with django_db_blocker.unblock():
        return build_named("dak-lak", scale=SCALE)


@pytest.fixture
def dak_lak(db: None, small_dak_lak: Any) -> Any:
    return small_dak_lak


@pytest.fixture
def new_events(db: None) -> Any:
    """The lines of the trail since the test began: what journeys wrote stays, as it must."""
    from chungtay.people.models import AuditEvent

    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return AuditEvent.objects.filter(pk__gt=last)
