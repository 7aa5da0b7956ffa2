"""Addresses of a meeting's papers as files."""

from django.urls import path

from sotay.resolutions.choices import DecisionKind
from sotay.web.papers import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/giay/giay-moi.<slug:form>", views.invitation, name="paper-invitation"),
    path("sinh-hoat/<slug:public_id>/giay/diem-danh.<slug:form>", views.roll, name="paper-roll"),
    path("sinh-hoat/<slug:public_id>/giay/bien-ban.<slug:form>", views.minutes, name="paper-minutes"),
    path(
        "sinh-hoat/<slug:public_id>/giay/bien-ban-cua-toi.<slug:form>",
        views.own_minutes,
        name="paper-minutes-read",
    ),
    path(
        "sinh-hoat/<slug:public_id>/giay/nghi-quyet.<slug:form>",
        views.decision,
        {"kind": DecisionKind.RESOLUTION},
        name="paper-resolution",
    ),
    path(
        "sinh-hoat/<slug:public_id>/giay/ket-luan.<slug:form>",
        views.decision,
        {"kind": DecisionKind.CONCLUSION},
        name="paper-conclusion",
    ),
    path("to-chuc/<slug:public_id>/so-bien-ban/<int:year>.pdf", views.book, name="paper-book"),
    path(
        "to-chuc/<slug:public_id>/bao-cao-thang/<int:month>/bao-cao.<slug:form>",
        views.month,
        name="paper-month",
    ),
    path("hop-chi-uy/<slug:public_id>/bien-ban.<slug:form>", views.committee, name="paper-committee"),
    path(
        "sinh-hoat/<slug:public_id>/phieu-trang.<slug:form>",
        views.ballots_ahead,
        name="paper-ballots-ahead",
    ),
    path("bieu-quyet/<slug:public_id>/kiem-phieu.<slug:form>", views.count, name="paper-count"),
    path("bieu-quyet/<slug:public_id>/phieu-trang.<slug:form>", views.ballots, name="paper-ballots"),
]
"""Each name but those of a cell, the committee's and the votes' takes a meeting; `form` is docx or pdf."""
