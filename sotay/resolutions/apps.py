"""The resolutions floor: resolutions, conclusions, tasks."""

from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "sotay.resolutions"
    label = "resolutions"

    def ready(self) -> None:
        from sotay.resolutions import indicators

        indicators.declare()
