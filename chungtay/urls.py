"""Every address of the site: the pages (web/urls.py), and reference data for administrators."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("chungtay.web.urls")),
]
