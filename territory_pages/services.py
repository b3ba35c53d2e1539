"""The pages a territory opens with."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from agenda.services import create_section as create_agenda
from blog.services import create_section as create_blogs
from consultations.services import create_section as create_consultations
from members.services import create_section as create_groups
from site_core.kernel import ground, territories
from site_core.kernel.models import Territory

from .models import HomePage, StandardPage
from .required_pages import required_pages


def create_home(*, name: str, slug: str) -> HomePage:
    """A published home page, last under the root of the tree."""
    home = HomePage(title=name, slug=free_home_slug(slug), locale=Locale.get_default())
    ground.prepare().add_child(instance=home)
    return home


def free_home_slug(slug: str) -> str:
    """The slug for a home beside all others: translations may already hold the plain one."""
    taken = Page.objects.filter(depth=2, slug=slug).exists()
    return f"{slug}-accueil" if taken else slug


def create_site_tree(*, territory: Territory, home: HomePage) -> None:
    """Each app's section, then the pages that the law or the contract requires."""
    for create_section in (create_blogs, create_groups, create_agenda, create_consultations):
        create_section(home=home)
    for page in required_pages(territory):
        home.add_child(
            instance=StandardPage(
                title=page.title,
                slug=page.slug,
                introduction=page.introduction,
                body=[("text", text) for text in page.texts],
                locale=home.locale,
            )
        )


@transaction.atomic
def translate_home(
    *, territory: Territory, language: str, publish: bool = True, by: Any = None
) -> HomePage:
    """Open a territory in one more language: its home, and the sections that hold pages.

    The texts stay those of the first language until somebody writes theirs; nothing else is
    copied, each page is translated when somebody asks. Done again, it only publishes what is not.
    Raises Locale.DoesNotExist for a language that the deployment does not speak.
    """
    locale = Locale.objects.get(language_code=language)
    with territories.enter(territory):
        original = HomePage.objects.get(pk=territory.site.root_page_id)
        home: HomePage = translated(original, locale, by)
        with translation.override(language):
            titles = {"agenda": _("Agenda"), "blogs": _("Blogs"), "groupes": _("Groups")}
            titles["consultations"] = _("Consultations")
        for section in Page.objects.child_of(original).filter(slug__in=titles).specific():
            copy = translated(section, locale, by)
            if copy.title == section.title:
                copy.title = copy.draft_title = titles[section.slug]
                copy.save()
            if publish and not copy.live:
                copy.save_revision(user=by).publish()
        # Read again: publishing writes the number of children that the object knows of.
        home = HomePage.objects.get(pk=home.pk)
        if publish and not home.live:
            home.save_revision(user=by).publish()
            home.refresh_from_db()
    territory.forget()
    return home


def translated(page: Any, locale: Locale, by: Any) -> Any:
    """The page's own version in a language, made now unless it is there already."""
    version = page.get_translation_or_none(locale)
    if version is None or version.alias_of_id:
        translate_object(page, [locale], user=by)
        version = page.get_translation(locale)
    return version
