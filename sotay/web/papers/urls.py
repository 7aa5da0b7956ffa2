"""Addresses of a meeting's papers as files."""

from django.urls import path

from sotay.web.papers import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/giay/giay-moi.<slug:form>", views.invitation, name="paper-invitation"),
    path("sinh-hoat/<slug:public_id>/giay/diem-danh.<slug:form>", views.roll, name="paper-roll"),
    path("hop-chi-uy/<slug:public_id>/bien-ban.<slug:form>", views.committee, name="paper-committee"),
    path("bieu-quyet/<slug:public_id>/kiem-phieu.<slug:form>", views.count, name="paper-count"),
    path("bieu-quyet/<slug:public_id>/phieu-trang.<slug:form>", views.ballots, name="paper-ballots"),
]
"""Each name but the committee's and the votes' takes a meeting; `form` is docx or pdf."""
