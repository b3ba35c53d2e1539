"""The operator's network site: a Wagtail site without a territory."""

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Locale, Site

from site_core.kernel import ground
from territory_pages.required_pages import CNIL, mail_link

from .models import NetworkHome, NetworkPage

HOME_SLUG = "reseau-kikalu"
INTRODUCTION = (
    "Chaque territoire a son lieu sur le web, où ses habitants prennent la parole : des blogs, des "
    "groupes qui écrivent ensemble, un agenda, des sondages et des consultations."
)


@transaction.atomic
def open_network_site() -> Site:
    """The site on `KIKALU_OPERATOR_HOST`, with its pages; made at the first call."""
    root = ground.prepare()
    site = Site.objects.filter(hostname=settings.OPERATOR_HOST).first()
    if site:
        return site
    home = NetworkHome(
        title="Kikalu",
        slug=HOME_SLUG,
        introduction=INTRODUCTION,
        body=[("text", text) for text in presentation()],
        locale=Locale.get_default(),
    )
    root.add_child(instance=home)
    for slug, title, introduction, text in required_pages():
        home.add_child(
            instance=NetworkPage(
                title=title,
                slug=slug,
                introduction=introduction,
                body=[("text", text)],
                locale=home.locale,
            )
        )
    DjangoSite.objects.get_or_create(domain=settings.OPERATOR_HOST, defaults={"name": "Kikalu"})
    return Site.objects.create(
        hostname=settings.OPERATOR_HOST,
        port=80,
        site_name="Kikalu",
        root_page=home,
        is_default_site=False,
    )


def presentation() -> list[str]:
    """What Kikalu is, for whoever wonders whether to have one."""
    return [
        "<h2>Écrit par ceux qui y vivent</h2><p>Ce n’est pas le site officiel d’une collectivité : "
        "c’est le miroir de la vie sociale, culturelle et économique d’un lieu. On y lit sans "
        "compte et sans cookie ; on s’inscrit pour commenter, voter, tenir un blog ou faire vivre "
        "un groupe.</p>",
        "<h2>Tenu par des référents du lieu</h2><p>Dans chaque territoire, des référents locaux "
        "relisent, forment et aident, aussi ceux qui n’ont ni ordinateur ni adresse électronique. "
        "Un refus est toujours motivé et peut être contesté.</p>",
        "<h2>Sans fil à la patte</h2><p>Rien n’est chargé chez un tiers, tout se reprend et "
        "s’emporte, et le logiciel est libre (EUPL 1.2).</p>",
    ]


def required_pages() -> list[tuple[str, str, str, SafeString]]:
    """Address, title, introduction and text of the pages that a site must have.

    Sources: LCEN art. 1-1 (mentions légales), décret 2019-768 (accessibilité), RGPD art. 13
    (données personnelles).
    """
    contact = mail_link(f"contact@{settings.MAIL_DOMAIN}")
    return [
        (
            "mentions-legales",
            "Mentions légales",
            "Qui publie ce site, qui l’héberge, à qui écrire.",
            format_html(
                "<p>Ce site et les lieux d’expression des territoires sont publiés par l’opérateur "
                "du réseau Kikalu.</p><h2>Nous écrire</h2>"
                "<p>{contact}</p><h2>Données publiques</h2><p>Communes et intercommunalités : "
                "Insee, DGCL et La Poste, Licence Ouverte. Coordonnées : GeoNames, licence "
                "CC BY 4.0.</p>",
                contact=contact,
            ),
        ),
        (
            "accessibilite",
            "Accessibilité : non conforme",
            "Ce site n’a pas encore été audité. Voici à qui dire ce qui bloque.",
            format_html(
                "<p>Ce site n’est pas en conformité établie avec le référentiel général "
                "d’amélioration de l’accessibilité (RGAA 4.1) : aucun audit n’a encore été "
                "réalisé.</p><h2>Signaler une difficulté</h2><p>Écrivez à {contact}. Nous vous "
                "répondons et vous donnons le contenu sous une autre forme.</p><h2>Voie de "
                "recours</h2><p>Sans réponse satisfaisante, vous pouvez saisir le Défenseur des "
                "droits : Libre réponse 71120, 75342 Paris CEDEX 07, ou 09 69 39 00 00.</p>",
                contact=contact,
            ),
        ),
        (
            "donnees-personnelles",
            "Données personnelles",
            "Ce que nous gardons de vous, pourquoi, et comment le reprendre.",
            format_html(
                "<p>Lire ce site ne dépose aucun cookie et n’appelle aucun autre site. Se "
                "connecter et envoyer un formulaire en demandent deux, strictement nécessaires : "
                "l’un vous garde connecté, l’autre empêche un autre site d’écrire à votre place. "
                "Les territoires gardent l’adresse électronique de leurs inscrits, le nom qu’ils "
                "affichent et ce qu’ils publient. L’adresse n’est jamais montrée.</p><h2>Vos "
                "droits</h2><p>Pour consulter, corriger ou effacer ce qui vous concerne, écrivez "
                "à {contact}. Vous pouvez aussi adresser une réclamation à la {cnil}.</p>",
                contact=contact,
                cnil=CNIL,
            ),
        ),
        (
            "contact",
            "Contact",
            "Une question, un territoire à ouvrir, un problème : écrivez-nous.",
            format_html("<p>Votre message est lu par l’opérateur : {}</p>", contact),
        ),
    ]
