"""The facts floor."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "sotay.facts"
    label = "facts"
