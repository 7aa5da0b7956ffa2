"""The programmes floor."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sotay.programmes"
    label = "programmes"
