"""Who speaks for a child, and the one question that is always asked of them."""

from django.db import models


class Who(models.TextChoices):
    CHILD = "child", "chính trẻ"
    MOTHER = "mother", "mẹ"
    FATHER = "father", "cha"
    GUARDIAN = "guardian", "người giám hộ"
    COURT = "court", "người do Tòa án chỉ định"
    OTHER = "other", "người khác"


# Those who may exercise the rights of a child (L91/2025, Điều 24 khoản 2).
SPEAKS_FOR_THE_CHILD = frozenset({Who.CHILD, Who.MOTHER, Who.FATHER, Who.GUARDIAN, Who.COURT})


class Suspect(models.TextChoices):
    """Never preset: whoever writes the record has to have asked."""

    NO = "no", "không"
    YES = "yes", "có, bị nghi xâm hại trẻ"


def suspect_field() -> models.CharField:
    return models.CharField(
        "người này có bị nghi xâm hại trẻ không",
        max_length=3,
        choices=Suspect,
        help_text="Nếu có: không được xem, nhận hay ngăn cản; người quản lý trường hợp được báo",
    )
