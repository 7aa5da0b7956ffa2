"""Addresses of what members do before a meeting, and of what the secretary hears of it."""

from django.urls import path

from sotay.web.joining import leave, views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/tra-loi/", views.reply, name="reply"),
    path("sinh-hoat/<slug:public_id>/y-kien-truoc/", views.opinion, name="opinion-before"),
    path("sinh-hoat/<slug:public_id>/ket-qua/", views.result, name="result"),
    path("sinh-hoat/<slug:public_id>/tai-lieu/", views.papers, name="papers-read"),
    path("sinh-hoat/<slug:public_id>/xin-vang/", leave.leave, name="leave"),
]
