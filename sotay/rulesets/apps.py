"""The rulesets floor."""

from django.apps import AppConfig


class RulesetsConfig(AppConfig):
    name = "sotay.rulesets"
    label = "rulesets"
