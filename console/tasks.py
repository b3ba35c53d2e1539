"""Mails that leave after an act of the operator."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from members.links import HostTokenGenerator
from members.models import User
from site_core.kernel import mail, territories
from site_core.kernel.addresses import public_url
from site_core.kernel.models import Role, Territory, TerritoryRole

OF_TERRITORIES = "site_core.urls"


@task()
def mail_invitation(territory_id: int, row_id: int) -> None:
    """Tell a person of their role, and how to come in; nothing when it was taken back meanwhile.

    Whoever has no password yet gets a link to choose one, which holds a day on this host alone.
    """
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    with territories.enter(territory), translation.override(settings.LANGUAGE_CODE):
        rows = TerritoryRole.objects.select_related("user", "appointed_by")
        row = rows.filter(pk=row_id, user__is_active=True).first()
        if row is None:
            return
        host = public_url(territory.hostname)
        context = mail.signature(territory) | {
            "territory": territory,
            "role": Role(row.role).label,
            "is_referent": row.role == Role.REFERENT,
            "by": row.appointed_by,
            "password_url": "" if row.user.has_usable_password() else host + chooser_of(row),
            "forgotten_url": host + reverse("account_reset_password", OF_TERRITORIES),
            "admin_url": f"{host}/admin/",
        }
        subject = render_to_string("emails/console/invitation_subject.txt", context)
        EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("emails/console/invitation.txt", context),
            from_email=mail.sender(territory),
            to=[row.user.email],
            reply_to=mail.answered_by(territory),
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def chooser_of(row: TerritoryRole) -> str:
    """Where this person, and nobody else, chooses a password, on the host of the territory."""
    user: User = row.user
    token = HostTokenGenerator(row.territory.hostname).make_token(user)
    return reverse(
        "account_reset_password_from_key",
        OF_TERRITORIES,
        kwargs={"uidb36": user_pk_to_url_str(user), "key": token},
    )
