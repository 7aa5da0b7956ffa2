"""The upkeep floor."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "sotay.upkeep"
    label = "upkeep"
