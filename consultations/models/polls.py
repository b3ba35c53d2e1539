"""Polls: a question, its options, and when it may be answered."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from site_core.kernel import clock
from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.listing import listing
from site_core.kernel.models import BasePage, Illustrated, Located, Topical
from site_core.kernel.plain_text import refuse_unreadable

from ..cards import poll_cards, when_of
from ..page_forms import PollForm
from ..rows import PollManager
from .outcomes import Answered


class ConsultationIndex(BasePage):
    """The list of a territory's consultations, at `/consultations/`."""

    template = "pages/consultations/index.html"
    kind = "consultations"
    section_slug = "consultations"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["territory_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["consultations.Poll"]

    class Meta:
        verbose_name = _("list of consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is open or announced, or with `?etat=clos` what is closed."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        shows_closed = request.GET.get("etat") == "clos"
        polls = Poll.objects.shown_here(territory).for_cards()
        now = timezone.now()
        rows = polls.closed(now) if shows_closed else polls.current(now)
        found = listing(request, rows, lambda rows: poll_cards(territory, rows))
        kept = [("etat", "clos")] if shows_closed else []
        return {**context, "shows_closed": shows_closed, "kept": kept, "listing": found}


class Poll(Answered, Illustrated, Located, Topical, BasePage):
    """A question with options; the page's title is the question."""

    introduction = models.TextField(_("why we ask"), max_length=400, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("context"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    objects = PollManager()

    template = "pages/consultations/poll.html"
    kind = "poll"
    base_form_class = PollForm
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationIndex"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        TitleFieldPanel(
            "title",
            heading=_("Question"),
            placeholder=_("Question*"),
            help_text=_("One question, that one understands without reading further."),
        ),
        FieldPanel("introduction"),
        InlinePanel(
            "options",
            heading=_("Answers to choose from"),
            label=_("answer"),
            min_num=2,
            help_text=_("At least two, in the order in which people will read them."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")])],
            heading=_("When"),
            icon="date",
            help_text=_(
                "On the clocks of the territory. What closes at 18:00 refuses what comes at 18:00."
            ),
        ),
        *Illustrated.picture_panels,
        FieldPanel("body"),
        *Answered.outcome_panels,
        *Located.place_panels,
        *Topical.topic_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.place_search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        *Answered.outcome_search_fields,
        index.RelatedFields("options", [index.SearchField("label")]),
    ]

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        # Of all territories at once: `run_due` asks which closed.
        indexes = [models.Index(fields=("closes_at",), name="polls_closing")]

    def clean(self) -> None:
        """A poll closes after it opens, in a year that one may mean."""
        super().clean()
        for name in ("opens_at", "closes_at"):
            moment = getattr(self, name)
            if moment and not clock.is_plausible(moment):
                raise ValidationError({name: _("Check the year of this date.")})
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The closing must come after the opening.")})

    @property
    def papers(self) -> list[tuple[int, str, str]]:
        """(number, label, what it means) of each answer, as a ballot paper shows them."""
        return [(option.pk, option.label, option.help_text) for option in self.options.all()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its phase now, also in words."""
        context = super().get_context(request, *args, **kwargs)
        phase = clock.phase(self.opens_at, self.closes_at, timezone.now())
        return {**context, "phase": phase, "when": when_of(self)}


class PollOption(TranslatableMixin, Orderable):
    """One answer that can be chosen; it follows its poll."""

    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="options")
    label = models.CharField(_("answer"), max_length=160)
    help_text = models.CharField(_("what it means"), max_length=300, blank=True)

    panels = [FieldPanel("label"), FieldPanel("help_text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("option")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """An answer is made of what people can read."""
        super().clean()
        for name in ("label", "help_text"):
            try:
                refuse_unreadable(getattr(self, name))
            except ValidationError as error:
                raise ValidationError({name: error}) from error
