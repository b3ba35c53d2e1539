"""Read what is kept apart for the judge."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from members.models import User
from members.services import vault


class Command(BaseCommand):
    help = (
        "Print, as JSON, what the law has us keep apart about an e-mail address (decree "
        "2021-1362). Only for an order of a judge: the operator's log keeps that it was read, by "
        "whom and why."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, by whom, and why."""
        parser.add_argument("--address", required=True, help="the e-mail address that is asked for")
        parser.add_argument("--by", required=True, help="the e-mail address of the operator")
        parser.add_argument("--reason", required=True, help="the order, its date and its number")

    def handle(self, *, address: str, by: str, reason: str, **options: Any) -> None:
        """Everything, oldest first."""
        reader = User.objects.filter(email=by.strip().lower()).first()
        if reader is None:
            raise CommandError("No account has the address of the operator that you gave.")
        try:
            told = vault.read(email=address, by=reader, reason=reason)
        except PermissionDenied as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
