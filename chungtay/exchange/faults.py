"""What is said of a cell that cannot be taken, or should be looked at again."""

from typing import Any

import polars as pl
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SHAPE = {"row": pl.UInt32, "field": pl.String, "code": pl.String, "extra": pl.String}
SAID: dict[str, Any] = {
    "missing": _("Thiếu: hãy ghi ô này."),
    "too_long": _("Dài quá %(extra)s chữ."),
    "formula": _("Ô này là công thức. Hãy dán giá trị (Paste Values) thay cho công thức."),
    "merged": _(
        "Ô này bị gộp với ô khác nên không có gì. Hãy bỏ gộp (Unmerge) và ghi đủ từng dòng."
    ),
    "hidden": _("Dòng này đang bị ẩn trong tệp. Hãy bỏ ẩn (bỏ lọc) để xem lại, rồi gửi lại."),
    "date": _("Không hiểu ngày này. Hãy ghi như 05/03/2019, 03/2019 hoặc 2019."),
    "no_such_day": _("Không có ngày này trong lịch."),
    "year_short": _("Năm chỉ có hai chữ số. Hãy ghi đủ bốn chữ số, ví dụ 05/03/2019."),
    "year": _("Không hiểu năm này. Hãy ghi bốn chữ số, ví dụ 1990."),
    "future": _("Ngày này ở sau hôm nay."),
    "not_child": _("Đã đủ 16 tuổi: sổ chỉ ghi trẻ em dưới 16 tuổi."),
    "before_mother": _("Trẻ phải sinh sau mẹ ít nhất 10 năm (mẹ sinh năm %(extra)s)."),
    "before_parent": _("Cha phải hơn trẻ ít nhất 10 tuổi, người chăm sóc phải sinh trước trẻ."),
    "sex": _("Hãy ghi Nam hoặc Nữ."),
    "ethnic": _("Không có dân tộc này trong danh mục."),
    "number": _("Số định danh gồm đúng 12 chữ số."),
    "number_short": _(
        "Chỉ có %(extra)s chữ số; số định danh gồm 12. Excel có thể đã bỏ số 0 ở đầu: "
        "hãy để ô dạng văn bản và ghi lại."
    ),
    "number_twice": _("Số định danh này đã có ở dòng %(extra)s của tệp."),
    "number_taken": _("Số định danh này đã ghi cho một trẻ khác trong sổ."),
    "number_unlike": _("Số định danh không khớp năm sinh hoặc giới tính. Hãy xem lại giấy tờ."),
    "commune": _("Không có xã này trong phạm vi của tệp."),
    "hamlet": _("Không có thôn này ở xã đã ghi."),
    "hamlet_many": _(
        "Nhiều xã có thôn tên này. Hãy ghi thêm tên xã; xã trùng tên thì ghi cả huyện."
    ),
    "hamlet_split": _("Đơn vị cũ này đã chia cho nhiều nơi. Hãy ghi tên hiện nay."),
    "hamlet_renamed": _("Tên cũ: đã hiểu là %(extra)s."),
    "poverty": _("Hãy ghi Hộ nghèo, Hộ cận nghèo hoặc Không."),
    "poverty_homeless": _("Có diện hộ nhưng chưa ghi chủ hộ."),
    "household_differs": _("Các trẻ cùng hộ trong tệp ghi khác nhau về ô này."),
    "household_many": _("Thôn có nhiều hộ cùng tên chủ hộ này. Hãy ghi ở trang của trẻ."),
    "relation": _("Hãy chọn quan hệ trong danh sách: mẹ, cha, ông bà, người thân thích…"),
    "relation_missing": _("Hãy ghi quan hệ của người chăm sóc với trẻ."),
    "carer_missing": _("Hãy ghi họ tên người chăm sóc."),
    "parent_differs": _("Người chăm sóc là mẹ hoặc cha nhưng tên khác ô tên của mẹ hoặc cha."),
    "parent_missing": _("Có năm sinh nhưng thiếu họ tên."),
    "group": _("Không có nhóm hoàn cảnh “%(extra)s” trong danh sách."),
    "group_case": _("Nhóm “%(extra)s” chia theo khoản: hãy ghi mã có khoản, ví dụ 04.1."),
    "group_sealed": _("Nhóm này cần bảo mật: hãy ghi ở trang của trẻ, không ghi trong tệp."),
    "since_birth": _("Ngày ở đây trước ngày sinh."),
    "since_unit": _("Thôn này chưa có vào ngày đó."),
    "before_known": _("Sổ đã ghi về trẻ từ ngày %(extra)s, trước ngày sinh này."),
    "twice": _("Trùng với dòng %(extra)s của tệp."),
    "unknown_id": _("Mã ẩn của dòng không thuộc trẻ nào trong phạm vi của tệp. Hãy tải mẫu mới."),
}
# Told, and taken all the same.
WARNINGS = frozenset({"number_unlike", "hamlet_renamed"})


def said(code: str, extra: str | None = None) -> str:
    """The sentence, in the language of the reader."""
    words = gettext(str(SAID[code]))
    return words % {"extra": extra or ""} if "%(extra)s" in words else words


def none() -> pl.DataFrame:
    return pl.DataFrame(schema=SHAPE)


def where(frame: pl.DataFrame, wrong: pl.Expr, field: str, code: str, extra: Any = None) -> Any:
    """A fault for every row of the frame for which `wrong` holds. `extra`: an expression."""
    fill = pl.lit(None, pl.String) if extra is None else extra.cast(pl.String)
    made = [pl.lit(field).alias("field"), pl.lit(code).alias("code"), fill.alias("extra")]
    return frame.filter(wrong.fill_null(False)).select("row", *made)


def together(*found: pl.DataFrame) -> pl.DataFrame:
    """All of them, the first of each cell only."""
    whole = pl.concat([one.cast(SHAPE) for one in (none(), *found)])  # type: ignore[arg-type]
    once = whole.unique(["row", "field", "code"], keep="first", maintain_order=True)
    return once.sort("row", maintain_order=True)


def wrong_rows(found: pl.DataFrame) -> pl.Series:
    return found.filter(~pl.col("code").is_in(list(WARNINGS)))["row"].unique()
