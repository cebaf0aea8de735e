"""Minutes of a breach of personal data (BIÊN BẢN), with the content that the notice to the
authority must have: L91/2025 Điều 23, NĐ356/2025 Điều 28. The printed form (Mẫu số 08) has not been
read: only its content is followed."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from chungtay.law.data import text_title
from chungtay.law.data_rights import notice_content
from chungtay.lib.vietnamese import date, number
from chungtay.reports.chapters import Chapter, arranged
from chungtay.reports.frame import ROOM
from chungtay.reports.layout import Report
from chungtay.reports.offices import office
from chungtay.reports.writers import rendered
from chungtay.rights.models import Incident

SUBJECT = "Xác nhận vi phạm quy định về bảo vệ dữ liệu cá nhân"


def render_minutes(incident: Incident, kind: str) -> bytes:
    """The minutes as a file's bytes; `kind` is docx or pdf. Raises Problem for another."""
    return rendered(minutes(incident), kind)


def minutes(incident: Incident) -> Report:
    """Raises Problem for a unit whose office is not known."""
    found = timezone.localtime(incident.detected_at)
    held = office(incident.unit, found.date())
    return Report(
        office=held,
        number=f"Số: {incident.number}" if incident.number else f"Số:{ROOM}/BB",
        day=f"{held.place}, ngày{ROOM}tháng{ROOM}năm {found.year}",
        kind="BIÊN BẢN",
        subject=SUBJECT,
        opening=f"Hồi {moment(incident.detected_at)}, {held.name} phát hiện và lập biên bản "
        "xác nhận việc sau:",
        sections=arranged([*_content(incident), *_follow_up(incident)]),
        annexes=(),
        footer="",
        grounded="",
        bases=(
            f"Căn cứ {text_title('L91-2025')}, Điều 23;",
            f"Căn cứ {text_title('ND356')}, Điều 28.",
        ),
        closing="Biên bản này là căn cứ để thông báo cho cơ quan chuyên trách bảo vệ dữ liệu cá "
        "nhân và được lưu hồ sơ./.",
    )


def moment(at: datetime) -> str:
    """`16 giờ 45 phút ngày 06/03/2026`, as minutes write it."""
    here = timezone.localtime(at)
    return f"{here.hour} giờ {here.minute:02d} phút ngày {date(here)}"


def _content(incident: Incident) -> Iterator[Chapter]:
    """The four parts of the notice, in the law's order and words."""
    words = {
        "nature": tuple(_nature(incident)),
        "contact": (incident.contact,),
        "harm": tuple(_paragraphs(incident.harm)),
        "measures": tuple(_paragraphs(incident.measures)),
    }
    for code, _letter, heading in notice_content():
        yield Chapter(heading.upper(), words[code])


def _nature(incident: Incident) -> Iterator[str]:
    yield f"Loại vi phạm: {incident.get_nature_display()}."
    yield f"Thời gian, địa điểm: {incident.place}."
    yield from _paragraphs(incident.what)
    yield f"Loại dữ liệu: {incident.data}. Số người liên quan: {number(incident.persons)}."
    if incident.located:
        yield "Trong đó có dữ liệu vị trí hoặc sinh trắc học."


def _follow_up(incident: Incident) -> Iterator[Chapter]:
    yield Chapter("THÔNG BÁO VÀ KHẮC PHỤC", tuple(_done(incident)))


def _done(incident: Incident) -> Iterator[str]:
    yield f"Hạn thông báo cho cơ quan chuyên trách: {moment(incident.report_by)} (72 giờ)."
    if incident.reported_at is None:
        yield "Chưa thông báo cho cơ quan chuyên trách."
    else:
        late = ", chậm so với hạn" if incident.late(incident.reported_at) else ""
        named = f", số {incident.report_number}" if incident.report_number else ""
        yield f"Đã thông báo lúc {moment(incident.reported_at)}{named}{late}."
    if incident.told_persons_at:
        yield f"Đã thông báo cho gia đình trẻ lúc {moment(incident.told_persons_at)}."
    if incident.repaired_on and incident.keep_until:
        yield (
            f"Khắc phục xong ngày {date(incident.repaired_on)}; hồ sơ lưu ít nhất đến "
            f"{date(incident.keep_until)}."
        )


def _paragraphs(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())
