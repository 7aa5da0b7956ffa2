"""Addresses of notices, of the call list and of the private calendar."""

from django.urls import path

from sotay.web.notices import calendar, views

urlpatterns = [
    path("cua-toi/thong-bao/", views.notices, name="notices"),
    path("cua-toi/lich/", calendar.own_calendar, name="own-calendar"),
    path("lich/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("sinh-hoat/<slug:public_id>/goi-dien/", views.calls, name="call-list"),
]
