"""Reference data of the register that an administrator keeps: the list of risks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from chungtay.children.models import Group


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    """Groups by law come from law/groups.yaml and are only read here; risks are edited."""

    list_display = ("code", "name", "kind", "text", "confidence_in_words", "period")
    list_filter = ("kind",)
    ordering = ("kind", "code")

    @admin.display(description="độ tin cậy")
    def confidence_in_words(self, group: Group) -> str:
        return "có trong văn bản" if group.confidence == "C" else "cần xác nhận"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        by_law = obj is not None and obj.kind == Group.Kind.SPECIAL
        return not by_law and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        by_law = obj is not None and obj.kind == Group.Kind.SPECIAL
        return not by_law and super().has_delete_permission(request, obj)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            kwargs["choices"] = [(Group.Kind.RISK.value, Group.Kind.RISK.label)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
