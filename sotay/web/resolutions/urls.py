"""Addresses of tasks and resolutions."""

from django.urls import path

from sotay.web.resolutions import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/giao-viec/", views.give, name="tasks-give"),
    path("sinh-hoat/<slug:public_id>/nghi-quyet/", views.decision, name="decision"),
    path("to-chuc/<slug:public_id>/nhiem-vu/", views.tasks, name="tasks"),
    path("nhiem-vu/<slug:public_id>/", views.settle, name="task"),
]
