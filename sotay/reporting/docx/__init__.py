"""The Word writer of official papers."""

from sotay.reporting.docx.writer import write_docx

__all__ = ["write_docx"]
