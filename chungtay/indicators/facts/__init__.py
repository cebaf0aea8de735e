"""Fact tables: flat rows that indicators count. Each is one SELECT on the register, in an
SQL file of its name beside this one; its columns are declared here once, with their meaning.

The SELECT takes: on (last day), start (first day), unit (root), born_after, entitling,
entitling_if_poor (lists of `group.case`), and `{under}`, the test that places_unit `u` is
within the root. The same rows written to Parquet serve DuckDB and Spark.
"""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import ibis


@dataclass(frozen=True)
class Column:
    """`type` is an Ibis type. A column with a `label` is shown when a figure is opened."""

    name: str
    type: str
    meaning: str
    label: str = ""


@dataclass(frozen=True)
class Fact:
    name: str
    title: str
    columns: tuple[Column, ...]
    large: bool = False  # a scan of the whole register rather than of a few thousand rows

    @cached_property
    def table(self) -> Any:
        """The unbound Ibis table that definitions are written against."""
        return ibis.table({c.name: c.type for c in self.columns}, name=self.name)

    @cached_property
    def select(self) -> str:
        return files(__name__).joinpath(f"{self.name}.sql").read_text("utf-8")

    @property
    def shown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.label)


_PLACE = (
    Column("commune_id", "int64", "xã trong cây đơn vị của ngày chốt"),
    Column("district_id", "int64", "huyện; trống khi cây không có cấp huyện"),
)

CHILD = Fact(
    "child",
    "Trẻ em dưới 16 tuổi sống trong đơn vị ngày chốt",
    (
        Column("child_id", "string", "mã trẻ"),
        Column("hamlet_id", "int64", "thôn, buôn, tổ dân phố nơi ở"),
        *_PLACE,
        Column("province_id", "int64", "tỉnh nơi ở"),
        Column("sex", "string", "m nam, f nữ"),
        Column("birth_date", "date", "ngày sinh"),
        Column("age", "int32", "tuổi tròn năm ngày chốt"),
        Column("ethnic_group", "string", "mã dân tộc"),
        Column("special", "boolean", "đang có hoàn cảnh đặc biệt"),
        Column("at_risk", "boolean", "đang có nguy cơ và không có hoàn cảnh đặc biệt"),
        Column("poverty", "string", "poor, near_poor hoặc trống: diện của hộ ngày chốt"),
        Column("entitled", "boolean", "hoàn cảnh ngày chốt thuộc diện trợ cấp xã hội hằng tháng"),
        Column("paid_in_full", "boolean", "hồ sơ hoàn chỉnh và đã nhận đủ các tháng trong kỳ"),
        Column("supported", "boolean", "nhận ít nhất một hỗ trợ trong kỳ"),
    ),
    large=True,
)
ACTIVITY = Fact(
    "activity",
    "Hoạt động bắt đầu trong kỳ",
    (
        Column("activity_id", "int64", "mã hoạt động"),
        Column("name", "string", "tên", "Hoạt động"),
        Column("kind", "string", "loại"),
        Column("status", "string", "tình trạng"),
        Column("campaign", "string", "đợt"),
        Column("date", "date", "ngày bắt đầu", "Ngày"),
        Column("unit", "string", "đơn vị tổ chức", "Đơn vị"),
        *_PLACE,
    ),
)
ATTENDANCE = Fact(
    "attendance",
    "Người tham gia hoạt động trong kỳ",
    (
        Column("attendance_id", "int64", "mã"),
        Column("person_id", "int64", "mã người"),
        Column("person", "string", "họ tên", "Họ và tên"),
        Column("unit", "string", "nơi công tác ngày đó", "Nơi công tác"),
        Column("activity", "string", "hoạt động", "Lớp"),
        Column("date", "date", "ngày", "Ngày"),
        Column("kind", "string", "loại hoạt động"),
        Column("status", "string", "tình trạng hoạt động"),
        Column("level", "int16", "cấp của nơi công tác: 1 tỉnh, 2 huyện, 3 xã, 4 thôn"),
        *_PLACE,
    ),
)
PRODUCT = Fact(
    "product",
    "Sản phẩm truyền thông trong kỳ, theo nơi đặt",
    (
        Column("product_id", "int64", "mã"),
        Column("medium", "string", "loại sản phẩm"),
        Column("place", "string", "nơi đặt", "Nơi đặt"),
        Column("quantity", "int64", "số lượng", "Số lượng"),
        Column("activity", "string", "hoạt động", "Hoạt động"),
        Column("date", "date", "ngày", "Ngày"),
        Column("campaign", "string", "đợt"),
        Column("status", "string", "tình trạng hoạt động"),
        *_PLACE,
    ),
)
POST = Fact(
    "post",
    "Vị trí công tác có người giữ ngày chốt",
    (
        Column("post_id", "int64", "mã"),
        Column("person_id", "int64", "mã người"),
        Column("person", "string", "họ tên", "Họ và tên"),
        Column("role", "string", "vai trò"),
        Column("unit", "string", "đơn vị", "Đơn vị"),
        Column("commune", "string", "xã", "Xã, phường"),
        Column("languages", "string", "mã các thứ tiếng phiên dịch"),
        Column("level", "int16", "cấp của đơn vị"),
        *_PLACE,
    ),
)
UNIT = Fact(
    "unit",
    "Đơn vị từ cấp xã trở lên trong cây ngày chốt",
    (
        Column("unit_id", "int64", "mã"),
        Column("unit", "string", "tên", "Đơn vị"),
        Column("district", "string", "huyện", "Huyện"),
        Column("level", "int16", "cấp"),
        Column("has_board", "boolean", "có ban chỉ đạo ngày chốt", "Ban chỉ đạo"),
        Column("has_plan", "boolean", "có kế hoạch riêng hoặc lồng ghép trong kỳ", "Kế hoạch"),
        Column("has_officer", "boolean", "có người làm công tác trẻ em", "Người phụ trách"),
        *_PLACE,
    ),
)
DONATION = Fact(
    "donation",
    "Khoản vận động của Quỹ trong kỳ",
    (
        Column("donation_id", "int64", "mã"),
        Column("receipt", "string", "chứng từ", "Chứng từ"),
        Column("date", "date", "ngày", "Ngày"),
        Column("donor", "string", "nhà tài trợ", "Nhà tài trợ"),
        Column("form", "string", "cash, in_kind hoặc direct"),
        Column("amount", "int64", "trị giá, đồng", "Trị giá (đồng)"),
        Column("fund", "string", "Quỹ của", "Quỹ của"),
        *_PLACE,
    ),
)
BENEFIT = Fact(
    "benefit",
    "Lượt trẻ hưởng lợi từ Quỹ trong kỳ",
    (
        Column("benefit_id", "int64", "mã"),
        Column("child_id", "string", "mã trẻ"),
        Column("child", "string", "tên trẻ", "Trẻ em"),
        Column("date", "date", "ngày", "Ngày"),
        Column("kind", "string", "hình thức"),
        Column("purpose", "string", "mục đích chi", "Nội dung"),
        Column("decision", "string", "quyết định chi", "Quyết định"),
        Column("amount", "int64", "trị giá, đồng", "Trị giá (đồng)"),
        *_PLACE,
    ),
)

FACTS = (CHILD, ACTIVITY, ATTENDANCE, PRODUCT, POST, UNIT, DONATION, BENEFIT)
