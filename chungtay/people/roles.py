"""The roles a post can hold, and what level of the tree each belongs to."""

from django.db import models


class Role(models.TextChoices):
    COLLABORATOR = "collaborator", "Cộng tác viên trẻ em"
    COMMUNE_OFFICER = "commune_officer", "Người làm công tác trẻ em cấp xã"
    DISTRICT_OFFICER = "district_officer", "Công chức cấp huyện tham mưu công tác trẻ em"
    PROVINCE_OFFICER = "province_officer", "Cán bộ trẻ em cấp tỉnh"
    SERVICE_PROVIDER = "service_provider", "Cán bộ cung cấp dịch vụ bảo vệ trẻ em"
    INTERPRETER = "interpreter", "Cộng tác viên phiên dịch Tổng đài 111"
    LEADER = "leader", "Lãnh đạo"


# Roles that read the children of their unit; an interpreter or a service provider does not.
READS_CHILDREN = frozenset(
    {Role.COLLABORATOR, Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}
)
