"""Circumstances that the register's own data points to: proposed here, written by a person."""

from chungtay.children.proposals.found import proposals
from chungtay.children.proposals.proposal import Proposal
from chungtay.children.proposals.taking import decline, take

__all__ = ["Proposal", "decline", "proposals", "take"]
