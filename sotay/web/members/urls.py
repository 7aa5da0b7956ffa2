"""Members of an organisation, one member, the search."""

from django.urls import path

from sotay.web.members import search, views

urlpatterns = [
    path("to-chuc/<slug:public_id>/dang-vien/", views.members, name="members"),
    path("dang-vien/<slug:public_id>/", views.member, name="member"),
    path("tim-dang-vien/", search.search, name="member-search"),
    path("tim-dang-vien/ly-do/", search.reason, name="member-reason"),
    path("tim-dang-vien/thoi/", search.reason_end, name="member-reason-end"),
]
