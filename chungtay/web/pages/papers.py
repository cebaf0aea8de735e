"""Official documents made from a record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.web.pages.records import opened, record_or_404
from chungtay.web.pages.reports import FILES


@never_cache
def plan_file(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """The plan as it is issued, in Word or PDF."""
    from chungtay.reports.plan_document import render_plan

    plan = record_or_404(request, opened(request, "ke-hoach"), pk)
    if kind not in ("docx", "pdf"):
        raise Http404(gettext("Kế hoạch chỉ có dạng Word và PDF."))
    headers = {"Content-Disposition": f'attachment; filename="ke-hoach-{plan.pk}.{kind}"'}
    return HttpResponse(render_plan(plan, kind), content_type=FILES[kind], headers=headers)
