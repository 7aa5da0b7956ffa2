"""Address of the server's state."""

from django.urls import path

from sotay.web.upkeep import views

urlpatterns = [path("may-chu/", views.server, name="server")]
