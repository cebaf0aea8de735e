"""Who works for children: accounts, posts in a period, steering boards, the trail."""

from chungtay.people.models.board import Board
from chungtay.people.models.deed import Deed, DeedRow
from chungtay.people.models.handover import HandOver
from chungtay.people.models.invitation import Invitation
from chungtay.people.models.job import Job
from chungtay.people.models.post import Post, PostQuerySet
from chungtay.people.models.saved_view import SavedView, ShownColumns
from chungtay.people.models.trail import AuditEvent, AuditLink
from chungtay.people.models.user import User

__all__ = [
    "AuditEvent",
    "AuditLink",
    "Board",
    "Deed",
    "DeedRow",
    "HandOver",
    "Invitation",
    "Job",
    "Post",
    "PostQuerySet",
    "SavedView",
    "ShownColumns",
    "User",
]
