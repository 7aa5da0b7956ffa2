"""My own pages."""

from django.urls import path

from sotay.web.own import views

urlpatterns = [
    path("toi/", views.own, name="own"),
    path("toi/du-lieu/", views.data, name="own-data"),
    path("toi/du-lieu.json", views.json, name="own-json"),
]
