"""Addresses of the reports: the interim review under its own, the other kinds beside it."""

from django.urls import path, register_converter

from sotay.reporting.choices import ReportKind
from sotay.web.reviews import views


class KindConverter:
    """Any kind of report but the interim review."""

    regex = "|".join(kind.value for kind in ReportKind if kind is not ReportKind.INTERIM)

    def to_python(self, value: str) -> ReportKind:
        return ReportKind(value)

    def to_url(self, value: str) -> str:
        return ReportKind(value).value


register_converter(KindConverter, "report")
OTHER = "to-chuc/<slug:public_id>/<report:kind>/"

urlpatterns = [
    path("to-chuc/<slug:public_id>/so-ket/", views.review, name="review"),
    path("to-chuc/<slug:public_id>/so-ket/luu", views.save, name="review-save"),
    path("to-chuc/<slug:public_id>/so-ket/xem-truoc/", views.preview, name="review-preview"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/docx", views.docx, name="review-docx"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/pdf", views.pdf, name="review-pdf"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/xlsx", views.xlsx, name="review-xlsx"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/html", views.html, name="review-html"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/json", views.json, name="review-json"),
    path(OTHER, views.review, name="report"),
    path(f"{OTHER}luu", views.save, name="report-save"),
    path(f"{OTHER}xem-truoc/", views.preview, name="report-preview"),
    path(f"{OTHER}tai-ve/docx", views.docx, name="report-docx"),
    path(f"{OTHER}tai-ve/pdf", views.pdf, name="report-pdf"),
    path(f"{OTHER}tai-ve/xlsx", views.xlsx, name="report-xlsx"),
    path(f"{OTHER}tai-ve/html", views.html, name="report-html"),
    path(f"{OTHER}tai-ve/json", views.json, name="report-json"),
]
