"""Signed statements: plans and their targets, tasks, documents, child-friendly assessments."""

from chungtay.plans.models.assessment import Assessment, Score
from chungtay.plans.models.attachment import Attachment
from chungtay.plans.models.document import Document
from chungtay.plans.models.plan import Plan, PlanPart, Target
from chungtay.plans.models.task import Task

__all__ = ["Assessment", "Attachment", "Document", "Plan", "PlanPart", "Score", "Target", "Task"]
