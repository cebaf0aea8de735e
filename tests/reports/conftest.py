"""One small Đắk Lắk, and a unit of each level in it."""

from typing import Any

import pytest

from chungtay.lib.periods import parse_period
from chungtay.places.models import Unit

PERIOD = parse_period("2020-H1")


@pytest.fixture
def units(dak_lak: Any) -> dict[str, Unit]:
    """The unit of each level that has children: the province, a district, a commune, a hamlet."""
    province = dak_lak.unit
    below = Unit.objects.on(PERIOD.last_day).under(province)
    hamlet = below.hamlets().filter(residences__isnull=False).order_by("pk").first()
    assert hamlet is not None
    return {
        "province": province,
        "district": hamlet.district,
        "commune": hamlet.commune,
        "hamlet": hamlet,
    }
