"""Codes sent by mail to somebody who is signed in, kept in the session that asked for them."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.http import HttpRequest


class MailedCode:
    """The code that this session awaits for one purpose; it works in this session only."""

    def __init__(self, request: HttpRequest, purpose: str) -> None:
        self.request = request
        self.key = f"members.code.{purpose}"

    @property
    def state(self) -> dict[str, Any] | None:
        """What is awaited; None when nothing is, any longer, or when it was for somebody else."""
        state: dict[str, Any] | None = self.request.session.get(self.key)
        if state is None or state["user"] != self.request.user.pk:
            return None
        return state if time.time() - state["at"] <= app_settings.LOGIN_BY_CODE_TIMEOUT else None

    def send(self, email: str, template: str) -> None:
        """Send a code to this address; the last one sent is the only one that works."""
        code = get_adapter().generate_login_code()
        self.expect(email, code)
        get_adapter().send_mail(template, email, {"code": code})

    def expect(self, email: str, code: str = "") -> None:
        """Wait for this code; without one, for a code that nobody has."""
        self.request.session[self.key] = {
            "user": self.request.user.pk,
            "email": email,
            "code": code,
            "at": time.time(),
            "failures": 0,
        }

    def record_failure(self) -> bool:
        """Count a wrong code; whether another try is left."""
        state = self.request.session[self.key]
        state["failures"] += 1
        self.request.session.modified = True
        if state["failures"] < app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS:
            return True
        self.forget()
        return False

    def forget(self) -> None:
        """Wait no longer."""
        self.request.session.pop(self.key, None)
