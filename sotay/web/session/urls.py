"""Addresses of a meeting in session."""

from django.urls import path

from sotay.web.session import desk, notes, people, screens, speaking

urlpatterns = [
    path("sinh-hoat/<slug:public_id>/dieu-hanh/", desk.session, name="session"),
    path("sinh-hoat/<slug:public_id>/be-mac/", desk.close, name="session-close"),
    path("sinh-hoat/<slug:public_id>/buoc/", notes.item, name="session-item"),
    path("sinh-hoat/<slug:public_id>/y-kien/", notes.opinion, name="session-opinion"),
    path("sinh-hoat/<slug:public_id>/phat-bieu/", speaking.speakers, name="session-speakers"),
    path("sinh-hoat/<slug:public_id>/xin-phat-bieu/", speaking.speak, name="session-speak"),
    path("sinh-hoat/<slug:public_id>/khach/", people.guests, name="session-guests"),
    path("sinh-hoat/<slug:public_id>/den-ve/", people.arrivals, name="session-arrivals"),
    path("sinh-hoat/<slug:public_id>/to-dang/", people.sittings, name="session-sittings"),
    path("sinh-hoat/<slug:public_id>/man-hinh/", screens.screen, name="session-screen"),
    path("sinh-hoat/<slug:public_id>/dang-dien-ra/", screens.live, name="session-live"),
]
