"""What the search reads again without anybody waiting for it."""

from django_tasks import task

from site_core.kernel.models import Territory

from .indexing import index_pages


@task()
def read_again(territory_id: int, page_ids: list[int]) -> None:
    """Read some pages of a territory again, since the name of their place or topic changed."""
    territory = Territory.objects.select_related("site__root_page").filter(pk=territory_id).first()
    if territory is not None:
        index_pages(territory, page_ids)
