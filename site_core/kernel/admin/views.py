"""Admin screens that are not Wagtail's, or ask for more than it does."""

from typing import Any

from django import forms
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import UpdateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from .. import audit, policies, territories
from ..models.territory import Territory

KEPT_BY_REFERENTS = ("motto", "contact_email")


class TerritoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """What its referents may change of a territory; name and address are the operator's."""

    class Meta:
        model = Territory
        fields = KEPT_BY_REFERENTS
        help_texts = {
            "motto": gettext_lazy("A few words under the name, on every page."),
            "contact_email": gettext_lazy(
                "Where people write, and where answers to the territory's mails arrive."
            ),
        }


class TerritoryView(WagtailAdminTemplateMixin, UpdateView):  # type: ignore[type-arg]
    """The settings of the host's territory."""

    form_class = TerritoryForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Territory settings")
    header_icon = "cogs"
    success_url = reverse_lazy("kikalu_territory")

    def get_object(self, queryset: Any = None) -> Territory:
        """The territory in scope, as stored: the remembered one serves other requests."""
        return Territory.objects.get(pk=territories.here().pk)

    def get_page_subtitle(self) -> str:
        """Whose settings these are."""
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the words of Wagtail's own forms."""
        return super().get_context_data(
            action_url=self.request.path,
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            **kwargs,
        )

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Write these fields only, so that a suspension decided meanwhile stays."""
        stored = Territory.objects.select_for_update().get(pk=self.object.pk)
        before = model_to_dict(stored, KEPT_BY_REFERENTS)
        form.instance.save(update_fields=KEPT_BY_REFERENTS)
        if form.has_changed():
            audit.record(
                territory=stored,
                actor=self.request.user,
                action="territory.settings",
                target=stored,
                before=before,
                after=model_to_dict(form.instance, KEPT_BY_REFERENTS),
            )
        messages.success(self.request, _("The territory's settings are saved."))
        return HttpResponse(status=302, headers={"Location": str(self.get_success_url())})


class TranslateView(SubmitPageTranslationView):
    """A page is translated below a page that is: the home first, by those who keep the territory.

    Wagtail would otherwise publish copies of the pages above, and so open a language on the site.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what to do first when there is no language to translate into."""
        self.object = self.get_object()
        page = self.object
        if page.permissions_for_user(request.user).can_edit() and not self.languages():
            everywhere = not self.missing_languages().exists()
            messages.warning(
                request,
                _("This page exists in every language already.")
                if everywhere
                else _(
                    "There is no language for this page yet: translate the page above it first."
                ),
            )
            return redirect("wagtailadmin_explore", page.get_parent().pk)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def missing_languages(self) -> Any:
        """The languages in which this page is missing."""
        return Locale.objects.exclude(
            pk__in=self.object.get_translations(inclusive=True).values("locale_id")
        )

    def languages(self) -> Any:
        """The languages in which this page is missing and the page above is there."""
        missing = self.missing_languages()
        if self.object.depth > territories.HOME_DEPTH:
            above = self.object.get_parent().get_translations(inclusive=True)
            return missing.filter(pk__in=above.values("locale_id"))
        is_kept = policies.may_review(self.request.user, self.object)
        return missing if is_kept else missing.none()

    def get_form(self) -> Any:
        """As Wagtail's, for these languages."""
        form = super().get_form()
        form.fields["locales"].queryset = self.languages()
        return form
