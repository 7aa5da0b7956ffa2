"""The facts floor."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "sotay.facts"
    label = "facts"

    def ready(self) -> None:
        from sotay.facts import indicators

        indicators.declare()
