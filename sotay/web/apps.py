"""The web floor."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured


class WebConfig(AppConfig):
    name = "sotay.web"
    label = "web"

    def ready(self) -> None:
        register(every_route_declares_a_permission)


def every_route_declares_a_permission(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Django's own check (`manage.py check`, before every command): the same as at the server's start."""
    from sotay.web.door import verify_routes

    try:
        verify_routes()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="sotay.E001")]
    return []
