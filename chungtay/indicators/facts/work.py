"""Facts on what officers, units and the Fund do."""

from chungtay.indicators.facts.fact import PLACE, Column, Fact

ACTIVITY = Fact(
    "activity",
    "Hoạt động bắt đầu trong kỳ",
    (
        Column("activity_id", "int64", "mã hoạt động"),
        Column("name", "string", "tên", "Hoạt động"),
        Column("kind", "string", "loại"),
        Column("status", "string", "tình trạng"),
        Column("campaign", "string", "đợt"),
        Column("partner", "string", "đơn vị phối hợp, dự án"),
        Column("children", "int64", "số trẻ em tham gia", "Trẻ em"),
        Column("cost", "int64", "kinh phí, đồng", "Kinh phí (đồng)"),
        Column("date", "date", "ngày bắt đầu", "Ngày"),
        Column("unit_id", "int64", "mã đơn vị tổ chức"),
        Column("unit", "string", "đơn vị tổ chức", "Đơn vị"),
        Column("level", "int16", "cấp của đơn vị tổ chức"),
        *PLACE,
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
        *PLACE,
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
        *PLACE,
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
        *PLACE,
    ),
)
UNIT = Fact(
    "unit",
    "Đơn vị trong cây ngày chốt, từ tỉnh đến thôn",
    (
        Column("unit_id", "int64", "mã"),
        Column("unit", "string", "tên", "Đơn vị"),
        Column("district", "string", "huyện", "Huyện"),
        Column("level", "int16", "cấp"),
        Column("has_board", "boolean", "có ban chỉ đạo ngày chốt", "Ban chỉ đạo"),
        Column("has_plan", "boolean", "có kế hoạch riêng hoặc lồng ghép trong kỳ", "Kế hoạch"),
        Column("has_officer", "boolean", "có người làm công tác trẻ em", "Người phụ trách"),
        Column("has_collaborator", "boolean", "có cộng tác viên ngày chốt", "Cộng tác viên"),
        Column("has_fund", "boolean", "có Quỹ Bảo trợ trẻ em ngày chốt", "Có Quỹ"),
        Column("safe_home", "boolean", "có mô hình Ngôi nhà an toàn", "Ngôi nhà an toàn"),
        Column(
            "community_protection",
            "boolean",
            "có mô hình bảo vệ trẻ em dựa vào cộng đồng",
            "Hệ thống bảo vệ trẻ em",
        ),
        Column("rehabilitation", "boolean", "có mô hình phục hồi chức năng", "Phục hồi chức năng"),
        Column(
            "hiv_care",
            "boolean",
            "có mô hình trợ giúp trẻ em bị ảnh hưởng bởi HIV",
            "Trợ giúp HIV/AIDS",
        ),
        Column(
            "child_friendly",
            "boolean",
            "quyết định gần nhất công nhận phù hợp với trẻ em",
            "Được công nhận",
        ),
        Column("registered", "boolean", "đã đăng ký xã phù hợp với trẻ em của năm", "Đã đăng ký"),
        Column("trained", "boolean", "có lớp tập huấn tổ chức tại đơn vị trong kỳ", "Có tập huấn"),
        Column("forum", "boolean", "tổ chức diễn đàn trẻ em trong kỳ", "Có diễn đàn"),
        Column("project_forum", "boolean", "diễn đàn có dự án, đơn vị phối hợp", "Có dự án"),
        *PLACE,
    ),
    census=True,
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
        *PLACE,
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
        *PLACE,
    ),
    names_children=True,
)
CARE_MODEL = Fact(
    "care_model",
    "Mô hình đang hoạt động ngày chốt, theo đơn vị hoặc điểm",
    (
        Column("model_id", "int64", "mã"),
        Column("kind", "string", "mã loại mô hình"),
        Column("model", "string", "mô hình", "Mô hình"),
        Column("site", "string", "điểm, câu lạc bộ, trường", "Điểm"),
        Column("since", "date", "từ ngày", "Từ ngày"),
        Column("children", "int64", "số trẻ em thụ hưởng", "Trẻ em"),
        Column("unit", "string", "đơn vị", "Đơn vị"),
        Column("level", "int16", "cấp của đơn vị"),
        *PLACE,
    ),
)
COUNSELLING = Fact(
    "counselling",
    "Lượt tư vấn trong kỳ (không nêu tên)",
    (
        Column("consultation_id", "int64", "mã"),
        Column("date", "date", "ngày", "Ngày"),
        Column("place", "string", "nơi tư vấn"),
        Column("site", "string", "tên điểm", "Điểm"),
        Column("topic", "string", "nội dung"),
        Column("asker", "string", "người được tư vấn"),
        Column("unit", "string", "đơn vị", "Đơn vị"),
        *PLACE,
    ),
)
TASK = Fact(
    "task",
    "Nhiệm vụ giao các ngành, giao hoặc đến hạn trong kỳ",
    (
        Column("task_id", "int64", "mã"),
        Column("what", "string", "việc", "Nhiệm vụ"),
        Column("sector", "string", "ngành"),
        Column("date", "date", "ngày giao", "Ngày giao"),
        Column("due_on", "date", "hạn", "Hạn"),
        Column("done_on", "date", "ngày xong", "Xong"),
        Column("done", "boolean", "đã xong đến ngày chốt"),
        Column("unit", "string", "đơn vị giao", "Đơn vị giao"),
        *PLACE,
    ),
)
