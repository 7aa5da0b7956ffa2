"""Addresses of signing in, enrolling, and of one's own account."""

from django.urls import path

from sotay.web.account import enrol, own, sign_in, views

urlpatterns = [
    path("dang-nhap", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/buoc-hai", sign_in.second_step, name="second-step"),
    path("dang-nhap/khoa", sign_in.by_key, name="sign-in-key"),
    path("dang-xuat", sign_in.sign_out, name="sign-out"),
    path("ghi-danh/", enrol.enrol, name="enrol"),
    path("xac-nhan", own.prove_again, name="prove-again"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/co-chu", views.text_size, name="text-size"),
    path("tai-khoan/thu-hep", views.narrow, name="narrow"),
    path("tai-khoan/may", own.openers, name="openers"),
    path("tai-khoan/may/ket-thuc", own.end_opener, name="opener-end"),
    path("tai-khoan/buoc-hai", own.set_second_step, name="second-factor"),
    path("tai-khoan/buoc-hai/go", own.drop_second_step, name="second-factor-drop"),
    path("tai-khoan/khoa", own.add_key, name="key-add"),
    path("song", views.alive, name="alive"),
]
