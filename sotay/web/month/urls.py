"""Address of a committee's month."""

from django.urls import path

from sotay.web.month import orienting, views

urlpatterns = [
    path("to-chuc/<slug:public_id>/thang/<int:month>/", views.month, name="month"),
    path("to-chuc/<slug:public_id>/thang/<int:month>/nhac/", views.remind, name="month-remind"),
    path("to-chuc/<slug:public_id>/thang/<int:month>/dinh-huong/", orienting.orientation, name="orientation"),
]
