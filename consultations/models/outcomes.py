"""What became of a consultation: the answer given, or the day by which it is promised."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

PROMISE = timedelta(days=60)


class Answered(models.Model):
    """A consultation that ends with an answer; the page has `opens_at` and `closes_at`."""

    class Decision(models.TextChoices):
        """What was decided on what people said."""

        ADOPTED = "adopted", _("Decided")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DECLINED = "declined", _("Not followed")

    outcome = models.TextField(
        _("what was decided, and why"),
        max_length=1200,
        blank=True,
        help_text=_("What people said, what was done about it, and why when it was not followed."),
    )
    decision = models.CharField(
        _("where it stands"), max_length=10, choices=Decision.choices, blank=True
    )
    answered_on = models.DateField(
        _("answered on"), null=True, blank=True, help_text=_("Left empty: today.")
    )
    answer_due_on = models.DateField(
        _("answer due on"),
        null=True,
        blank=True,
        help_text=_("Promised to those who take part. Left empty: 60 days after the closing."),
    )

    outcome_panels = [
        MultiFieldPanel(
            [
                FieldPanel("answer_due_on"),
                FieldPanel("outcome"),
                FieldRowPanel([FieldPanel("decision"), FieldPanel("answered_on")]),
            ],
            heading=_("Outcome"),
            icon="check",
            help_text=_("A consultation ends with an answer, or with the day when it is due."),
        )
    ]
    outcome_search_fields = [index.SearchField("outcome")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """An answer is whole, comes after the closing, and is due after it too."""
        super().clean()
        closes_at: Any = getattr(self, "closes_at", None)
        if not closes_at:
            return
        errors = {}
        closed_on = timezone.localdate(closes_at)
        if self.outcome and not self.decision:
            errors["decision"] = _("Say where it stands, in one word.")
        if self.decision and not self.outcome:
            errors["outcome"] = _("Say in a few words what was decided, and why.")
        if self.outcome and closes_at > timezone.now():
            errors["outcome"] = _("People may still take part: answer after the closing.")
        if self.answer_due_on and self.answer_due_on < closed_on:
            errors["answer_due_on"] = _("The answer cannot be due before the closing.")
        if self.answered_on and self.answered_on < closed_on:
            errors["answered_on"] = _("The answer cannot be given before the closing.")
        if self.answered_on and self.answered_on > timezone.localdate():
            errors["answered_on"] = _("This day has not come yet.")
        if errors:
            raise ValidationError(errors)
        if self.outcome and not self.answered_on:
            self.answered_on = timezone.localdate()
        if not self.outcome:
            self.answered_on = None

    @property
    def promised_for(self) -> date:
        """The day by which the answer is due."""
        closes_at: Any = getattr(self, "closes_at")  # noqa: B009 - the page's own field
        return self.answer_due_on or timezone.localdate(closes_at) + PROMISE

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without an answer."""
        return not self.outcome and self.promised_for < timezone.localdate()
