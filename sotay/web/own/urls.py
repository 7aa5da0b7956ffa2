"""My own pages."""

from django.urls import path

from sotay.web.own import views

urlpatterns = [
    path("cua-toi/", views.own, name="own"),
    path("cua-toi/du-lieu/", views.data, name="own-data"),
    path("cua-toi/du-lieu.json", views.json, name="own-json"),
]
