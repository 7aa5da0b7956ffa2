"""The journal floor."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "sotay.journal"
    label = "journal"
