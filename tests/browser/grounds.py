"""One of everything that people may look at, at addresses known beforehand."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from members.models import Membership
from members.services import give_capacity
from messaging.digest_mail import seal
from messaging.services import post_comment
from site_core.kernel import territories
from site_core.kernel.models import District, Territory, Topic, Town
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_image,
    make_member,
    make_operator,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from tests.factories.media import picture_file

A, NETWORK = "a.localhost", settings.OPERATOR_HOST
FOR_EVERYBODY = {
    "home": (A, "/"),
    "agenda": (A, "/agenda/"),
    "agenda-past": (A, "/agenda/?quand=passe"),
    "agenda-month": (A, f"/agenda/mois/{timezone.now():%Y-%m}/"),
    "agenda-empty-month": (A, "/agenda/mois/1999-12/"),
    "map": (A, "/carte/"),
    "event": (A, "/agenda/bal-du-lavoir/"),
    "event-cancelled": (A, "/agenda/brocante/"),
    "posts": (A, "/blogs/"),
    "blogs": (A, "/blogs/?liste=blogs"),
    "blog": (A, "/blogs/carnet/"),
    "post": (A, "/blogs/carnet/nos-poules/"),
    "consultations": (A, "/consultations/"),
    "poll": (A, "/consultations/le-lavoir/"),
    "poll-closed": (A, "/consultations/le-four/"),
    "groups": (A, "/groupes/"),
    "group": (A, "/groupes/les-amis-du-lavoir/"),
    "text": (A, "/groupes/les-amis-du-lavoir/textes/la-charte/"),
    "page": (A, "/qui-sommes-nous/"),
    "legal": (A, "/mentions-legales/"),
    "search": (A, "/recherche/?q=lavoir"),
    "search-narrowed": (A, "/recherche/?q=lavoir&type=evenement&quand=ce-mois"),
    "search-misspelt": (A, "/recherche/?q=le+lavoire+samedi"),
    "search-unknown": (A, "/recherche/?q=lavoir&theme=rien"),
    "sign-in": (A, "/connexion/"),
    "sign-in-by-code": (A, "/connexion/code/"),
    "sign-up": (A, "/inscription/"),
    "forgotten": (A, "/compte/mot-de-passe/oublie/"),
    "open-your-mail": (A, "/compte/confirmer/"),
    "way-back-of-no-use": (A, "/compte/adresse/reprendre/rien/"),
    "account-closed": (A, "/compte/suspendu/"),
    "closed-for-good": (A, "/compte/rouvrir/rien/"),
    "link-of-no-use": (A, "/compte/confirmer/rien/"),
    "nothing-here": (A, "/rien/"),
    "empty-map": ("b.localhost", "/carte/"),
    "empty-home": ("b.localhost", "/"),
    "empty-list": ("b.localhost", "/groupes/"),
    "network-home": (NETWORK, "/"),
    "network-territories": (NETWORK, "/territoires/"),
    "network-sign-in": (NETWORK, "/connexion/"),
    "network-nothing-here": (NETWORK, "/rien/"),
    "unknown-host": ("nulle-part.localhost", "/"),
    "unreadable": (A, "/%00"),
}
FOR_MEMBERS = {
    "account": (A, "/compte/"),
    "name": (A, "/compte/nom/"),
    "new-address": (A, "/compte/adresse/"),
    "password": (A, "/compte/mot-de-passe/"),
    "data": (A, "/compte/donnees/"),
    "archive": (A, "/compte/donnees/archive/"),
    "close-account": (A, "/compte/donnees/fermer/"),
    "leave": (A, "/compte/donnees/quitter/"),
    "feed": (A, "/fil/"),
    "notifications": (A, "/notifications/"),
    "letter-to-stop": (A, "/lettre/{letter}/"),
    "criteria": (A, "/compte/criteres/"),
    "preferences": (A, "/compte/preferences/"),
    "follow": (A, "/suivre/?what=page-{blog}"),
    "second-factor": (A, "/compte/securite/"),
    "post-signed-in": (A, "/blogs/carnet/nos-poules/"),
    "comment": (A, "/commentaires/{post}/"),
    "answer": (A, "/commentaires/{post}/?answers={comment}"),
    "remove": (A, "/commentaires/{comment}/retirer/"),
    "sign-out": (A, "/deconnexion/"),
    "not-open-to-you": (A, "/admin/"),
}
BODY = (
    "<h2>Un mur à remonter</h2><p>Il a fallu <b>trois samedis</b>, <i>du soleil</i> et "
    "<a href='https://exemple.test/'>un peu d’aide</a>.</p><h3>Il reste à faire</h3>"
    "<ul><li>le toit</li><li>les joints</li></ul>"
)


def fill(territory: Territory) -> dict[str, Any]:
    """Everything above; the numbers and the member that the addresses need."""
    with territories.enter(territory):
        town = Town.objects.get(name="Mornant")
        district = District.objects.create(
            territory=territory, town=town, name="Le Bourg", slug="le-bourg"
        )
        topics = list(Topic.objects.all()[:2])
    picture = make_image(
        territory, file=picture_file(size=(1440, 720)), credit="Photo : L. F.", title="Lavoir"
    )
    body = [
        ("text", BODY),
        ("quote", {"text": "On s’y retrouvait tous les lundis.", "author": "Paulette"}),
        ("picture", {"image": picture, "decorative": False, "alt_text": "Le lavoir, vu du pont"}),
    ]
    place = {"town": town, "district": district, "point": "SRID=4326;POINT(4.67 45.62)"}
    common = {"introduction": "Quelques mots pour commencer.", "body": body}
    member = make_member(territory, name="Karim B.")
    blog = make_blog(
        territory, title="Carnet de Chaussan", slug="carnet", description="Au fil des saisons.",
        owner=member, picture=picture, **place,
    )  # fmt: skip
    post = make_post(
        territory, title="Nos poules", slug="nos-poules", blog=blog, owner=member,
        picture=picture, topics=topics, **common, **place,
    )  # fmt: skip
    make_post(
        territory, title="Un titre bien plus long que les autres, pour voir où il se coupe",
        blog=blog, slug="long",
    )  # fmt: skip
    make_event(
        territory, title="Bal du lavoir", slug="bal-du-lavoir", picture=picture, topics=topics,
        venue="Place de la Liberté", organiser="Les amis du lavoir", price="Gratuit",
        access="De plain-pied", **common, **place,
    )  # fmt: skip
    make_event(territory, title="Brocante", slug="brocante", status="cancelled")
    week_ago = timezone.now() - timedelta(days=7)
    make_event(territory, title="Veillée", slug="veillee", starts_at=week_ago)
    make_poll(
        territory, title="Faut-il rouvrir le lavoir ?", slug="le-lavoir", picture=picture,
        topics=topics, **common, **place,
    )  # fmt: skip
    make_poll(
        territory, title="Faut-il rallumer le four ?", slug="le-four", opens_at=week_ago,
        closes_at=week_ago + timedelta(days=1),
    )  # fmt: skip
    group = make_group(
        territory, title="Les amis du lavoir", slug="les-amis-du-lavoir", picture=picture,
        contact="lavoir@exemple.test", address="2 rue du Lavoir", topics=topics, **common, **place,
    )  # fmt: skip
    make_text(
        territory, title="La charte du lavoir", slug="la-charte", group=group, picture=picture,
        writers="douze voisins", topics=topics, **common, **place,
    )  # fmt: skip
    make_standard_page(
        territory, title="Qui sommes-nous ?", slug="qui-sommes-nous", picture=picture, **common
    )
    with territories.enter(territory):
        membership = Membership.objects.get(user=member)
        give_capacity(
            membership=membership, kind="elected", title="adjoint aux écoles", by=make_operator()
        )
        comment = post_comment(page=post, author=member, text="Elles sont sept.")
        post_comment(page=post, author=member, text="Et un coq.", answers=comment)
        neighbour = make_member(territory, name="Zoé")
        post_comment(page=post, author=neighbour, text="Chez nous, cinq.", answers=comment)
        letter = seal(territory, Membership.objects.get(user=member))
    numbers = {"blog": blog.pk, "post": post.pk, "comment": comment.pk, "letter": letter}
    return {"place": territory.name, "member": member, **numbers}
