"""The meetings floor."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sotay.meetings"
    label = "meetings"

    def ready(self) -> None:
        from sotay.meetings import indicators

        indicators.declare()
