"""The organisations floor."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "sotay.organisations"
    label = "organisations"
