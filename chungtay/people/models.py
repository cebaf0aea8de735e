"""Who works for children: accounts, posts in a period, steering boards, the trail."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models

from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.searched import search_index, searched_by
from chungtay.people.roles import Role
from chungtay.places.models import Unit


class User(AbstractUser):
    """A person who works for children. Most collaborators never sign in: no usable password."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    works_as_of = models.DateField(
        "làm việc như ngày",
        null=True,
        blank=True,
        help_text="Tài khoản trình diễn: mọi trang hiện số liệu của ngày này. Trống: hôm nay.",
    )
    invented = models.BooleanField("người hư cấu", default=False)
    search_key = searched_by("full_name")

    class Meta:
        verbose_name = "người làm công tác trẻ em"
        verbose_name_plural = "người làm công tác trẻ em"
        indexes = [search_index("user_search")]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class PostQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self

    def of(self, user: User, on: date) -> Self:
        return self.filter(person=user).on(on)


class Post(models.Model):
    """A role a person holds at a unit in a period. Rights follow the post of the day."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name="người")
    role = models.CharField("vai trò", max_length=24, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    period = period_field()
    languages = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        verbose_name="thứ tiếng",
        help_text="Mã dân tộc của thứ tiếng phiên dịch được (Tổng đài 111)",
    )
    decision = models.CharField("quyết định", max_length=60, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]
        constraints = [
            no_overlap("post_once", "person", "role", "unit"),
            real_period("post_period_real"),
            models.CheckConstraint(
                name="interpreter_has_language",
                condition=~models.Q(role=Role.INTERPRETER) | ~models.Q(languages=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.unit}"


class Board(models.Model):
    """An inter-agency steering board on children at a unit (Ban chỉ đạo)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boards", verbose_name="đơn vị")
    period = period_field()
    decision = models.CharField("quyết định thành lập", max_length=60)
    chair = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="trưởng ban"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "ban chỉ đạo"
        verbose_name_plural = "ban chỉ đạo"
        constraints = [
            no_overlap("board_once_per_unit", "unit"),
            real_period("board_period_real"),
        ]

    def __str__(self) -> str:
        return f"Ban chỉ đạo {self.unit}"


class AuditEvent(models.Model):
    """What was done, by whom, to what. No foreign keys: it never blocks or follows a deletion."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "việc đã làm"
        indexes = [models.Index(fields=["subject", "at"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by} {self.verb} {self.subject}"
