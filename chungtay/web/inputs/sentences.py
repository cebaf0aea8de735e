"""What is said when the database's own rules refuse a record, and at which field."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Model, UniqueConstraint
from django.utils.translation import gettext_lazy as _

# Rules whose model says nothing itself.
SAID: dict[str, Any] = {
    "attends_once": _("Người này đã có trong danh sách tham gia."),
    "grant_amount_positive": _("Số tiền phải lớn hơn 0."),
    "measured_once_a_day": _("Ngày này trẻ đã được cân, đo; hãy sửa lần đó."),
    "product_some": _("Số lượng phải lớn hơn 0."),
    "support_amount_not_negative": _("Số tiền không thể âm."),
    "vitamin_once_a_day": _("Ngày này trẻ đã được ghi uống vitamin A."),
    "interpreter_has_language": _("Cộng tác viên phiên dịch: hãy ghi thứ tiếng."),
    "unit_has_parent": _("Đơn vị phải thuộc một đơn vị cấp trên."),
    "change_once": _("Thay đổi này đã được ghi."),
    "post_once": _("Người này đã giữ vai trò đó ở đơn vị trong thời gian trùng."),
    "board_once_per_unit": _("Đơn vị này đã có ban chỉ đạo trong thời gian trùng."),
    "unit_code_once_a_day": _("Mã này đã dùng cho đơn vị khác trong thời gian trùng."),
    "one_grant_of_a_ground_at_a_time": _("Trẻ đang hưởng trợ cấp theo căn cứ này."),
    "one_fund_of_a_unit": _("Đơn vị này đã có Quỹ trong thời gian trùng."),
    "child_number_of_12_digits": _("Số định danh cá nhân gồm đúng 12 chữ số."),
    "child_birth_precision_kept": _("Ngày sinh chỉ biết năm thì ghi riêng năm."),
    "one_home_at_a_time": _(
        "Trẻ đã có nơi ở khác trong thời gian này. Hãy xem lại ngày, hoặc sửa nơi ở đã ghi."
    ),
    "residence_left_for_somewhere": _("Chỉ ghi nơi đến khi trẻ chuyển ra ngoài hệ thống."),
    "one_episode_of_a_group_at_a_time": _("Trẻ đã thuộc nhóm này trong thời gian trùng."),
    "one_schooling_at_a_time": _("Trẻ đã có việc học khác trong thời gian này. Hãy xem lại ngày."),
    "one_guardian_state_at_a_time": _(
        "Người này đã có tình trạng khác trong thời gian này. Hãy xem lại ngày."
    ),
    "one_disability_of_a_kind_at_a_time": _(
        "Trẻ đã có giấy xác nhận dạng khuyết tật này trong thời gian trùng."
    ),
    "child_died_after_birth": _("Ngày chết không thể trước ngày sinh."),
    "one_poverty_status_at_a_time": _("Hộ đã có diện nghèo trong thời gian trùng."),
    "one_sponsorship_of_a_donor_at_a_time": _("Người này đang nhận đỡ đầu trẻ đó."),
}
REAL_PERIOD = _("Hãy ghi ngày bắt đầu; thời gian phải có ít nhất một ngày.")
ALREADY = _("Đã có dòng này rồi.")


Fault = tuple[list[str], list[Any]]


def faults(record: Model, without: set[str]) -> Iterator[Fault]:
    """(names of the fields it may stand at, sentences) of every broken rule of the record's
    model. Fields in `without` are already known to be wrong and are left out."""
    known = set(without)
    checks: tuple[Callable[[], None], ...] = (
        lambda: record.clean_fields(exclude=known),
        record.clean,
        lambda: _once(record),
    )
    for check in checks:
        try:
            check()
        except ValidationError as told:
            for name, sentences in _by_field(told).items():
                if name not in known:
                    known.add(name)
                    yield [name] if name else [], sentences
    yield from _of_constraints(record, known)


def _by_field(told: ValidationError) -> dict[str, list[Any]]:
    if not hasattr(told, "error_dict"):
        return {"": list(told.messages)}
    return {
        "" if name == NON_FIELD_ERRORS else name: [s for error in errors for s in error.messages]
        for name, errors in told.error_dict.items()
    }


def _once(record: Model) -> None:
    try:
        record.validate_unique()
    except ValidationError as told:
        raise ValidationError({name: [ALREADY] for name in told.error_dict}) from None


def _of_constraints(record: Model, known: set[str]) -> Iterator[Fault]:
    for model, constraints in record.get_constraints():
        for constraint in constraints:
            names = names_in(constraint)
            if known & set(names):
                continue
            try:
                constraint.validate(model, record)
            except ValidationError as told:
                yield names, [sentence(constraint, told)]


def sentence(constraint: Any, fault: ValidationError | None = None) -> Any:
    """The words for a broken rule. Raises LookupError when nobody wrote them."""
    own = constraint.violation_error_message
    if own and own != constraint.default_violation_error_message:
        return own
    if constraint.name in SAID:
        return SAID[constraint.name]
    if constraint.name.endswith("_period_real"):
        return REAL_PERIOD
    raise LookupError(f"no sentence for the constraint {constraint.name}") from fault


def names_in(constraint: Any) -> list[str]:
    """Names of the model's fields that a constraint speaks of."""
    if isinstance(constraint, CheckConstraint):
        condition: Any = constraint.condition
        return sorted(condition.referenced_base_fields)
    if isinstance(constraint, ExclusionConstraint):
        return [str(name) for name, _operator in constraint.expressions]
    if isinstance(constraint, UniqueConstraint):
        return [*constraint.fields, *(n for one in constraint.expressions for n in _names(one))]
    return []


def _names(expression: Any) -> list[str]:
    if isinstance(expression, F):
        return [str(expression.name)]  # type: ignore[attr-defined]
    return [name for one in expression.get_source_expressions() for name in _names(one)]
