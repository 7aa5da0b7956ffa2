"""Addresses of the import."""

from django.urls import path

from sotay.web.imports import desk_views, views

urlpatterns = [
    path("nhap-du-lieu/", views.start, name="import"),
    path("nhap-du-lieu/mau/<slug:name>.xlsx", views.template, name="import-template"),
    path("nhap-du-lieu/<slug:token>/", views.batch, name="import-batch"),
    path("nhap-du-lieu/<slug:token>/cot/", desk_views.columns, name="import-columns"),
    path("nhap-du-lieu/<slug:token>/trung/", desk_views.twins, name="import-twins"),
    path("nhap-du-lieu/<slug:token>/thay-doi/", desk_views.changes, name="import-changes"),
    path("nhap-du-lieu/<slug:token>/ghi", views.commit, name="import-commit"),
    path("nhap-du-lieu/<slug:token>/huy", views.cancel, name="import-cancel"),
    path("nhap-du-lieu/<slug:token>/xong/", views.done, name="import-done"),
    path("nhap-du-lieu/<slug:token>/xong/dong/", desk_views.rows, name="import-rows"),
    path("nhap-du-lieu/<slug:token>/de-rieng", views.aside, name="import-aside"),
]
