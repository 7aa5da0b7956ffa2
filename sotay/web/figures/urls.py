"""Addresses of figures: their records, their charts, two periods side by side; each also as a file."""

from django.urls import path

from sotay.web.figures import views

NODE = "to-chuc/<slug:public_id>/"
urlpatterns = [
    path(f"{NODE}so-lieu/<str:code>/", views.records, name="records"),
    path(f"{NODE}so-lieu/<str:code>/tai-ve/<str:form>", views.records_file, name="records-file"),
    path(f"{NODE}so-sanh/", views.compare, name="compare"),
    path(f"{NODE}so-sanh/tai-ve/<str:form>", views.compare_file, name="compare-file"),
    path(f"{NODE}bieu-do/<str:code>/", views.charts, name="charts"),
    path(f"{NODE}bieu-do/<str:code>/tai-ve/<str:form>", views.charts_file, name="charts-file"),
]
