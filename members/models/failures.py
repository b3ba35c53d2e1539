"""Failed sign-ins, kept for a few minutes."""

from django.db import models


class SignInFailure(models.Model):
    """One failed attempt, under keyed digests: the row names neither an account nor a machine.

    It belongs to no territory: an account opens them all, so guessing is slowed down on all hosts
    together. `members/throttling.py` says how many are too many.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=("address", "at"), name="failures_of_an_address"),
            models.Index(fields=("account", "address"), name="failures_on_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}"
