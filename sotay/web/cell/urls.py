"""Address of the cell's home."""

from django.urls import path

from sotay.web.cell import views

urlpatterns = [path("to-chuc/<slug:public_id>/chi-bo/", views.cell, name="cell")]
