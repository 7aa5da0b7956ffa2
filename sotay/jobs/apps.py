"""The jobs floor."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sotay.jobs"
    label = "jobs"
