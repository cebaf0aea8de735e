"""How pages say that something was written in a record that was merged into the child's."""

from django.utils import timezone
from django.utils.translation import gettext

from chungtay.children.merged import Part
from chungtay.lib import vietnamese


def said_of(one: Part) -> str:
    day = vietnamese.date(timezone.localtime(one.at).date())
    if not one.full_name:  # its history is over its time
        return gettext("từ hồ sơ đã gộp ngày %(day)s") % {"day": day}
    told = gettext("từ hồ sơ đã gộp %(name)s, gộp ngày %(day)s")
    return told % {"name": one.full_name, "day": day}
