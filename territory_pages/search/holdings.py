"""What the search remembers of texts that are gone: words, until nothing holds them any more."""

from django.utils.translation import gettext_lazy as _

from site_core.kernel.personal_data import SERVICE, Erasure, Holding, declare

from .models import SearchTerm, SearchWord


def erase(_erasure: Erasure) -> None:
    """Words that no page holds are forgotten, in every territory."""
    for territory_id in (
        SearchTerm.objects.order_by().values_list("territory", flat=True).distinct()
    ):
        held = SearchWord.objects.filter(territory=territory_id).values("stem")
        SearchTerm.objects.filter(territory=territory_id).exclude(stem__in=held).delete()


def register() -> None:
    """Say what the search holds."""
    declare(
        Holding(
            name="search",
            label=_("The words of published texts, for the search"),
            purpose=_("to find what is published"),
            basis=SERVICE,
            kept=_("as long as a published text holds them"),
            erase=erase,
            is_words=True,
            is_last=True,
        )
    )
