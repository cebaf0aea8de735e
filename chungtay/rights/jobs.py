"""The night's look at what is past its time of keeping. It removes nothing."""

from datetime import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from chungtay.people.jobs import Said, nightly
from chungtay.rights.retention import plan


@nightly("retention", gettext_lazy("Rà dữ liệu đã hết thời hạn lưu"), at=time(2, 30))
def count(*, told: Any) -> Said:
    lines = plan(timezone.localdate())
    told(len(lines), len(lines))
    text = gettext_noop("%(rows)s dòng đã hết thời hạn lưu. Chưa xóa gì.")
    return Said(text, {"rows": sum(line.rows for line in lines)})
