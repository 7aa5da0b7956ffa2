"""The first page, and every organisation's own page."""

from django.urls import path

from sotay.web.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("to-chuc/<slug:public_id>/", views.organisation, name="organisation"),
    path("to-chuc/<slug:public_id>/truc-thuoc/", views.children, name="children"),
    path("to-chuc/<slug:public_id>/truc-thuoc/tai-ve/<str:form>", views.children_file, name="children-file"),
]
