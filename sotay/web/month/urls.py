"""Address of a committee's month."""

from django.urls import path

from sotay.web.month import views

urlpatterns = [path("to-chuc/<slug:public_id>/thang/<int:month>/", views.month, name="month")]
