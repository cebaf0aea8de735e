"""The night's end of what deeds kept of the rows they changed."""

from datetime import time

from django.db import connection
from django.utils.translation import gettext_lazy, gettext_noop

from chungtay.people.jobs import Said, Told, nightly


@nightly("old_deeds", gettext_lazy("Bỏ bản lưu của việc đã quá hạn hoàn tác"), at=time(3, 30))
def forget_old(*, told: Told) -> Said:
    """Rows kept for deeds that nobody can take back any more; the deeds themselves stay."""
    told(0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT deeds.forget()")
        (found,) = cursor.fetchone()
    return Said(gettext_noop("Đã bỏ %(n)s dòng lưu."), {"n": found})
