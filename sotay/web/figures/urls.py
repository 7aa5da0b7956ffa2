"""Addresses of the records behind figures."""

from django.urls import path

from sotay.web.figures import views

urlpatterns = [path("to-chuc/<slug:public_id>/so-lieu/<str:code>/", views.records, name="records")]
