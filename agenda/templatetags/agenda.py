"""Where the agenda is found in its other forms."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils import timezone

from site_core.kernel.addresses import public_url

register = template.Library()


class CalendarAddress(NamedTuple):
    """One calendar: its path, the whole address, and the same for programs that subscribe."""

    path: str
    url: str
    webcal: str


@register.simple_tag
def this_month() -> str:
    """The agenda of the month it is, on the clocks of the place."""
    day = timezone.localdate()
    return reverse("agenda:month", kwargs={"year": f"{day:%Y}", "month": f"{day:%m}"})


@register.simple_tag(takes_context=True)
def calendar_address(context: template.Context) -> CalendarAddress:
    """The calendar of the territory, or of the commune that the list is about."""
    request = context["request"]
    town = getattr(context.get("listing"), "town", None)
    path = reverse("agenda:calendar") + (f"?commune={town.code}" if town else "")
    url = public_url(request.hostname, request) + path
    return CalendarAddress(path, url, "webcal" + url[url.index(":") :])
