"""The XLSX writer: each table and figure of a paper a sheet, figures as numbers, totals as live formulas."""

from sotay.reporting.xlsx.writer import write_xlsx

__all__ = ["write_xlsx"]
