"""What the search keeps of each published page: where it is about, when, and its words."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page

from site_core.kernel.models import District, Territory, TerritoryOwned, Topic, Town
from site_core.kernel.places import under
from site_core.kernel.scoping import GuardedQuerySet, InScopeManager

from .words import LONGEST_WORD


class SearchEntryQuerySet(GuardedQuerySet):
    """Entries in the scope, by what a visitor may read of them."""

    def shown(self, territory: Territory, language: str) -> Self:
        """Those of pages that a visitor may read now, in this language.

        The page has the last word, whatever the entry remembers.
        """
        paths = [home.path for home in territory.homes if home.locale.language_code == language]
        found = self.filter(under(paths, "page__path"), page__live=True, page__expired=False)
        if closed := territory.closed_paths:
            found = found.exclude(under(closed, "page__path"))
        return found

    def holding(self, territory: Territory, stems: Collection[str]) -> Self:
        """Those that hold one of these stems: a row for each that they hold.

        By joins, from the index of the words: as a subquery it reads every entry.
        """
        return self.filter(words__territory=territory, words__stem__in=stems)


class SearchEntry(TerritoryOwned):
    """One published page: what filters and results need of it, without loading it.

    `starts_at` and `ends_at` are those of what happens; what is only published has an instant.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    town = models.ForeignKey(Town, models.SET_NULL, null=True, related_name="+")
    district = models.ForeignKey(District, models.SET_NULL, null=True, related_name="+")
    topics = models.ManyToManyField(Topic, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    text = models.TextField()

    objects: ClassVar[Any] = InScopeManager.from_queryset(SearchEntryQuerySet)()

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=("territory", "page"), name="one_search_entry_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"


class SearchWord(TerritoryOwned):
    """A word of a page: its stem, the first form written, and how much the page is about it.

    Words go with their entry, all at once and without a signal for each: hence DO_NOTHING.
    """

    entry = models.ForeignKey(SearchEntry, models.DO_NOTHING, related_name="words")
    stem = models.CharField(max_length=LONGEST_WORD)
    form = models.CharField(max_length=LONGEST_WORD)
    weight = models.PositiveSmallIntegerField()

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "stem", "entry"), name="one_search_word_an_entry"
            )
        ]

    def __str__(self) -> str:
        return self.stem


class SearchTerm(TerritoryOwned):
    """A stem that was once published in the territory, to look for what resembles a slip.

    That it is here says nothing: whether it may still be read is asked of the words.
    """

    stem = models.CharField(max_length=LONGEST_WORD)

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "stem"), name="one_search_term_in_territory"
            )
        ]

    def __str__(self) -> str:
        return self.stem


def words_of(entry: SearchEntry) -> Any:
    """The words of one entry, to be deleted with `_raw_delete`."""
    return SearchWord.all_rows.filter(territory_id=entry.territory_id, entry=entry)


@receiver(pre_delete, sender=SearchEntry)
def drop_words(instance: SearchEntry, using: str, **_kwargs: Any) -> None:
    """The words of an entry that goes."""
    words_of(instance)._raw_delete(using)
