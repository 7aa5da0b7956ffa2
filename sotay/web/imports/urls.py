"""Addresses of the import."""

from django.urls import path

from sotay.web.imports import views

urlpatterns = [
    path("nhap-du-lieu/", views.start, name="import"),
    path("nhap-du-lieu/mau/<slug:name>.xlsx", views.template, name="import-template"),
    path("nhap-du-lieu/<slug:token>/", views.batch, name="import-batch"),
    path("nhap-du-lieu/<slug:token>/ghi", views.commit, name="import-commit"),
    path("nhap-du-lieu/<slug:token>/huy", views.cancel, name="import-cancel"),
    path("nhap-du-lieu/<slug:token>/xong/", views.done, name="import-done"),
    path("nhap-du-lieu/<slug:token>/de-rieng", views.aside, name="import-aside"),
]
