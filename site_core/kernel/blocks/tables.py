"""Tables of words and figures, that can be heard as well as seen."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

MOST_COLUMNS = 8  # more cannot be read on a phone, nor on paper


class WordsTableBlock(TypedTableBlock):
    """A table with a caption and a heading for each column; its first column names the rows."""

    def clean(self, table: TypedTable) -> TypedTable:
        """Refuse a table that a screen reader could not tell."""
        refusals = []
        if not table.columns or not table.row_data:
            refusals.append(gettext("A table needs at least one column and one row."))
        if not table.caption.strip():
            refusals.append(gettext("Give the table a caption: what does it show?"))
        if any(not column["heading"].strip() for column in table.columns):
            refusals.append(gettext("Give each column a heading."))
        if len(table.columns) > MOST_COLUMNS:
            refusals.append(
                gettext("At most %(most)s columns: cut the table in two.") % {"most": MOST_COLUMNS}
            )
        if refusals and not self.is_deferred_validation:
            raise ValidationError(refusals)
        return super().clean(table)

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """The words of the table, each under the name of its place."""
        return [StringSegmentValue(place, text) for place, text in words_of(table) if text]

    def restore_translated_segments(self, table: TypedTable, segments: list[Any]) -> TypedTable:
        """The table with the words of another language in their places."""
        said = {segment.path: segment.render_text() for segment in segments}
        table.caption = said.get("caption", table.caption)
        for number, column in enumerate(table.columns):
            column["heading"] = said.get(f"heading-{number}", column["heading"])
        for number, row in enumerate(table.row_data):
            row["values"] = [
                said.get(f"cell-{number}-{place}", text) for place, text in enumerate(row["values"])
            ]
        return table


def words_of(table: TypedTable) -> Iterator[tuple[str, str]]:
    """(place, text) of all that a table says."""
    yield "caption", table.caption
    for number, column in enumerate(table.columns):
        yield f"heading-{number}", column["heading"]
    for number, row in enumerate(table.row_data):
        for place, text in enumerate(row["values"]):
            yield f"cell-{number}-{place}", text


class TableBlock(WordsTableBlock):
    """A table of short texts."""

    words = blocks.CharBlock(required=False, max_length=200, label=_("words or figures"))

    class Meta:
        icon = "table"
        label = _("table")
        group = _("Words")
        template = "blocks/table.html"
