"""Many territories at once, as rows only, for what must not depend on their number."""

from wagtail.models import Collection, Site

from site_core.kernel.models import Territory

from .sites import add_sites


def add_territories(count: int) -> list[Territory]:
    """Territories without pages, places or people; their hosts are home-1.test and so on."""
    before = set(Site.objects.values_list("pk", flat=True))
    add_sites(count)
    sites = list(Site.objects.exclude(pk__in=before).order_by("pk"))
    root = Collection.get_first_root_node()
    last = root.get_last_child()
    number = int(last.path[-Collection.steplen :], 36) if last else 0
    collections = Collection.objects.bulk_create(
        Collection(name=site.hostname, path=Collection._get_path(root.path, 2, number + n), depth=2)
        for n, site in enumerate(sites, 1)
    )
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + count)
    return Territory.objects.bulk_create(
        Territory(
            name=site.hostname.removesuffix(".test").capitalize(),
            slug=site.hostname.removesuffix(".test"),
            site=site,
            collection=collection,
        )
        for site, collection in zip(sites, collections, strict=True)
    )
