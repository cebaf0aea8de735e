"""The form of a hand-over: to whom, and from which day."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.people.models import Post, User
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.finders import PersonFinder
from chungtay.web.inputs.plain import BoxField, WordsField
from chungtay.web.inputs.reach import Reach


class HandOverForm(InputForm, forms.Form):
    """Either a person, known or new, or the unit's `head`; a unit without one asks for a person."""

    use_required_attribute = False
    person = ChooseField(
        PersonFinder(),
        makes=True,
        required=False,
        label=_("Người nhận bàn giao"),
        help_text=_("Họ tên; chưa có trong sổ thì chọn “Thêm mới”"),
    )
    phone = WordsField(
        label=_("Điện thoại của người mới"),
        max_length=20,
        required=False,
        help_text=_("Để in phiếu đăng nhập và liên hệ"),
    )
    to_head = BoxField(required=False)
    on = DayField(
        label=_("Từ ngày"),
        help_text=_("Từ ngày này người cũ không còn xem được gì"),
        error_messages={"required": _("Hãy ghi ngày bàn giao.")},
    )
    decision = WordsField(label=_("Quyết định số"), max_length=60, required=False)

    def __init__(self, desk: Desk, head: Post | None, **options: Any) -> None:
        super().__init__(**options)
        self.as_of(desk.day)
        self.initial.setdefault("on", desk.day)
        self.fields["person"].reach = Reach(desk, lambda: None)  # type: ignore[attr-defined]
        if head is None:
            del self.fields["to_head"]
        else:
            told = {"person": head.person, "role": head.get_role_display(), "unit": head.unit.title}
            label = gettext("Chưa có người thay: tạm giao cho %(person)s, %(role)s, %(unit)s")
            self.fields["to_head"].label = label % told

    def clean_phone(self) -> str:
        phone = "".join(self.cleaned_data["phone"].split())
        if phone and not re.fullmatch(r"\+?[0-9.]{9,15}", phone):
            raise forms.ValidationError(_("Số điện thoại gồm 9 đến 12 chữ số, ví dụ 0905123456."))
        return phone.replace(".", "")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        person, head = told.get("person"), told.get("to_head")
        if not person and not head and "person" not in self.errors:
            self.add_error("person", _("Hãy ghi người nhận bàn giao."))
        if person and head:
            self.add_error("to_head", _("Đã ghi người nhận: hãy bỏ dấu tạm giao, hoặc bỏ tên."))
        return told

    def successor(self) -> User | None:
        """Who takes over, with the phone written on a person who had none; None: the head."""
        person: User | None = self.cleaned_data.get("person")
        if person is not None and self.cleaned_data["phone"] and not person.phone:
            person.phone = self.cleaned_data["phone"]
            person.save(update_fields=["phone"])
        return person
