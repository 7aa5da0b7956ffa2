"""Addresses of the statement and the notice."""

from django.urls import path

from sotay.web.notice import views

urlpatterns = [
    path("thong-bao-du-lieu/", views.notice, name="data-notice"),
    path("thong-bao-du-lieu/khai-bao/", views.controller, name="data-controller"),
]
