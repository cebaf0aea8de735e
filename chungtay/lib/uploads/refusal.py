"""What a person is told about a file that is not taken. The file's own words are never repeated."""

from chungtay.lib.problems import Problem


def empty() -> Problem:
    return Problem("Tệp này trống.", "This file is empty.")


def too_large(most_bytes: int) -> Problem:
    most = most_bytes / 1_000_000
    return Problem(
        f"Tệp này quá lớn: nhiều nhất {most:g} MB.".replace(".", ",", 1)
        if most % 1
        else f"Tệp này quá lớn: nhiều nhất {most:.0f} MB.",
        f"This file is too large: {most:g} MB at most.",
    )


def not_taken(kinds: frozenset[str]) -> Problem:
    named = ", ".join(sorted(kinds))
    return Problem(
        f"Chỉ nhận tệp thuộc loại: {named}. Nội dung tệp này không thuộc loại nào trong số đó.",
        f"Only these kinds of file are taken: {named}. The content of this one is none of them.",
    )


def misnamed(kind: str) -> Problem:
    return Problem(
        f"Tên tệp nói một đằng, nội dung một nẻo: nội dung là {kind}. Hãy lưu lại đúng loại.",
        f"The name and the content of this file differ: its content is {kind}. Save it again.",
    )


def broken(kind: str) -> Problem:
    return Problem(
        f"Tệp {kind} này hỏng hoặc thiếu một phần. Hãy mở ra, lưu lại rồi gửi lại.",
        f"This {kind} file is damaged or cut short. Open it, save it again and send it again.",
    )


def active(what: str, what_en: str) -> Problem:
    return Problem(
        f"Tệp này có {what} nên không được nhận. Hãy lưu lại thành tệp chỉ có dữ liệu.",
        f"This file has {what_en}, so it is not taken. Save it again with data only.",
    )


def swollen() -> Problem:
    return Problem(
        "Tệp này nén quá nhiều dữ liệu nên không được mở.",
        "This file unpacks to too much, so it is not opened.",
    )


def not_utf8() -> Problem:
    return Problem(
        "Không đọc được chữ trong tệp CSV. Hãy lưu lại với bảng mã UTF-8 (CSV UTF-8).",
        "The letters of this CSV file cannot be read. Save it again as CSV UTF-8.",
    )
