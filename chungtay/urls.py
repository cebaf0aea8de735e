"""Every address of the site: see web/urls.py."""

from django.urls import include, path

urlpatterns = [path("", include("chungtay.web.urls"))]
