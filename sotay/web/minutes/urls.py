"""Addresses of minutes."""

from django.urls import path

from sotay.web.minutes import reports, views

MONTH = "to-chuc/<slug:public_id>/bao-cao-thang/<int:month>/"

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/bien-ban/", views.minutes, name="minutes"),
    path("sinh-hoat/<slug:public_id>/bien-ban/doc/", views.own_minutes, name="minutes-read"),
    path("sinh-hoat/<slug:public_id>/bien-ban/lam/", views.act, name="minutes-act"),
    path("sinh-hoat/<slug:public_id>/bien-ban/xac-nhan/", views.confirm, name="minutes-confirm"),
    path("sinh-hoat/<slug:public_id>/bien-ban/chot/", views.seal, name="minutes-seal"),
    path("sinh-hoat/<slug:public_id>/bien-ban/nguoi-ghi/", views.officers, name="minutes-officers"),
    path("sinh-hoat/<slug:public_id>/bien-ban/loi/<slug:place>/", views.wording, name="minutes-wording"),
    path("sinh-hoat/<slug:public_id>/bien-ban/ghi-chu/", views.note, name="minutes-note"),
    path("sinh-hoat/<slug:public_id>/bien-ban/ban-ky/", views.scan, name="minutes-scan"),
    path("to-chuc/<slug:public_id>/so-bien-ban/", views.book, name="minutes-book"),
    path("to-chuc/<slug:public_id>/bao-cao-thang/<int:month>/", reports.report, name="month-report"),
    path(
        "to-chuc/<slug:public_id>/bao-cao-thang/<int:month>/viet/", reports.write, name="month-report-write"
    ),
    path("to-chuc/<slug:public_id>/bao-cao-thang/<int:month>/gui/", reports.send, name="month-report-send"),
]
