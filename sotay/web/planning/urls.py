"""Addresses of what comes before a meeting."""

from django.urls import path

from sotay.web.planning import committee, files, orientations, parts, proposing, views, year

urlpatterns = [
    path("tai-lieu/<slug:public_id>/", files.document, name="document"),
    path("to-chuc/<slug:public_id>/chuan-bi/", proposing.propose, name="propose"),
    path("to-chuc/<slug:public_id>/le-sinh-hoat/", parts.habit, name="habit"),
    path("to-chuc/<slug:public_id>/ke-hoach/<int:year>/", year.year, name="year-plan"),
    path("to-chuc/<slug:public_id>/ke-hoach-thang/<int:month>/", year.month, name="year-month"),
    path("to-chuc/<slug:public_id>/chuyen-de/", year.topics, name="topics"),
    path("to-chuc/<slug:public_id>/hop-chi-uy/", committee.form, name="committee-new"),
    path("to-chuc/<slug:public_id>/dinh-huong/<int:month>/", orientations.given, name="cell-orientations"),
    path("hop-chi-uy/<slug:public_id>/", committee.page, name="committee"),
    path("sinh-hoat/<slug:public_id>/chuan-bi/", views.prepare, name="prepare"),
    path("sinh-hoat/<slug:public_id>/lich/", views.plan, name="plan"),
    path("sinh-hoat/<slug:public_id>/muc/", parts.agenda_item, name="agenda-item"),
    path("sinh-hoat/<slug:public_id>/them-tai-lieu/", parts.paper, name="paper-add"),
    path("sinh-hoat/<slug:public_id>/trieu-tap/", views.call, name="call"),
    path("sinh-hoat/<slug:public_id>/hoan/", views.put_off, name="put-off"),
]
