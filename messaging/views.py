"""Sending a comment, and taking one away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from members.authors import INHABITANT, voices_of
from members.connections import remember

from . import drafts
from .forms import MAX_BIGINT, CommentForm, RemovalForm
from .models import TerritoryComment
from .policies import can_remove, is_member, is_public
from .services import post_comment, remove_comment
from .threads import author_of, page_of


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """Comment a page, or answer one of its comments.

    What was typed survives an error, a session that has ended, and joining the territory.
    """
    user, draft = request.user, drafts.kept(request, page_id)
    may_join = user.is_authenticated and not is_member(user)
    if request.method == "POST" and (may_join or not user.is_authenticated):
        drafts.keep(request, page_id)
    if not user.is_authenticated:
        return redirect_to_login(way_back(request))
    page = commentable(request, page_id)
    asked = request.POST.get("answers") or request.GET.get("answers")
    answers = answered_comment(page, asked) if asked else None
    voices = voices_of(user, request.territory)  # type: ignore[attr-defined]
    initial = {"answers": asked, "body": draft}
    form = CommentForm(request.POST or None, initial=initial, voices=voices)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                added = post_comment(
                    page=page,
                    author=user,
                    text=form.cleaned_data["body"],
                    answers=answers,
                    submission=form.cleaned_data["submission"],
                    capacity=form.cleaned_data.get("capacity", INHABITANT),
                )
            except PermissionDenied as refusal:
                form.add_error(None, str(refusal))
                status = 403
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                drafts.forget(request)
                remember(request, user, "comment")
                messages.success(request, _("Your comment is published."))
                return redirect(address_of(added, page, request))
    context = {
        "page": page,
        "form": form,
        "answers": answers,
        "answered": author_of(answers) if answers else "",
        "may_join": may_join,
        "back": way_back(request),
    }
    return render(request, "screens/messaging/comment.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take a comment away, with a reason when it is somebody else's."""
    if comment_id > MAX_BIGINT:
        raise Http404
    found = get_object_or_404(TerritoryComment, pk=comment_id, is_removed=False)
    if not can_remove(request.user, found, request.territory):  # type: ignore[attr-defined]
        raise PermissionDenied
    page = get_object_or_404(Page, pk=int(found.object_pk))
    form = RemovalForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                remove_comment(comment=found, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as refusal:
                form.add_error("reason", refusal)
            else:
                messages.success(request, _("The comment is removed; its place stays."))
                return redirect(address_of(found, page.specific, request))
    context = {"page": page, "form": form, "comment": found}
    return render(request, "screens/messaging/remove_comment.html", context, status=status)


def way_back(request: HttpRequest) -> str:
    """The page of the form that was sent, or is asked for, with the comment that it answers."""
    asked = request.POST.get("answers") or request.GET.get("answers") or ""
    return f"{request.path}?answers={asked}" if asked.isdecimal() else request.path


def address_of(comment: TerritoryComment, page: Any, request: HttpRequest) -> str:
    """Where a comment is read: its page of the thread, and its place on it."""
    number = page_of(comment, page)
    return f"{page.get_url(request)}{f'?page={number}' if number > 1 else ''}#c{comment.pk}"


def answered_comment(page: Any, asked: str) -> TerritoryComment:
    """The comment that is answered, under the same page; Http404 when there is none."""
    try:
        pk = CommentForm.base_fields["answers"].clean(asked)
    except ValidationError as error:
        raise Http404 from error
    found: TerritoryComment = get_object_or_404(
        TerritoryComment, pk=pk, object_pk=str(page.pk), is_removed=False
    )
    return found


def commentable(request: HttpRequest, page_id: int) -> Any:
    """A public page of this territory that takes comments; Http404 for any other."""
    page = get_object_or_404(Page, pk=page_id).specific
    territory = request.territory  # type: ignore[attr-defined]
    if not territory.holds(page) or not is_public(page) or not hasattr(page, "comments_open"):
        raise Http404
    return page
