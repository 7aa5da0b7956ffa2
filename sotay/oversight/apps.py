"""The oversight floor: leaders assigned to attend; visits."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "sotay.oversight"
    label = "oversight"

    def ready(self) -> None:
        from sotay.oversight import indicators, reactions

        indicators.declare()
        reactions.register_reactions()
