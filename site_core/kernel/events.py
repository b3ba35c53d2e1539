"""What happens in the kernel, for the apps above it that follow."""

from django.dispatch import Signal

# A page of a territory is in the database with the rows under it and its links to others, inside
# the transaction that wrote it. Sent with `page` and `update_fields`, as in Model.save(); the page
# in hand may be a draft: read again what is public.
page_written = Signal()

# A topic or a district goes, inside the transaction that deletes it: `gone`, and `into`, the row
# that takes its place or None. Nothing is moved yet.
merging = Signal()
