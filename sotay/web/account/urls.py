"""Addresses of signing in and of one's own account."""

from django.urls import path

from sotay.web.account import views

urlpatterns = [
    path("dang-nhap", views.sign_in, name="sign-in"),
    path("dang-xuat", views.sign_out, name="sign-out"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/co-chu", views.text_size, name="text-size"),
    path("song", views.alive, name="alive"),
]
