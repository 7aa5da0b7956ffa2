"""The PDF writer of official papers: typst sets plain data, with the shipped face alone."""

from sotay.reporting.pdf.writer import write_book_pdf, write_pdf

__all__ = ["write_book_pdf", "write_pdf"]
