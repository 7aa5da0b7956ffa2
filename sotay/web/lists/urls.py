"""Lists to print."""

from django.urls import path

from sotay.web.lists import views

urlpatterns = [
    path("to-chuc/<slug:public_id>/in-dang-vien/", views.members, name="member-list"),
    path("to-chuc/<slug:public_id>/in-dang-vien/<slug:form>/", views.members_file, name="member-list-file"),
    path("to-chuc/<slug:public_id>/in-to-chuc/", views.organisations, name="organisation-list"),
    path(
        "to-chuc/<slug:public_id>/in-to-chuc/<slug:form>/",
        views.organisations_file,
        name="organisation-list-file",
    ),
]
