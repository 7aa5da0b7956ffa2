"""The reporting floor."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sotay.reporting"
    label = "reporting"
