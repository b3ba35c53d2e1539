"""Accounts."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberManager(UserManager["User"]):
    """Accounts are made with an e-mail address, kept in lower case."""

    def _create_user(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """An ordinary account; without a password it can only be opened by mail."""
        return self._create_user(email, password, **fields)

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """An account of the operator."""
        return self._create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """One account across all territories; its address is never shown to anyone else.

    Sessions belong to hosts, the account to none: moving `session_generation` on ends its sessions
    on all of them.
    """

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    mail_refused_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When its mail server said that it has no such box.")
    )
    reminded_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When its owner was told that it will be erased.")
    )
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = MemberManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this account must hold: another generation ends them all."""
        told: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{self.session_generation}:{told}" if self.session_generation else told

    def get_full_name(self) -> str:
        """The name the person chose."""
        return self.name

    def get_short_name(self) -> str:
        """The name the person chose."""
        return self.name
