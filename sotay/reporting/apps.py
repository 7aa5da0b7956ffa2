"""The reporting floor."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sotay.reporting"
    label = "reporting"

    def ready(self) -> None:
        from sotay.minutes import printing
        from sotay.reporting.meeting_papers.minutes import paper_to_keep

        printing.register(paper_to_keep)
