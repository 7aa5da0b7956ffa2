"""The ballots floor: votes and secret ballots."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "sotay.ballots"
    label = "ballots"
