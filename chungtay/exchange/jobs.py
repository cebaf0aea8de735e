"""Long files: checked and written in the background, with their progress on a page."""

from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from chungtay.exchange import actions
from chungtay.exchange.models import Upload
from chungtay.lib.problems import Problem
from chungtay.people.jobs import Said, Told, job, nightly
from chungtay.people.models import User
from chungtay.people.roles import Permission


@job("check_file", gettext_lazy("Kiểm tra tệp Excel"), needs=Permission.ENROL)
def check_file(*, by: User, told: Told, upload: int, link: str, **_unit: Any) -> Said:
    found = actions.check(_upload(upload, by), told=told)
    text = gettext_noop("Đã kiểm tra %(rows)s dòng, %(wrong)s dòng lỗi. Chưa ghi gì vào sổ.")
    values = {"rows": found.sheet.get("rows", 0), "wrong": found.counts.get("wrong", 0)}
    return Said(text, values, link)


@job("import", gettext_lazy("Ghi tệp vào sổ trẻ em"), needs=Permission.ENROL)
def write_file(*, by: User, told: Told, upload: int, mode: str, link: str, **_unit: Any) -> Said:
    one = _upload(upload, by)
    if one.state != Upload.State.ACCEPTED:  # a second run finds it done
        actions.accept(one, mode=mode, by=by, told=told)
    text = gettext_noop("Đã ghi %(rows)s dòng vào sổ. Hoàn tác được trong 7 ngày.")
    return Said(text, {"rows": one.counts.get("written", 0)}, link)


def _upload(pk: int, by: User) -> Upload:
    found = Upload.objects.filter(pk=pk, person=by).first()
    if found is None:
        raise Problem("Tệp này đã được bỏ.", "This file has been removed.")
    return found


@nightly("expired_files", gettext_lazy("Bỏ tệp Excel quá 30 ngày"), at=time(3, 10))
def remove_expired(*, told: Any) -> Said:
    removed = actions.remove_expired()
    told(removed, removed)
    return Said(gettext_noop("Đã bỏ %(rows)s tệp quá 30 ngày."), {"rows": removed})
