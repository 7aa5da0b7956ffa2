"""Addresses of votes."""

from django.urls import path

from sotay.web.ballots import views

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/bieu-quyet/", views.votes, name="votes"),
    path("sinh-hoat/<slug:public_id>/bieu-quyet/phieu-giay/", views.slips, name="vote-slips"),
    path("sinh-hoat/<slug:public_id>/bieu-quyet/tren-may/", views.devices, name="vote-devices"),
    path("bieu-quyet/<slug:public_id>/", views.poll, name="poll"),
    path("bieu-quyet/<slug:public_id>/sua/", views.correct, name="poll-correct"),
    path("bieu-quyet/<slug:public_id>/huy/", views.void, name="poll-void"),
    path("bieu-quyet/<slug:public_id>/bo-phieu/", views.cast, name="poll-cast"),
]
