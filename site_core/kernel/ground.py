"""What every territory stands on: a bare tree and its languages."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

NAME = "Kikalu"  # of the root of pages and of the root of collections: editors meet both


def prepare() -> Page:
    """The tree's root, locked until the transaction ends so that its children are added in turn.

    The first call removes Wagtail's welcome page and its default site: no site is the default one.
    """
    root = Page.objects.select_for_update().filter(depth=1).first()
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if root is None:
        root = Page.add_root(title=NAME, slug="root", locale=Locale.get_default())
        allow_translating()
    if Collection.get_first_root_node() is None:
        Collection.add_root(name=NAME)
    if default := Site.objects.filter(is_default_site=True).select_related("root_page").first():
        welcome = default.root_page
        default.delete()
        welcome.delete()
        Page.objects.filter(pk=root.pk).update(title=NAME, draft_title=NAME)
        Collection.objects.filter(depth=1).update(name=NAME)
        root.refresh_from_db()
    return root


def allow_translating() -> None:
    """The right to translate, which only a migration makes: gone once the tables were emptied."""
    translation = ContentType.objects.get(app_label="wagtail_localize", model="translation")
    Permission.objects.get_or_create(
        content_type=translation,
        codename="submit_translation",
        defaults={"name": "Can submit translations"},
    )
