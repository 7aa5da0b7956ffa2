"""Addresses of assigned leaders."""

from django.urls import path

from sotay.web.oversight import views

urlpatterns = [
    path("phu-trach/", views.calendar, name="led"),
    path("phu-trach/<slug:public_id>/", views.visit, name="visit"),
    path("sinh-hoat/<slug:public_id>/nhan-xet/", views.visits, name="visits"),
]
