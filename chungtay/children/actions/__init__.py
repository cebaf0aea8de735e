"""Writes on the register that span models. Each is one transaction, and a deed that can be taken
back where it is one of the register's own."""

from chungtay.children.actions.circumstances import end_circumstance
from chungtay.children.actions.correcting import end_earlier, keep_next, kept_as, put_right
from chungtay.children.actions.endings import die, due_at_16, turn_16
from chungtay.children.actions.enrolment import PerhapsKnown, enrol, remove_mistaken
from chungtay.children.actions.groups import keep_risk, load_groups
from chungtay.children.actions.homes import last_home
from chungtay.children.actions.households import join_household, split_household
from chungtay.children.actions.moves import (
    come_back,
    leave_home,
    leave_system,
    lose,
    move_home,
    move_out,
    settle,
)

__all__ = [
    "PerhapsKnown",
    "come_back",
    "die",
    "due_at_16",
    "end_circumstance",
    "end_earlier",
    "enrol",
    "join_household",
    "keep_next",
    "keep_risk",
    "kept_as",
    "last_home",
    "leave_home",
    "leave_system",
    "load_groups",
    "lose",
    "move_home",
    "move_out",
    "put_right",
    "remove_mistaken",
    "settle",
    "split_household",
    "turn_16",
]
