"""The address of a database that the operator names in DATABASE_URL."""

import os
from urllib.parse import SplitResult, parse_qs, urlsplit

from chungtay.postgres.problem import DatabaseProblem

SCHEMES = {"postgres", "postgresql"}


def checked(url: str) -> str:
    """`url` itself when it names a PostgreSQL host and database; else DatabaseProblem.

    The password never stands in the message.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise _wrong("không đọc được", "it cannot be read") from None
    fault = _fault(parts)
    if fault:
        raise _wrong(*fault)
    return url


def web_address() -> str:
    """DATABASE_URL_WEB: the same database for the role that answers requests. It must be given
    beside DATABASE_URL: serving as the owner would put row security out of force."""
    if given := os.environ.get("DATABASE_URL_WEB"):
        return checked(given)
    raise DatabaseProblem(
        "Có DATABASE_URL nhưng thiếu DATABASE_URL_WEB: địa chỉ của vai trò chungtay_web, vai trò"
        " không sở hữu bảng nào. Xem docs/operations.md.",
        "DATABASE_URL is given without DATABASE_URL_WEB, the address of the role chungtay_web,"
        " which owns no table. See docs/operations.md.",
    )


def _fault(parts: SplitResult) -> tuple[str, str] | None:
    if parts.scheme not in SCHEMES:
        return "phải bắt đầu bằng postgresql://", "it must begin with postgresql://"
    if not (parts.hostname or "host" in parse_qs(parts.query)):
        return "thiếu tên máy chủ", "it names no host"
    if not parts.path.strip("/"):
        return "thiếu tên cơ sở dữ liệu", "it names no database"
    return None


def _wrong(vi: str, en: str) -> DatabaseProblem:
    return DatabaseProblem(
        f"Biến DATABASE_URL không hợp lệ: {vi} (mẫu: postgresql://tài-khoản:mật-khẩu@máy-chủ/tên).",
        f"DATABASE_URL is not valid: {en} (pattern: postgresql://user:password@host/name).",
    )
