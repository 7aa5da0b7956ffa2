"""The minutes floor: the record assembled."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "sotay.minutes"
    label = "minutes"
