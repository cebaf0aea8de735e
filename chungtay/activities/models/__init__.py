"""What is done for children: activities, models of care, counselling."""

from chungtay.activities.models.activity import Activity, Attendance, Product
from chungtay.activities.models.care_model import CareModel, ModelKind
from chungtay.activities.models.counselling import Counselling

__all__ = ["Activity", "Attendance", "CareModel", "Counselling", "ModelKind", "Product"]
