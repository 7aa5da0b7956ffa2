"""Addresses of check-in. The code's own address is short, because it stands in a picture."""

from django.urls import path

from sotay.web.checkin import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/ma-diem-danh/", views.desk, name="check-in-desk"),
    path("sinh-hoat/<slug:public_id>/ma-diem-danh/ma.svg", views.picture, name="check-in-picture"),
    path("sinh-hoat/<slug:public_id>/co-mat/", views.own, name="check-in"),
    path("dd/<slug:public_id>/<slug:code>/", views.scan, name="check-in-scan"),
]
