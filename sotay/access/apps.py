"""The access floor."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "sotay.access"
    label = "access"
