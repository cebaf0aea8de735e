"""The database folds as Python does, so that what is typed finds what is stored."""

import pytest

from chungtay.fund.models import Donor
from chungtay.lib.searched import _LETTERS
from chungtay.lib.vietnamese import fold

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    ["Đặng H’Linh", "Ê Đê's", "M'nông", "ƀuôn Čư", "Ức Ừ Ự Ỹ Ỵ ẴẶ ĐÐđ", "Ho\u0301a", "CÔNG TY 68"],
)
def test_the_key_is_the_folded_name(name: str) -> None:
    made = Donor.objects.create(name=name, kind="firm")
    made.refresh_from_db()
    assert made.search_key == fold(name)


def test_every_letter_folds_alike() -> None:
    single = "".join(letter for letter in _LETTERS if len(fold(letter)) == 1)
    for start in range(0, len(single), 100):
        part = single[start : start + 100]
        made = Donor.objects.create(name=part, kind="firm")
        made.refresh_from_db()
        assert made.search_key == fold(part)


def test_a_bulk_write_is_found_too() -> None:
    Donor.objects.bulk_create([Donor(name="Cơ quan Thử Nghiệm", kind="agency")])
    assert Donor.objects.filter(search_key__contains=fold("thử nghiệm")).exists()
