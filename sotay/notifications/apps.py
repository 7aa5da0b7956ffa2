"""The notifications floor: who is told of which event."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "sotay.notifications"
    label = "notifications"

    def ready(self) -> None:
        from sotay.notifications.reactions import register_reactions

        register_reactions()
