"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from chungtay.web import account_urls
from chungtay.web.pages import (
    attachments,
    children,
    data_rights,
    downloads,
    enrol,
    home,
    overview,
    papers,
    posts,
    record_forms,
    records,
    reports,
    risks,
    sealed,
    search,
    trail,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("tong-quan/", overview.overview, name="overview"),
    # Posts, hand-over
    path("can-bo/quyen/", posts.rights_matrix, name="rights_matrix"),
    path("can-bo/trong/", posts.vacant, name="hamlets"),
    path("can-bo/ban-giao/<int:pk>/", posts.handed_over, name="handed_over"),
    path("can-bo/ban-giao/<int:pk>/da-xem/", posts.hand_over_seen, name="hand_over_seen"),
    path("can-bo/ban-giao/<int:pk>/hoan-tac/", posts.hand_over_undo, name="hand_over_undo"),
    path("can-bo/<int:pk>/ban-giao/", posts.hand_over, name="hand_over"),
    path("nguy-co/", risks.risks, name="risks"),
    path("nguy-co/them/", risks.risk, {"code": ""}, name="new_risk"),
    path("nguy-co/<str:code>/", risks.risk, name="risk"),
    path("tre-em/", children.children, name="children"),
    path("tre-em/them/", enrol.new_child, name="new_child"),
    path("tre-em/<uuid:pk>/", children.child, name="child"),
    path("tre-em/<uuid:pk>/sua/", enrol.child_edit, name="child_edit"),
    path("tim/", search.search, name="search"),
    path("muc/", records.areas, name="areas"),
    path("muc/<slug:slug>/", records.area, name="area"),
    path("ho-so/<slug:slug>/", records.records, name="records"),
    path("ho-so/<slug:slug>/tai/", downloads.records_file, name="records_file"),
    path("ho-so/<slug:slug>/them/", record_forms.add, name="record_new"),
    path("ho-so/<slug:slug>/<str:pk>/", records.record, name="record"),
    path("ho-so/ke-hoach/<str:pk>/tai/<str:kind>", papers.plan_file, name="plan_file"),
    # Files of a document
    path("ho-so/van-ban/<int:pk>/tep/", attachments.attach, name="attach"),
    path("ho-so/van-ban/<int:pk>/tep/<int:number>/", attachments.attachment, name="attachment"),
    path("ho-so/van-ban/<int:pk>/tep/<int:number>/go/", attachments.detach, name="detach"),
    path("ho-so/<slug:slug>/<str:pk>/sua/", record_forms.edit, name="record_edit"),
    # Personal data
    path("du-lieu/", data_rights.board, name="data_board"),
    path(
        "ho-so/vi-pham-du-lieu/<str:pk>/tai/<str:kind>",
        data_rights.incident_file,
        name="incident_file",
    ),
    # Sealed matters of a child
    path("tre-em/<uuid:pk>/mo-niem-phong/", sealed.glass, name="break_glass"),
    path("tre-em/<uuid:pk>/nguoi-duoc-xem/", sealed.named, name="named"),
    path("bao-tin/<uuid:pk>/da-xem/", sealed.alert_seen, name="alert_seen"),
    # What was changed of a child, and who read it
    path("tre-em/<uuid:pk>/lich-su/", trail.child_history, name="child_history"),
    path("tre-em/<uuid:pk>/nhat-ky/", trail.child_log, name="child_log"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/<int:unit_id>/<str:period>/", reports.report, name="report"),
    path(
        "bao-cao/<int:unit_id>/<str:period>/tai/<str:kind>",
        reports.report_file,
        name="report_file",
    ),
    path(
        "bao-cao/<int:unit_id>/<str:period>/hinh/<str:name>.svg",
        reports.report_chart,
        name="report_chart",
    ),
    path("bao-cao/<int:unit_id>/<str:period>/<str:code>/", reports.figure, name="figure"),
    # Signing in, accounts
    *account_urls.urlpatterns,
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
