"""Addresses of the list of reports."""

from django.urls import path

from sotay.web.reports import views

urlpatterns = [
    path("to-chuc/<slug:public_id>/bao-cao/", views.reports, name="reports"),
]
