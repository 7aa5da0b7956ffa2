"""Addresses of recording."""

from django.urls import path

from sotay.web.recording import rolls, views

urlpatterns = [
    path("to-chuc/<slug:public_id>/ghi-buoi/", views.record, name="meeting-record"),
    path("to-chuc/<slug:public_id>/so-lieu-thang/<int:month>/", views.counts, name="month-counts"),
    path("sinh-hoat/<slug:public_id>/sua/", views.amend, name="meeting-amend"),
    path("sinh-hoat/<slug:public_id>/diem-danh/", rolls.roll, name="roll"),
]
