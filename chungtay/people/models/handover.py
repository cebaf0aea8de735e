"""What passes from one hand to another when a post ends."""

from django.db import models

from chungtay.people.models.post import Post
from chungtay.people.models.user import User


class HandOver(models.Model):
    """The open work of a post that ended, and who has it since.

    `to_post`: the post that took it: the successor's, or with `to_head` the one of the unit's
    head. `counts`: pieces of work by kind. `moved`: what must be put back if it is undone.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="hand_overs", verbose_name="vị trí")
    to_post = models.ForeignKey(
        Post, models.SET_NULL, null=True, related_name="taken", verbose_name="người nhận"
    )
    to_head = models.BooleanField("giao cho phụ trách đơn vị", default=False)
    on = models.DateField("từ ngày")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    counts = models.JSONField("số việc", default=dict)
    moved = models.JSONField(default=dict, editable=False)
    given_seen_at = models.DateTimeField("người giao xem lúc", null=True)
    taken_seen_at = models.DateTimeField("người nhận xem lúc", null=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        verbose_name = "bàn giao"
        verbose_name_plural = "bàn giao"

    def __str__(self) -> str:
        return f"{self.post} → {self.to_post or ''}"
