"""Who can see what; giving and taking roles; codes on paper; accounts."""

from django.urls import path

from sotay.web.access import accounts, giving, views

PLACE = "to-chuc/<slug:public_id>/"
urlpatterns = [
    path(f"{PLACE}ai-xem-duoc/", views.who, name="who-can-see"),
    path(f"{PLACE}giao-vai-tro/", giving.give, name="role-give"),
    path(f"{PLACE}thu-vai-tro", giving.take, name="role-take"),
    path(f"{PLACE}ghi-danh/", giving.enrol_here, name="enrol-members"),
    path(f"{PLACE}cap-ma", giving.code, name="code-issue"),
    path("quan-ly/tai-khoan/", accounts.accounts, name="managed-accounts"),
    path("quan-ly/tai-khoan/<slug:public_id>/", accounts.account, name="managed-account"),
    path("quan-ly/tai-khoan/<slug:public_id>/sua", accounts.change, name="managed-account-change"),
]
