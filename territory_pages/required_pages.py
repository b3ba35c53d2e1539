"""The pages that every territory must have, with what is true of it on the first day.

Sources: LCEN art. 1-1 (mentions légales), décret 2019-768 (accessibilité), RGPD art. 13
(données personnelles), DSA art. 14 (charte).
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from site_core.kernel.models import Territory

# Where a complaint is lodged.
CNIL = mark_safe('<a href="https://www.cnil.fr/fr/plaintes">CNIL</a>')


@dataclass(frozen=True, slots=True)
class RequiredPage:
    """A page to create: its address, its words."""

    slug: str
    title: str
    introduction: str
    texts: tuple[str, ...]


def mail_link(address: str) -> SafeString:
    """An address, to read and to write to."""
    return format_html('<a href="mailto:{0}">{0}</a>', address)


def required_pages(territory: Territory) -> list[RequiredPage]:
    """The six required pages, in French, filled with the territory's data."""
    contact = mail_link(territory.contact_email or f"{territory.slug}@{settings.MAIL_DOMAIN}")
    return [
        RequiredPage(
            "mentions-legales",
            "Mentions légales",
            "Qui publie ce site, qui l’héberge, à qui écrire.",
            (
                format_html("<h2>Nous écrire</h2><p>{contact}</p>", contact=contact),
                (
                    "<h2>Données publiques</h2><p>Communes et intercommunalités : Insee, DGCL et "
                    "La Poste, Licence Ouverte. Coordonnées : GeoNames, licence CC BY 4.0.</p>"
                ),
            ),
        ),
        RequiredPage(
            "accessibilite",
            "Accessibilité : non conforme",
            "Ce site n’a pas encore été audité. Voici ce que nous savons, et à qui le dire.",
            (
                format_html(
                    "<h2>État de conformité</h2><p>{name} n’est pas en conformité établie avec "
                    "le référentiel général d’amélioration de l’accessibilité (RGAA 4.1) : aucun "
                    "audit n’a encore été réalisé.</p>",
                    name=territory.name,
                ),
                format_html(
                    "<h2>Signaler une difficulté</h2><p>Écrivez à {contact}. Nous vous répondons "
                    "et vous donnons le contenu sous une autre forme.</p>"
                    "<h2>Voie de recours</h2><p>Sans réponse satisfaisante, vous pouvez saisir le "
                    "Défenseur des droits : Libre réponse 71120, 75342 Paris CEDEX 07, ou "
                    "09 69 39 00 00.</p>",
                    contact=contact,
                ),
            ),
        ),
        RequiredPage(
            "donnees-personnelles",
            "Données personnelles",
            "Ce que nous gardons de vous, pourquoi, et comment le reprendre.",
            (
                format_html(
                    "<h2>Vos droits</h2><p>Pour consulter, corriger ou effacer ce qui vous "
                    "concerne, écrivez à {contact}. Vous pouvez aussi adresser une réclamation à "
                    "la {cnil}.</p>",
                    contact=contact,
                    cnil=CNIL,
                ),
            ),
        ),
        RequiredPage(
            "charte",
            "Charte",
            "Ce lieu est écrit par ses habitants. Voici les règles qui le gardent habitable.",
            (
                (
                    "<ul><li>Chacun parle en son nom et respecte les personnes.</li>"
                    "<li>Ni injure, ni haine, ni publicité déguisée, ni données d’autrui.</li>"
                    "<li>On cite ses sources et on respecte le droit des auteurs.</li></ul>"
                ),
                format_html(
                    "<h2>Modération</h2><p>Les référents de {name} relisent les textes. Un refus "
                    "est toujours motivé, et son auteur peut le contester.</p>",
                    name=territory.name,
                ),
            ),
        ),
        RequiredPage(
            "contact",
            "Contact",
            "Une question, une idée, un problème : écrivez-nous.",
            (format_html("<p>Votre message est lu par les référents : {}</p>", contact),),
        ),
        RequiredPage(
            "moderation",
            "Modération : chiffres et recours",
            "Combien de textes relus, renvoyés ou retirés, et comment contester.",
            (),
        ),
    ]
