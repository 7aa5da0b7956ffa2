"""Every address of the installation. A route without a declared permission stops the start."""

from django.urls import include, path

urlpatterns = [path("", include("sotay.web.urls"))]

handler500 = "sotay.web.busy.broken"
