"""Addresses of what comes before a meeting."""

from django.urls import path

from sotay.web.planning import files

urlpatterns = [path("tai-lieu/<slug:public_id>/", files.document, name="document")]
