"""What must stay true when Wagtail's own rows change: remembered hosts, slugs, `django_site`."""

from typing import Any

from django.contrib.sites.models import Site as DjangoSite
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from . import hosts, territories
from .models.territory import District, RoleGroup, Territory
from .models.topics import Topic


@receiver(pre_save, sender=Site)
def keep_domain_in_step(instance: Site, **_kwargs: Any) -> None:
    """A renamed host is renamed in `django_site` too, and both names are forgotten."""
    if instance.pk is None:
        return
    before = Site.objects.filter(pk=instance.pk).values_list("hostname", flat=True).first()
    if before and before != instance.hostname:
        DjangoSite.objects.filter(domain=before).update(domain=instance.hostname)
        DjangoSite.objects.clear_cache()
        hosts.changed(before)


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
def forget_site(instance: Site, **_kwargs: Any) -> None:
    """What is known of a host is read again."""
    hosts.changed(instance.hostname)


@receiver(post_save, sender=Territory)
def forget_territory(instance: Territory, **_kwargs: Any) -> None:
    """What is known of a territory's host is read again."""
    hosts.changed(instance.site.hostname)


@receiver(post_save)
@receiver(post_delete)
def follow_homes(sender: type, instance: Any, **_kwargs: Any) -> None:
    """A home added in a language gets the roles' rights and shows its language."""
    if not issubclass(sender, Page) or instance.depth != territories.HOME_DEPTH:
        return
    territory = Territory.objects.filter(
        site__root_page__translation_key=instance.translation_key
    ).first()
    if territory is None:
        return
    hosts.changed(territory.hostname)
    if _kwargs.get("created"):
        for row in RoleGroup.all_rows.filter(territory=territory).select_related("group"):
            territories.grant_pages(row.group, row.role, instance.page_ptr)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def follow_closed_pages(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """What is kept for some leaves every list at once, or comes back to them."""
    forget_closed_paths(instance.page.path)


@receiver(post_page_move)
def follow_moved_pages(parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """What is kept for some stays so where it is moved."""
    forget_closed_paths(parent_page_before.path)
    forget_closed_paths(parent_page_after.path)


def forget_closed_paths(path: str) -> None:
    """Look again for the closed pages of the territory that a tree path is in."""
    territory = territories.territory_of_path(path)
    if territory is not None:
        territory.forget()
        hosts.changed(territory.hostname)


@receiver(pre_save, sender=District)
@receiver(pre_save, sender=Topic)
def give_slug(sender: type, instance: Any, **_kwargs: Any) -> None:
    """A new name gets a slug unique in its territory; an old slug stays, links depend on it."""
    if instance.slug:
        return
    instance.slug = free_slug(sender, instance.territory_id, instance.name)


def free_slug(model: Any, territory_id: int, name: str) -> str:
    """The slug of a name, numbered when another row of the territory has it."""
    base = slugify(name)[:60] or "sans-nom"
    rows = model.all_rows.filter(territory_id=territory_id, slug__startswith=base)
    taken = set(rows.values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
