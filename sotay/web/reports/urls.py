"""Addresses of the list of reports, of closing one, and of what has been closed."""

from django.urls import path

from sotay.web.reports import closing, layouts, views
from sotay.web.reviews.urls import OTHER

CLOSED = "bao-cao-da-chot/<slug:public_id>/"
LAYOUTS = "to-chuc/<slug:public_id>/bao-cao/mau/"

urlpatterns = [
    path("to-chuc/<slug:public_id>/bao-cao/", views.reports, name="reports"),
    path(LAYOUTS, layouts.layouts, name="report-layouts"),
    path(f"{LAYOUTS}bo", layouts.remove, name="report-layout-remove"),
    path(f"{LAYOUTS}<slug:kind>.docx", layouts.layout_file, name="report-layout-file"),
    path("to-chuc/<slug:public_id>/so-ket/chot/", closing.close, name="review-close"),
    path(f"{OTHER}chot/", closing.close, name="report-close"),
    path(CLOSED, closing.closed, name="closed-report"),
    path(f"{CLOSED}ban-in/", closing.paper, name="closed-report-paper"),
    path(f"{CLOSED}tai-ve/<slug:form>", closing.download, name="closed-report-file"),
    path(f"{CLOSED}huy", closing.withdraw, name="closed-report-withdraw"),
]
