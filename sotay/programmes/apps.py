"""The programmes floor."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class ProgrammesConfig(AppConfig):
    name = "sotay.programmes"
    label = "programmes"

    def ready(self) -> None:
        from sotay.programmes.rules import programme, programme_codes

        try:
            programme(settings.PROGRAMME)
        except KeyError as error:
            known = ", ".join(programme_codes())
            raise ImproperlyConfigured(f"SOTAY_PROGRAMME: không có đề án mang mã này; có: {known}") from error
