"""Facts with a row per child, or per thing that befell or reached a child."""

from chungtay.indicators.facts.fact import PLACE, Column, Fact

CHILD = Fact(
    "child",
    "Trẻ em dưới 16 tuổi sống trong đơn vị ngày chốt",
    (
        Column("child_id", "string", "mã trẻ"),
        Column("hamlet_id", "int64", "thôn, buôn, tổ dân phố nơi ở"),
        *PLACE,
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
        Column("state_supported", "boolean", "nhận ít nhất một hỗ trợ của Nhà nước trong kỳ"),
        Column("severe", "boolean", "khuyết tật đặc biệt nặng hoặc nặng"),
        Column("alone", "boolean", "mồ côi, bị bỏ rơi hoặc không nơi nương tựa"),
        Column("abused", "boolean", "có hồ sơ xâm hại phát hiện trong kỳ"),
    ),
    large=True,
    census=True,
    of_children=True,
)
YOUNG = Fact(
    "young",
    "Trẻ em dưới 6 tuổi sống trong đơn vị ngày chốt",
    (
        Column("child_id", "string", "mã trẻ"),
        Column("hamlet_id", "int64", "thôn, buôn, tổ dân phố nơi ở"),
        *PLACE,
        Column("sex", "string", "m nam, f nữ"),
        Column("birth_date", "date", "ngày sinh"),
        Column("months", "int32", "tháng tuổi tròn ngày chốt"),
        Column("card_asked", "boolean", "đề nghị cấp thẻ bảo hiểm y tế trong kỳ"),
        Column("card_issued", "boolean", "được cấp thẻ trong kỳ"),
        Column("weighable", "boolean", "sinh ít nhất 30 ngày trước ngày chốt"),
        Column("measured", "boolean", "được cân, đo ít nhất một lần trong kỳ"),
        Column("quarterly_due", "boolean", "có ít nhất một quý trọn trong kỳ bắt đầu từ khi sinh"),
        Column("measured_quarterly", "boolean", "mọi quý đó đều được cân, đo, chấm biểu đồ"),
        Column("immunised", "boolean", "đã đủ các mũi phải có trước khi tròn 1 tuổi"),
        Column("vitamin_a", "boolean", "được uống vitamin A trong kỳ"),
    ),
    large=True,
    census=True,
    of_children=True,
)
EXAMINED = Fact(
    "examined",
    "Trẻ em được khám, chữa bệnh trong kỳ",
    (
        Column("child_id", "string", "mã trẻ"),
        Column("visits", "int32", "số lượt khám, chữa bệnh"),
        Column("rights_kept", "boolean", "mọi lượt đều được hưởng đủ quyền lợi bảo hiểm y tế"),
        Column("hamlet_id", "int64", "thôn, buôn, tổ dân phố nơi ở"),
        *PLACE,
    ),
    of_children=True,
)
GIFT = Fact(
    "gift",
    "Suất quà của các đợt thăm, tặng quà trong kỳ",
    (
        Column("gift_id", "int64", "mã"),
        Column("child_id", "string", "mã trẻ"),
        Column("child", "string", "tên trẻ", "Trẻ em"),
        Column("drive", "string", "đợt tặng quà", "Đợt tặng quà"),
        Column("occasion", "string", "dịp"),
        Column("source", "string", "nguồn: budget, fund, programme"),
        Column("hard_area", "boolean", "ở địa bàn khó khăn"),
        Column("date", "date", "ngày", "Ngày"),
        Column("amount", "int64", "trị giá, đồng", "Trị giá (đồng)"),
        Column("commune", "string", "xã nơi trẻ ở", "Xã, phường"),
        *PLACE,
    ),
    names_children=True,
)
INJURY = Fact(
    "injury",
    "Tai nạn, thương tích trẻ em trong kỳ, theo nơi xảy ra",
    (
        Column("injury_id", "int64", "mã"),
        Column("child_id", "string", "mã trẻ"),
        Column("child", "string", "tên trẻ", "Trẻ em"),
        Column("date", "date", "ngày", "Ngày"),
        Column("cause", "string", "nguyên nhân"),
        Column("place", "string", "địa điểm"),
        Column("fatal", "boolean", "tử vong", "Tử vong"),
        Column("unit", "string", "nơi xảy ra", "Nơi xảy ra"),
        *PLACE,
    ),
    names_children=True,
)
SPONSORSHIP = Fact(
    "sponsorship",
    "Việc nhận đỡ đầu còn hiệu lực ngày chốt",
    (
        Column("sponsorship_id", "int64", "mã"),
        Column("child_id", "string", "mã trẻ"),
        Column("child", "string", "tên trẻ", "Trẻ em"),
        Column("donor", "string", "người, tổ chức đỡ đầu", "Người, tổ chức đỡ đầu"),
        Column("help", "string", "hình thức", "Hình thức"),
        Column("amount", "int64", "mức hằng tháng, đồng", "Hằng tháng (đồng)"),
        *PLACE,
    ),
    names_children=True,
)
CASE = Fact(
    "protection_case",
    "Hồ sơ vụ việc phát hiện trong kỳ (không nêu tên)",
    (
        Column("case_id", "int64", "mã"),
        Column("number", "string", "số hồ sơ", "Số hồ sơ"),
        Column("harm", "string", "dạng tổn hại"),
        Column("date", "date", "ngày phát hiện", "Phát hiện"),
        Column("filed_on", "date", "ngày lập hồ sơ", "Lập hồ sơ"),
        Column("supported_on", "date", "ngày hỗ trợ đầu tiên", "Hỗ trợ từ"),
        Column("filed", "boolean", "đã lập hồ sơ"),
        Column("supported_in_time", "boolean", "hỗ trợ trong số ngày làm việc của quy trình"),
        Column("outcome", "string", "tình trạng"),
        Column("unit", "string", "xã quản lý", "Xã"),
        *PLACE,
    ),
)
NOTICE = Fact(
    "notice",
    "Thông báo, tố giác về trẻ em tiếp nhận trong kỳ (không nêu tên)",
    (
        Column("notice_id", "int64", "mã"),
        Column("date", "date", "ngày tiếp nhận", "Ngày"),
        Column("channel", "string", "nguồn tin"),
        Column("harm", "string", "dạng tổn hại"),
        Column("urgent", "boolean", "khẩn cấp", "Khẩn cấp"),
        Column("unit", "string", "nơi xảy ra", "Nơi xảy ra"),
        *PLACE,
    ),
)
