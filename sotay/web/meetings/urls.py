"""Addresses of meetings."""

from django.urls import path

from sotay.web.meetings import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/", views.meeting, name="meeting"),
]
