"""Address of the page of components."""

from django.urls import path

from sotay.web.style import views

urlpatterns = [path("kieu-mau/", views.components, name="components")]
