"""The HTML writer: a paper as one page of its own that any browser reads and prints on A4."""

from sotay.reporting.html.writer import write_html

__all__ = ["write_html"]
