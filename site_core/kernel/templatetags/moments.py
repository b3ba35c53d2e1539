"""Days and hours in the words people use: the default filters know neither “1er” nor “20 h”."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from .. import day_words

register = template.Library()


@register.simple_tag
def today() -> str:
    """“Tuesday 24 November”, on the clocks of the place."""
    day = timezone.localdate()
    return day_words.day_words(day, day)


@register.filter
def day(when: date | datetime) -> str:
    """“24 November 2026”; of a moment, on the clocks of the place."""
    return day_words.date_words(
        timezone.localtime(when).date() if isinstance(when, datetime) else when
    )


@register.filter
def full_day(moment: datetime) -> str:
    """“Tuesday 24 November 2026”, on the clocks of the place."""
    return day_words.full_day_words(timezone.localtime(moment).date())


@register.filter
def hour(moment: datetime) -> str:
    """“6:30 p.m.”, on the clocks of the place; without minutes when there are none."""
    return day_words.hour_words(moment, timezone.get_current_timezone())
