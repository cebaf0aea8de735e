"""Excel there and back: the template, a file's dry run, its faults, writing it, taking it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chungtay.exchange import actions
from chungtay.exchange.columns import BY_SEX, COLUMNS
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.marked import marked
from chungtay.exchange.models import Upload
from chungtay.exchange.reading import MOST_BYTES, MOST_OF_WORDS
from chungtay.exchange.template import template
from chungtay.lib.problems import Problem
from chungtay.people.deeds import can_undo
from chungtay.people.jobs import defer
from chungtay.people.models import Job
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.web.desk import chosen_unit, desk, drill, needs
from chungtay.web.dry_run import counted, faulty, open_choices, sample
from chungtay.web.locked_file import locked
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.pages.downloads import MOST_NAMED, mark
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read
from chungtay.web.serving import serves

IN_REQUEST = 2_000  # rows; a longer file is worked on in the background
WORKBOOK = "trẻ em.xlsx"
Page = Callable[..., Any]


@serves("C1", records=(Upload,))
@require_http_methods(["GET", "POST"])
@needs(Permission.ENROL)
def exchange(request: HttpRequest) -> HttpResponse:
    """One's files, and sending another."""
    fault = ""
    if request.method == "POST":
        try:
            return _received(request)
        except Problem as problem:
            fault = sentence_of(problem)
    here = desk(request)
    shown = {"unit": here.unit, "uploads": Upload.objects.listed().filter(person=here.user),
             "fault": fault, "most": MOST_BYTES // 1_000_000,
             "most_of_words": MOST_OF_WORDS // 1_000_000}  # fmt: skip
    return render(request, "exchange/list.html", shown, status=400 if fault else 200)


def _received(request: HttpRequest) -> HttpResponse:
    here, sent = desk(request), request.FILES.get("file")
    if sent is None:
        raise Problem(
            "Chưa nhận được trọn một tệp nào. Hãy chọn một tệp; nếu đã chọn thì đường truyền bị "
            "ngắt giữa chừng, hãy gửi lại.",
            "No whole file has come. Choose one; if you did, the line broke: send it again.",
        )
    upload = actions.receive(
        sent.name or "", sent.read(MOST_OF_WORDS + 1), unit=here.unit, day=here.day, by=here.user,
        password=request.POST.get("password", ""),
    )  # fmt: skip
    if upload.state == Upload.State.COLUMNS:
        return redirect("upload_columns", upload.pk)
    return _check(request, upload)


def _check(request: HttpRequest, upload: Upload) -> HttpResponse:
    if upload.sheet["rows"] > IN_REQUEST:
        return _deferred(request, "check_file", upload)
    actions.check(upload)
    return redirect("upload", upload.pk)


def _deferred(request: HttpRequest, name: str, upload: Upload, **args: Any) -> HttpResponse:
    link = reverse("upload", args=[upload.pk])
    made = defer(
        name, by=desk(request).user, unit=upload.unit, key=f"upload:{upload.pk}",
        upload=upload.pk, link=link, **args,
    )  # fmt: skip
    return redirect("job", made.pk)


@serves("C1", records=(Upload,))
@require_http_methods(["GET", "POST"])
@needs(Permission.ENROL)
def exchange_template(request: HttpRequest) -> Any:
    """The workbook of the unit: empty, or with its children and then under a password."""
    unit, here = chosen_unit(request), desk(request)
    takes = here.may_at(unit, Permission.EXPORT)
    if request.method != "POST":
        return _template_page(request, takes)
    filled = request.POST.get("what") == "filled"
    if filled and not takes:
        raise PermissionDenied(gettext("Vị trí công tác của anh/chị không tải danh sách được."))
    password = password_sent(request) if filled else ""
    if password is None:
        return _template_page(request, takes)
    try:
        book, keys = template(Hamlets(unit, here.day), filled=filled, mark=mark(here))
    except Problem as problem:
        return _template_page(request, takes, fault=sentence_of(problem))
    if filled:
        shown = [UUID(key) for key in keys[:MOST_NAMED]]
        note("take_template", f"unit:{unit.pk}", by=here.user.username, shown=shown,
             details={"rows": len(keys)})  # fmt: skip
    file = locked(book, password) if password else book
    return FileResponse(file, as_attachment=True, filename=WORKBOOK)


def _template_page(request: HttpRequest, takes: bool, fault: str = "") -> HttpResponse:
    unit = chosen_unit(request)
    shown = {"unit": unit, "takes": takes, **drill(request, unit)}
    return tell_password(request, "exchange/template.html", fault=fault, **shown)


def of_own(page: Page) -> Any:
    """The page is of a file that the person sent; another's is not found."""

    @needs(Permission.ENROL)
    def opened(request: HttpRequest, pk: int) -> Any:
        here = desk(request)
        uploads = Upload.objects.select_related("unit", "deed").filter(person=here.user)
        found = uploads.filter(pk=pk, unit__in=here.units).first() if pk < 2**62 else None
        if found is None:
            raise Http404(gettext("Không có tệp này."))
        return page(request, found)

    opened.__name__ = page.__name__
    return opened


@serves("C1", records=(Upload,))
@require_GET
@of_own
def upload(request: HttpRequest, one: Upload) -> HttpResponse:
    """What the dry run found, or what became of the file."""
    if one.state == Upload.State.COLUMNS:
        return redirect("upload_columns", one.pk)
    wrong, total = faulty(one)
    read(request, "read_upload", f"upload:{one.pk}", details={"rows": len(wrong)})
    shown: dict[str, Any] = {"upload": one, "counts": counted(one), "wrong": wrong, "total": total}
    shown["undoable"] = one.deed is not None and can_undo(one.deed, timezone.now())
    shown["undecided"] = one.counts.get("conflict", 0) + one.counts.get("perhaps", 0)
    shown["decided"] = len(one.choices)
    shown["storable"] = one.counts.get("new", 0) + one.counts.get("changed", 0) + len(one.choices)
    key = f"upload:{one.pk}"
    shown["job"] = Job.objects.filter(key=key, by=one.person, state__in=Job.OPEN).first()
    return render(request, "exchange/upload.html", shown)


@require_http_methods(["GET", "POST"])
@of_own
def upload_columns(request: HttpRequest, one: Upload) -> HttpResponse:
    """Which column is which: asked once for each kind of sheet."""
    fault = ""
    chosen = dict(one.mapping)
    if request.method == "POST":
        chosen = {key[4:]: said for key, said in request.POST.items() if key.startswith("cot-")}
        chosen = {place: said for place, said in chosen.items() if said}
        try:
            actions.match_columns(one, chosen, by=desk(request).user)
            return _check(request, one)
        except Problem as problem:
            fault = sentence_of(problem)
    options = [(column.name, column.title) for column in COLUMNS] + list(BY_SEX.items())
    rows = [
        {"place": place, "title": title, "name": chosen.get(str(place), ""), "sample": cells}
        for place, (title, cells) in enumerate(zip(one.titles, sample(one), strict=False))
        if title or cells
    ]
    shown = {"upload": one, "rows": rows, "options": options, "fault": fault}
    return render(request, "exchange/columns.html", shown, status=400 if fault else 200)


@require_http_methods(["GET", "POST"])
@of_own
def upload_marked(request: HttpRequest, one: Upload) -> HttpResponseBase:
    """The same workbook with its faults in red: it names children, so first its password."""
    if one.state == Upload.State.COLUMNS or not one.rows:
        raise Http404(gettext("Tệp này chưa được kiểm tra."))
    password = password_sent(request)
    if password is None:
        return tell_password(request, "exchange/marked.html", upload=one)
    note("take_marked", f"upload:{one.pk}", by=desk(request).user.username)
    name = f"{one.name.rpartition('.')[0]} - ket qua.xlsx"
    return FileResponse(locked(marked(one), password), as_attachment=True, filename=name)


@require_http_methods(["GET", "POST"])
@of_own
def upload_choose(request: HttpRequest, one: Upload) -> HttpResponse:
    """What the register says beside what the file says: nothing is overwritten unseen."""
    if request.method == "POST":
        asked = {key: str(said) for key, said in request.POST.items()}
        chosen = {key[5:]: said for key, said in asked.items() if key.startswith("dong-")}
        return _done(request, one, lambda: actions.choose(one, chosen, by=desk(request).user),
                     gettext("Đã ghi lựa chọn."))  # fmt: skip
    if one.state != Upload.State.CHECKED:
        return redirect("upload", one.pk)
    found, more, keys = open_choices(one)
    read(request, "read_upload", f"upload:{one.pk}", shown=keys, details={"rows": len(found)})
    return render(request, "exchange/choose.html", {"upload": one, "rows": found, "more": more})


@require_POST
@of_own
def upload_accept(request: HttpRequest, one: Upload) -> HttpResponse:
    """The good rows, or all or nothing."""
    mode = actions.ALL if request.POST.get("mode") == actions.ALL else actions.GOOD
    if one.sheet["rows"] > IN_REQUEST:
        return _deferred(request, "import", one, mode=mode)
    by = desk(request).user
    return _done(request, one, lambda: actions.accept(one, mode=mode, by=by),
                 gettext("Đã ghi vào sổ. Hoàn tác được trong 7 ngày."))  # fmt: skip


@require_POST
@of_own
def upload_undo(request: HttpRequest, one: Upload) -> HttpResponse:
    return _done(request, one, lambda: actions.undo(one, by=desk(request).user),
                 gettext("Đã hoàn tác: sổ trở lại như trước khi ghi tệp."))  # fmt: skip


@require_POST
@of_own
def upload_recheck(request: HttpRequest, one: Upload) -> HttpResponse:
    """The dry run again, against the register as it is by now."""
    if one.state not in (Upload.State.WAITING, Upload.State.CHECKED, Upload.State.UNDONE):
        return redirect("upload", one.pk)
    try:
        return _check(request, one)
    except Problem as problem:  # written meanwhile
        messages.error(request, sentence_of(problem))
        return redirect("upload", one.pk)


@require_POST
@of_own
def upload_remove(request: HttpRequest, one: Upload) -> HttpResponse:
    actions.remove(one, by=desk(request).user)
    messages.success(request, gettext("Đã bỏ tệp. Những gì đã ghi vào sổ vẫn còn."))
    return redirect("exchange")


def _done(request: HttpRequest, one: Upload, work: Callable[[], Any], told: str) -> HttpResponse:
    """Does it and goes back to the file's page, with what came of it in words."""
    try:
        work()
        messages.success(request, told)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
    return redirect("upload", one.pk)
