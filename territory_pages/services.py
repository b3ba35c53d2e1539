"""The pages a territory opens with."""

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from agenda.services import create_section as create_agenda
from blog.services import create_section as create_blogs
from consultations.services import create_section as create_consultations
from members.services import create_section as create_groups
from site_core.kernel import ground
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


def create_network_home(*, title: str) -> HomePage:
    """The front page of the operator's network site."""
    return create_home(name=title or _("The network"), slug="reseau")
