"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.i18n import set_language

from chungtay.web.pages import (
    children,
    enrol,
    home,
    overview,
    papers,
    record_forms,
    records,
    reports,
    risks,
    search,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("tong-quan/", overview.overview, name="overview"),
    path("thon/", home.hamlets, name="hamlets"),
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
    path("ho-so/<slug:slug>/tai.xlsx", records.records_file, name="records_file"),
    path("ho-so/<slug:slug>/them/", record_forms.add, name="record_new"),
    path("ho-so/<slug:slug>/<str:pk>/", records.record, name="record"),
    path("ho-so/ke-hoach/<str:pk>/tai/<str:kind>", papers.plan_file, name="plan_file"),
    path("ho-so/<slug:slug>/<str:pk>/sua/", record_forms.edit, name="record_edit"),
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
    path(
        "dang-nhap/",
        LoginView.as_view(template_name="registration/sign_in.html"),
        name="sign_in",
    ),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
