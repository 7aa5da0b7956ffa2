"""Who can see what."""

from django.urls import path

from sotay.web.access import views

urlpatterns = [path("to-chuc/<slug:public_id>/ai-xem-duoc/", views.who, name="who-can-see")]
