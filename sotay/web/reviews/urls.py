"""Addresses of the review."""

from django.urls import path

from sotay.web.reviews import views

urlpatterns = [
    path("to-chuc/<slug:public_id>/so-ket/", views.review, name="review"),
    path("to-chuc/<slug:public_id>/so-ket/luu", views.save, name="review-save"),
    path("to-chuc/<slug:public_id>/so-ket/xem-truoc/", views.preview, name="review-preview"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/docx", views.docx, name="review-docx"),
    path("to-chuc/<slug:public_id>/so-ket/tai-ve/json", views.json, name="review-json"),
]
