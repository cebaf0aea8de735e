"""Allowances, and care of children in special circumstances."""

from collections.abc import Iterator

from chungtay.law.data import text_title
from chungtay.law.entitlement import grounds
from chungtay.lib.vietnamese import number
from chungtay.reports.chapters import Matter
from chungtay.reports.said import share
from chungtay.reports.tables import Tables

OF_GROUPS = (
    ("special_state_supported", "trẻ em có HCĐB được hưởng chính sách trợ giúp của Nhà nước"),
    ("severely_disabled_supported", "trẻ em khuyết tật nặng, đặc biệt nặng được chăm sóc, hỗ trợ"),
    (
        "orphaned_or_abandoned_supported",
        "trẻ em mồ côi, bị bỏ rơi, không nơi nương tựa được giúp đỡ, chăm sóc",
    ),
)


def aid(tables: Tables) -> Iterator[str]:
    yield from _allowances(tables)
    yield from _care(tables)
    for code, words in OF_GROUPS:
        if value := tables.value(code):
            yield f"{share(value)} {words}."


def _allowances(tables: Tables) -> Iterator[str]:
    """Nothing is said of days whose decree is not on file: who was entitled is not known."""
    paid, held = tables.values["allowance_paid_in_full"], grounds(tables.on)
    law = "".join(f" theo {text_title(ground.text)}" for ground in held[:1])
    if paid.denominator:
        yield (
            f"{share(paid)} trẻ em thuộc diện hưởng trợ cấp xã hội{law} đã có hồ sơ hoàn chỉnh và "
            "được hưởng đủ chế độ trong kỳ."
        )
    elif held:
        yield f"Không có trẻ em thuộc diện hưởng trợ cấp xã hội hằng tháng{law}."


def _care(tables: Tables) -> Iterator[str]:
    supported = tables.values["special_supported"]
    if not supported.denominator:
        yield "Không có trẻ em có HCĐB cần chăm sóc, hỗ trợ."
    elif supported.numerator:
        yield f"{share(supported)} trẻ em có HCĐB được chăm sóc, hỗ trợ dưới mọi hình thức."
    else:
        yield (
            "Trong kỳ chưa ghi nhận hỗ trợ nào đối với "
            f"{number(supported.denominator)} trẻ em có HCĐB."
        )


AID = Matter("Trợ giúp trẻ em", aid, serves=("C12",))
