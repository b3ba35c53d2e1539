"""What was chosen in a form while one's session had ended, given back once one is in again.

It is kept in the session of the same browser, on the same host, for an hour at most.
"""

import time

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

KEY = "members.kept"
SECONDS = 3600
LONGEST = 10_000  # letters of a form


def keep(request: HttpRequest) -> None:
    """Keep the form that was sent to this address; it replaces the one kept before."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    if len(text := sent.urlencode()) <= LONGEST:
        request.session[KEY] = {"path": request.path, "sent": text, "at": time.time()}


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: what is sent now, else what was kept for this address, once."""
    if request.method == "POST":
        return request.POST
    known = request.session.get(KEY)
    if not known or known["path"] != request.path:
        return None
    del request.session[KEY]
    if time.time() - known["at"] > SECONDS:
        return None
    messages.info(request, _("Your choices from before you signed in again: look, then keep them."))
    return QueryDict(known["sent"])
