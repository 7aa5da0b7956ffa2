"""The members floor."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "sotay.members"
    label = "members"

    def ready(self) -> None:
        from sotay.members import indicators

        indicators.declare()
