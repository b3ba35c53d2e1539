"""The form to write to a territory: for everybody, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from site_core.kernel.proxies import client_address

from .forms import ContactForm
from .services import TooMany, send_contact_message


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write to the referents; what was typed survives an error."""
    user = request.user
    known = {"name": user.name, "email": user.email} if user.is_authenticated else {}
    form = ContactForm(request.POST or None, initial=known)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                if not form.cleaned_data["website"]:
                    send_contact_message(
                        name=form.cleaned_data["name"],
                        email=form.cleaned_data["email"],
                        body=form.cleaned_data["body"],
                        submission=form.cleaned_data["submission"],
                        address=client_address(request),
                    )
            except TooMany as refusal:
                form.add_error(None, str(refusal))
                status = 429
            else:
                return redirect("messaging:contact_thanks")
    return render(request, "screens/messaging/contact.html", {"form": form}, status=status)


@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """What comes after a message was sent."""
    return render(request, "screens/messaging/contact_thanks.html")
