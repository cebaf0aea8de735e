"""The columns of a workbook of children: what each is called here, and in other offices' sheets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from chungtay.lib.vietnamese import fold

NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """`name` in the code, `title` in the head of the template, `note` its comment; `others`: how
    sheets of other offices call it, folded. `choices`: a list of the template's hidden sheet."""

    name: str
    title: str
    note: str
    others: tuple[str, ...] = ()
    width: int = 16
    needed: bool = False
    choices: str = ""


KEPT = "Ô trống: giữ như trong sổ."
COLUMNS = (
    Column(
        "name", "Họ và tên", "Họ và tên đầy đủ của trẻ, có dấu.",
        ("ho ten", "ho va ten tre", "ho ten tre", "ten tre", "ho va ten tre em", "ho ten tre em",
         "ho ten khai sinh"),
        28, needed=True,
    ),
    Column(
        "birth", "Ngày sinh",
        "Ghi ngày/tháng/năm, ví dụ 05/03/2019. Chỉ biết tháng: 03/2019. Chỉ biết năm: 2019. "
        "Ước lượng: khoảng 2019.",
        ("ngay thang nam sinh", "nam sinh", "sinh ngay", "ngay sinh cua tre", "ntns"),
        13, needed=True,
    ),
    Column("sex", "Giới tính", "Nam hoặc Nữ.", ("gioi", "phai", "nam nu"), 9, True, "ds_gioi_tinh"),
    Column("ethnic", "Dân tộc", "Chọn trong danh sách.", ("thanh phan dan toc",), 11, True,
           "ds_dan_toc"),
    Column(
        "number", "Số định danh cá nhân",
        "12 chữ số, để dạng văn bản. Chưa có thì để trống.",
        ("so dinh danh", "ma dinh danh", "ma dinh danh ca nhan", "so ddcn", "ddcn", "cccd",
         "so cccd", "so dinh danh ca nhan cccd", "so dinh danh ca nhan cua tre"),
        16,
    ),
    Column("commune", "Xã, phường", "Xã nơi trẻ ở. Tên xã trước sáp nhập cũng được nhận.",
           ("xa", "phuong", "xa phuong thi tran", "ten xa", "xa phuong dac khu"), 18, False,
           "ds_xa"),
    Column("hamlet", "Thôn, buôn, tổ dân phố", "Chọn trong danh sách.",
           ("thon", "buon", "thon buon", "to dan pho", "ap", "ban", "xom", "khom", "thon ban",
            "thon xom", "dia ban", "thon to dan pho", "thon ban to dan pho", "ap khom", "to"),
           20, True, "ds_thon"),
    Column("head", "Chủ hộ", f"Họ và tên chủ hộ. Trẻ sống ở cơ sở: để trống. {KEPT}",
           ("ho ten chu ho", "ho va ten chu ho", "ten chu ho"), 24),
    Column("address", "Địa chỉ của hộ", f"Số nhà, đường. {KEPT}",
           ("dia chi", "dia chi thuong tru", "noi o", "cho o hien nay", "noi o hien nay"), 24),
    Column("poverty", "Diện hộ", f"Hộ nghèo, Hộ cận nghèo hoặc Không. {KEPT}",
           ("ho ngheo", "dien ho ngheo", "hoan canh kinh te", "thuoc dien ho", "ho ngheo can ngheo",
            "ho ngheo ho can ngheo"), 14, False, "ds_dien_ho"),
    Column("mother", "Họ và tên mẹ", KEPT, ("me", "ten me", "ho ten me", "ho va ten me"), 24),
    Column("mother_year", "Năm sinh của mẹ", f"Bốn chữ số. {KEPT}",
           ("nam sinh me", "me nam sinh", "ho ten me nam sinh"), 9),
    Column("father", "Họ và tên cha", KEPT,
           ("cha", "bo", "ten cha", "ten bo", "ho ten cha", "ho ten bo", "ho va ten bo"), 24),
    Column("father_year", "Năm sinh của cha", f"Bốn chữ số. {KEPT}",
           ("nam sinh cha", "nam sinh bo", "cha nam sinh", "bo nam sinh"), 9),
    Column("carer", "Người chăm sóc chính",
           f"Họ và tên người đang chăm sóc trẻ, nếu là mẹ hoặc cha thì ghi lại tên. {KEPT}",
           ("nguoi cham soc", "nguoi nuoi duong", "nguoi giam ho", "ho ten nguoi cham soc",
            "nguoi cham soc nuoi duong"), 24),
    Column("relation", "Quan hệ với trẻ", "Người chăm sóc chính là ai đối với trẻ.",
           ("quan he", "moi quan he", "quan he voi tre em"), 18, False, "ds_quan_he"),
    Column("carer_year", "Năm sinh của người chăm sóc", f"Bốn chữ số. {KEPT}",
           ("nam sinh nguoi cham soc",), 9),
    Column("groups", "Hoàn cảnh",
           "Mã nhóm trong danh sách, nhiều nhóm thì cách nhau bằng dấu chấm phẩy. Chỉ thêm nhóm, "
           "không kết thúc nhóm đã ghi. Nhóm cần bảo mật ghi ở trang của trẻ, không ghi ở đây.",
           ("hoan canh dac biet", "nhom hoan canh", "hcdb"), 22, False, "ds_hoan_canh"),
    Column("since", "Ở đây từ ngày", "Để trống: từ ngày sinh.", ("ngay chuyen den", "o tu ngay"),
           13),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
HIDDEN = ("__id", "__version")
# A sheet with the birth date in one of two columns, under "Nam" or "Nữ", tells the sex by it.
BY_SEX = {"birth_male": "Ngày sinh (cột Nam)", "birth_female": "Ngày sinh (cột Nữ)"}
MAPPED = (*(column.name for column in COLUMNS), *BY_SEX)


def plain(title: str) -> str:
    """A title as it is compared: no marks, no signs, one space."""
    return NOT_WORDS.sub(" ", fold(title)).strip()


@cache
def known_titles() -> dict[str, str]:
    """Every way a column may be called: its name."""
    found = {plain(column.title): column.name for column in COLUMNS}
    found |= {name.lower(): name for name in ("__id", "__version")}
    for column in COLUMNS:
        for other in column.others:
            found.setdefault(other, column.name)
    for top in ("ngay sinh", "ngay thang nam sinh", "nam sinh", "sinh"):
        found |= {f"{top} nam": "birth_male", f"{top} nu": "birth_female"}
    return found


def named(title: str) -> str:
    """The column that a title means; empty if it is none that is known."""
    if title.strip() in HIDDEN:
        return title.strip()
    return known_titles().get(plain(title), "")


def signature(titles: Iterable[str]) -> str:
    """What tells one office's sheet from another's: its titles in order."""
    return "|".join(plain(title) for title in titles)
