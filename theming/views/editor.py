"""Where referents dress their territory, in Wagtail's admin."""

from itertools import zip_longest
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from site_core.kernel import policies, territories
from site_core.kernel.models import Territory

from .. import gallery, looks, palette, presets, readability, services, trials
from ..forms import VERSION, ThemeForm
from ..models import COLOURS, Theme

EDITOR = "theme_editor:edit"
OWN_COLOURS = "own-colours"
GALLERY = "gallery"
LARGEST_NUMBER = 2**31 - 1


class ReferentsOnly(View):
    """Answers the referents of the host's territory; anywhere else, and to anybody else, 404."""

    territory: Territory

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Also behind the doors of the admin: two walls are better than one."""
        here: Territory | None = request.territory  # type: ignore[attr-defined]
        if here is None or not policies.is_referent(request.user, here):
            raise Http404
        # As stored: the remembered row serves other requests.
        self.territory = territories.here()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def current(self) -> Theme:
        """What the territory looks like; a theme that is not saved when it has not chosen."""
        return Theme.current() or Theme(territory=self.territory, number=0)

    def bound(self, data: Any) -> ThemeForm:
        """The form as sent, over the look that it was made from while that is kept."""
        return ThemeForm(data, instance=self.based_on(number_of(data.get(VERSION, ""))))

    def based_on(self, number: int) -> Theme:
        """The look of this number, the current one when it is no longer kept."""
        nothing = Theme(territory=self.territory, number=0)
        kept = Theme.objects.filter(number=number).first() or Theme.current()
        return kept if number and kept else nothing


class Editor(ReferentsOnly, WagtailAdminTemplateMixin, TemplateView):
    """The look of the host's territory: choose, change, see, save."""

    template_name = "screens/theming/editor.html"
    page_title = gettext_lazy("Theme")
    header_icon = "view"
    success_url = reverse_lazy(EDITOR)

    def get_page_subtitle(self) -> str:
        """Whose look this is."""
        return str(self.territory)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this screen."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, here]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The look as it is."""
        return self.show(ThemeForm(instance=self.current))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; whatever happens, what was chosen stays on the screen."""
        if OWN_COLOURS in request.POST:
            return self.show(self.bound(with_own_colours(request.POST)), is_unsaved=True)
        form = self.bound(request.POST)
        if not form.is_valid():
            return self.show(form, is_unsaved=True)
        try:
            services.save_theme(
                territory=self.territory,
                choices=form.instance.choices,
                based_on=form.cleaned_data[VERSION],
                actor=request.user,
            )
        except services.ChangedMeanwhile:
            return self.show_both(form)
        messages.success(request, _("The theme is saved: everybody sees it from now on."))
        return redirect(EDITOR)

    def show_both(self, form: ThemeForm) -> HttpResponse:
        """Somebody else saved meanwhile: their look, with what was changed here on top of it."""
        theirs, mine = self.current.choices, form.instance.choices
        both = {
            name for name in form.touched if theirs[name] not in {form.before[name], mine[name]}
        }
        merged = Theme.current() or Theme(territory=self.territory, number=0)
        for name in form.touched:
            setattr(merged, name, mine[name])
        again = ThemeForm(instance=merged)
        clashes = [(field.label, said(theirs[field.name])) for field in again if field.name in both]
        return self.show(again, is_unsaved=True, theirs=self.current, clashes=clashes)

    def show(self, form: ThemeForm, **more: Any) -> HttpResponse:
        """The form, what its colours come to, where to try it, and what there was before."""
        seeds = form.instance.style.seeds
        context = self.get_context_data(
            form=form,
            measures=readability.measures(seeds),
            pages=[
                *trials.showable(self.territory),
                trials.Shown(GALLERY, _("Every component, with examples")),
            ],
            versions=versions(),
            current=self.current,
            media=form.media,
            **more,
        )
        return self.render_to_response(context)


class Preview(ReferentsOnly):
    """A page of the territory in a look that is not saved, for the person who is choosing it."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The front page in the look that is saved."""
        return self.draw(self.current, self.asked_page(), ())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page asked for, in what of the form can be drawn, and why it could not be saved."""
        page = self.asked_page()
        form = self.bound(request.POST)
        form.is_valid()
        refusals = tuple(f"{field.label} : {error}" for field in form for error in field.errors)
        return self.draw(form.instance, page, refusals)

    def asked(self, name: str, default: str = "") -> str:
        """What the form asks for, or the address."""
        return str(self.request.POST.get(name) or self.request.GET.get(name, default))

    def asked_page(self) -> Page | None:
        """The page to draw, None for the gallery; Http404 when visitors do not read it here."""
        key = self.asked("page", trials.HOME)
        return None if key == GALLERY else trials.tried_page(self.territory, key)

    def draw(self, theme: Theme, page: Page | None, refusals: tuple[str, ...]) -> HttpResponse:
        """The page, or the gallery, kept by nobody."""
        look = looks.look_of_theme(theme, self.territory)
        trial = trials.Trial(
            css=look.css,
            mode=trials.NIGHT if self.asked("mode") == trials.NIGHT else trials.DAY,
            refusals=refusals,
            measures=tuple(readability.measures(theme.style.seeds)),
        )
        if page is None:
            visitor = trials.as_visitor(self.request)
            trials.try_on(visitor, look, trial)
            response = gallery.draw(visitor)
        else:
            response = trials.draw(self.request, page, look, trial)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class Restore(ReferentsOnly):
    """Puts an earlier look back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore, or say why not; a look that is no longer kept is 404."""
        try:
            services.restore_theme(
                territory=self.territory,
                number=number_of(request.POST.get("number", "")),
                based_on=number_of(request.POST.get(VERSION, "")),
                actor=request.user,
            )
        except Theme.DoesNotExist as error:
            raise Http404 from error
        except services.ChangedMeanwhile:
            said = _("Somebody changed the theme meanwhile. Look at it again before you choose.")
            messages.warning(request, said)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        else:
            said = _("The earlier theme is back. The one it replaces is kept below.")
            messages.success(request, said)
        return redirect(EDITOR)


def number_of(text: str) -> int:
    """The number of a look; BadRequest when it is none."""
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST_NUMBER:
        raise BadRequest(_("This form is incomplete. Open the page again."))
    return int(text)


def with_own_colours(data: Any) -> Any:
    """What was sent, with the colours of the ready-made theme that was chosen."""
    changed = data.copy()
    preset = presets.PRESETS.get(data.get("preset", ""), presets.PRESETS[presets.NEUTRAL])
    own = palette.resolved(preset.seeds)
    for name in COLOURS:
        changed[name] = own[name]
    return changed


def versions() -> list[dict[str, Any]]:
    """The looks that are kept, the current one first, each with what it changed."""
    rows = list(
        Theme.objects.select_related("saved_by", "logo", "logo_on_dark", "picture").order_by(
            "-number"
        )
    )
    return [
        {"theme": row, "changes": changes(row, earlier)}
        for row, earlier in zip_longest(rows, rows[1:])
    ]


def changes(row: Theme, before: Theme | None) -> list[str]:
    """The fields in which a look differs from the one before, in words."""
    if before is None:
        return []
    older = before.choices
    return [
        str(Theme._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name, value in row.choices.items()
        if value != older[name]
    ]


def said(value: Any) -> str:
    """A choice in words."""
    return str(value) if value else _("as in the ready-made theme")
