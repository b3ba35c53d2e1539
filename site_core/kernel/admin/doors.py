"""Which address of the admin opens for whom: what is not listed does not exist (404).

Names are those of the URL patterns, `namespace:name`. An app that adds a screen to the admin
declares it with `open_doors`, in its `wagtail_hooks.py`.
"""

from collections.abc import Iterable

from ..policies import Actor

EDITORS = frozenset({Actor.EDITOR, Actor.REFERENT, Actor.GUEST_OPERATOR})
REFERENTS = frozenset({Actor.REFERENT, Actor.GUEST_OPERATOR})
OPERATOR = frozenset({Actor.OPERATOR})
WRITERS = EDITORS | OPERATOR  # the network site has pages too
PUBLISHERS = REFERENTS | OPERATOR

# What the sign-in page needs, and what holds no content: also for those not signed in.
FURNITURE = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})
ENTRANCES = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")
# Wagtail's screens that people have elsewhere.
ELSEWHERE = {"wagtailadmin_account": "/compte/"}
# Wagtail's own ways to sign in, which nothing slows down: sign-in is at /connexion/.
CLOSED_OUTSIDE = frozenset(
    {
        "wagtailcore_login",
        "wagtailcore_authenticate_with_password",
        "wagtaildocs_authenticate_with_password",
    }
)

DOORS: dict[str, frozenset[Actor]] = {
    "wagtailadmin_home": WRITERS,
    "wagtailadmin_block_preview": WRITERS,
    "wagtailadmin_dismissibles": WRITERS,
    # The tree
    "wagtailadmin_explore": WRITERS,
    "wagtailadmin_explore_results": WRITERS,
    "wagtailadmin_explore_root": WRITERS,
    "wagtailadmin_api:pages:detail": WRITERS,
    "wagtailadmin_api:pages:listing": WRITERS,
    "wagtailadmin_pages:search": WRITERS,
    "wagtailadmin_pages:search_results": WRITERS,
    # A page
    "wagtailadmin_pages:add": WRITERS,
    "wagtailadmin_pages:add_subpage": WRITERS,
    "wagtailadmin_pages:copy": WRITERS,
    "wagtailadmin_pages:delete": WRITERS,
    "wagtailadmin_pages:edit": WRITERS,
    "wagtailadmin_pages:history": WRITERS,
    "wagtailadmin_pages:history_results": WRITERS,
    "wagtailadmin_pages:lock": PUBLISHERS,
    "wagtailadmin_pages:move": PUBLISHERS,
    "wagtailadmin_pages:move_confirm": PUBLISHERS,
    "wagtailadmin_pages:preview_on_add": WRITERS,
    "wagtailadmin_pages:preview_on_edit": WRITERS,
    "wagtailadmin_pages:revisions_compare": WRITERS,
    "wagtailadmin_pages:revisions_index": WRITERS,
    "wagtailadmin_pages:revisions_revert": WRITERS,
    "wagtailadmin_pages:revisions_unschedule": PUBLISHERS,
    "wagtailadmin_pages:revisions_view": WRITERS,
    "wagtailadmin_pages:set_page_position": PUBLISHERS,
    "wagtailadmin_pages:unlock": PUBLISHERS,
    "wagtailadmin_pages:unpublish": PUBLISHERS,
    "wagtailadmin_pages:usage": EDITORS,
    "wagtailadmin_pages:view_draft": WRITERS,
    "wagtailadmin_editing_sessions:ping": WRITERS,
    "wagtailadmin_editing_sessions:release": WRITERS,
    "wagtail_bulk_action": WRITERS,  # see BULK_MODELS
    # Review
    "wagtailadmin_pages:collect_workflow_action_data": REFERENTS,
    "wagtailadmin_pages:confirm_workflow_cancellation": EDITORS,
    "wagtailadmin_pages:workflow_action": REFERENTS,
    "wagtailadmin_pages:workflow_history": EDITORS,
    "wagtailadmin_pages:workflow_history_detail": EDITORS,
    "wagtailadmin_pages:workflow_preview": REFERENTS,
    # Choosers
    "wagtailadmin_choose_page": WRITERS,
    "wagtailadmin_choose_page_anchor_link": WRITERS,
    "wagtailadmin_choose_page_child": WRITERS,
    "wagtailadmin_choose_page_chosen_multiple": WRITERS,
    "wagtailadmin_choose_page_email_link": WRITERS,
    "wagtailadmin_choose_page_external_link": WRITERS,
    "wagtailadmin_choose_page_phone_link": WRITERS,
    "wagtailadmin_choose_page_search": WRITERS,
    # Pictures and documents belong to territories
    "wagtailimages:add": EDITORS,
    "wagtailimages:add_multiple": EDITORS,
    "wagtailimages:create_multiple_from_uploaded_image": EDITORS,
    "wagtailimages:delete": EDITORS,
    "wagtailimages:delete_multiple": EDITORS,
    "wagtailimages:delete_upload_multiple": EDITORS,
    "wagtailimages:edit": EDITORS,
    "wagtailimages:edit_multiple": EDITORS,
    "wagtailimages:image_usage": EDITORS,
    "wagtailimages:index": EDITORS,
    "wagtailimages:index_results": EDITORS,
    "wagtailimages_chooser:choose": EDITORS,
    "wagtailimages_chooser:choose_results": EDITORS,
    "wagtailimages_chooser:chosen": EDITORS,
    "wagtailimages_chooser:chosen_multiple": EDITORS,
    "wagtailimages_chooser:create": EDITORS,
    "wagtailimages_chooser:select_format": EDITORS,
    "wagtaildocs:add": EDITORS,
    "wagtaildocs:add_multiple": EDITORS,
    "wagtaildocs:create_multiple_from_uploaded_document": EDITORS,
    "wagtaildocs:delete": EDITORS,
    "wagtaildocs:delete_multiple": EDITORS,
    "wagtaildocs:delete_upload_multiple": EDITORS,
    "wagtaildocs:document_usage": EDITORS,
    "wagtaildocs:edit": EDITORS,
    "wagtaildocs:edit_multiple": EDITORS,
    "wagtaildocs:index": EDITORS,
    "wagtaildocs:index_results": EDITORS,
    "wagtaildocs_chooser:choose": EDITORS,
    "wagtaildocs_chooser:choose_results": EDITORS,
    "wagtaildocs_chooser:chosen": EDITORS,
    "wagtaildocs_chooser:chosen_multiple": EDITORS,
    "wagtaildocs_chooser:create": EDITORS,
    # Translation
    "wagtail_localize:javascript_catalog": EDITORS,
    "kikalu_translate": EDITORS,
    # The territory
    "kikalu_territory": REFERENTS,
    "topics:add": REFERENTS,
    "topics:delete": REFERENTS,
    "topics:edit": REFERENTS,
    "topics:index": EDITORS,
    "topics:index_results": EDITORS,
    "districts:add": REFERENTS,
    "districts:delete": REFERENTS,
    "districts:edit": REFERENTS,
    "districts:index": EDITORS,
    "districts:index_results": EDITORS,
    "towns:index": EDITORS,
    "towns:index_results": EDITORS,
    # The deployment: accounts and addresses. Territories, roles, the workflow and the collections
    # are made by services, never by Wagtail's forms, which would list all of them.
    "wagtailusers_users:add": OPERATOR,
    "wagtailusers_users:edit": OPERATOR,
    "wagtailusers_users:index": OPERATOR,
    "wagtailusers_users:index_results": OPERATOR,
    "wagtailredirects:add": OPERATOR,
    "wagtailredirects:delete": OPERATOR,
    "wagtailredirects:edit": OPERATOR,
    "wagtailredirects:index": OPERATOR,
    "wagtailredirects:index_results": OPERATOR,
    "wagtailsites:edit": OPERATOR,
    "wagtailsites:index": OPERATOR,
    "wagtailsites:index_results": OPERATOR,
    "wagtaillocales:index": OPERATOR,
    "wagtaillocales:index_results": OPERATOR,
}
BULK_MODELS: dict[tuple[str, str], frozenset[Actor]] = {
    ("wagtailcore", "page"): WRITERS,
    ("kernel", "kikaluimage"): EDITORS,
    ("kernel", "kikaludocument"): EDITORS,
}


def open_doors(doors: dict[str, Iterable[Actor]]) -> None:
    """Declare the screens of an app; ValueError when a name is taken."""
    for name, actors in doors.items():
        if name in DOORS:
            raise ValueError(f"The door {name} is declared twice.")
        DOORS[name] = frozenset(actors)


def exists_here(name: str, *, on_network: bool) -> bool:
    """Whether a door opens for anybody on this kind of host: the others need not be named."""
    return any((actor is Actor.OPERATOR) == on_network for actor in DOORS.get(name, ()))


def is_open(name: str, actors: Iterable[Actor]) -> bool:
    """Whether a door opens for somebody."""
    return not DOORS.get(name, frozenset()).isdisjoint(actors)
