"""Exports that a spreadsheet opens without running anything that somebody typed."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """The value, with an apostrophe before a text that would be read as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class HarmlessExportMixin(SpreadsheetExportMixin):
    """Wagtail's CSV and XLSX exports, without formulas."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """As Wagtail's, then made harmless."""
        return harmless(super().preprocess_field_value(field, value, export_format))
