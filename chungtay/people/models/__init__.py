"""Who works for children: accounts, posts in a period, steering boards, the trail."""

from chungtay.people.models.board import Board
from chungtay.people.models.handover import HandOver
from chungtay.people.models.invitation import Invitation
from chungtay.people.models.post import Post, PostQuerySet
from chungtay.people.models.trail import AuditEvent, AuditLink
from chungtay.people.models.user import User

__all__ = [
    "AuditEvent",
    "AuditLink",
    "Board",
    "HandOver",
    "Invitation",
    "Post",
    "PostQuerySet",
    "User",
]
