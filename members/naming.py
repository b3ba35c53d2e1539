"""`/compte/nom/`: the name that one shows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from . import forms, services
from .models import Membership
from .views import RefusalMixin


class ChangeName(RefusalMixin, LoginRequiredMixin, FormView):
    """Another name, on what was written before too; there is none to show on the network site."""

    form_class = forms.NameForm
    template_name = "screens/members/change_name.html"
    success_url = reverse_lazy("members_account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who is not registered here joins first."""
        if request.territory is None:  # type: ignore[attr-defined]
            raise Http404
        if request.user.is_authenticated and self.membership is None:
            return redirect("account_signup")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def membership(self) -> Membership | None:
        """The person's place in the host's territory."""
        found: Membership | None = Membership.objects.filter(user=self.request.user).first()
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose name it is, and the one they show now."""
        here = {"user": self.request.user, "initial": {"name": str(self.membership)}}
        return super().get_form_kwargs() | here

    def form_valid(self, form: Any) -> HttpResponse:
        """The new name, or why it cannot change now."""
        try:
            services.change_name(
                user=self.request.user,  # type: ignore[arg-type]
                name=form.cleaned_data["name"],
            )
        except ValidationError as refusal:
            form.add_error("name", refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Your name is changed, on what you wrote before too."))
        return super().form_valid(form)
