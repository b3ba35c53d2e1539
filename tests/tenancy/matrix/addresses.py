"""What every address answers to whom: the table of permissions that tests hold the product to.

It is written by hand, apart from the product's own table of doors, so that a door opened by mistake
is seen. A pattern of `site_core.urls` or `site_core.urls_network` that is not here fails the suite.

A value that starts with a colon names a thing of the territory asked about (see `garden.py`): its
number, its path. An address whose thing a territory does not have is not asked there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .actors import Standing

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Codes:
    """The status that each kind of person gets for what is their territory's own."""

    visitor: int
    stranger: int
    member: int
    editor: int
    referent: int
    operator: int

    def of(self, standing: Standing) -> int:
        """The status for one kind."""
        code: int = getattr(self, standing.value)
        return code


def codes(
    visitor: int,
    person: int,
    editor: int | None = None,
    referent: int | None = None,
    operator: int | None = None,
    *,
    member: int | None = None,
) -> Codes:
    """Statuses, where those not given are those of the person before."""
    editor = person if editor is None else editor
    referent = editor if referent is None else referent
    operator = referent if operator is None else operator
    return Codes(visitor, person, member or person, editor, referent, operator)


@dataclass(frozen=True)
class Address:
    """One address, what it is asked about, and what it answers.

    `here` is for the territory's own things on its host, `network` for the network site; None where
    the pattern does not exist. `theirs` is for the things of another territory, where the general
    rule (see `test_matrix.py`) does not tell.
    """

    name: str
    here: Codes | None
    network: Codes | None = None
    values: Values = field(default_factory=dict)
    args: tuple[Any, ...] = ()
    query: Values = field(default_factory=dict)
    path: str = ""  # for patterns without a name
    theirs: Codes | None = None
    in_two_languages: Codes | None = None  # instead of `here`
    is_blind: bool = False  # answers alike about what there is and what there is not

    @property
    def pattern(self) -> tuple[str, frozenset[str] | int]:
        """Which pattern it belongs to: its name and the names, or the number, of its values."""
        return self.name, frozenset(self.values) or len(self.args)

    @property
    def is_admin(self) -> bool:
        """Whether it is one of Wagtail's admin."""
        return self.name.startswith(ADMIN)

    @property
    def is_about_a_page(self) -> bool:
        """Whether it is a screen about one page, which leads to the host of the page."""
        return self.name.startswith(ABOUT_A_PAGE)

    @property
    def asks_for_something(self) -> bool:
        """Whether the address itself names a thing of a territory."""
        return any(is_thing(value) for value in (*self.values.values(), *self.args))


def is_thing(value: Any) -> bool:
    """Whether a value stands for a thing of the territory asked about."""
    return isinstance(value, str) and value.startswith(":")


def at(name: str, here: Codes | None, network: Codes | None = None, **values: Any) -> Address:
    """An address with named values."""
    return Address(name, here, network, values)


def several(
    names: str, here: Codes | None, network: Codes | None = None, **values: Any
) -> Iterable[Address]:
    """Addresses that answer alike: their names, one after the other."""
    return [Address(name, here, network, values) for name in names.split()]


ADMIN = (
    "audit_log",
    "console:",
    "districts:",
    "kikalu_t",
    "topics:",
    "towns:",
    "wagtail_bulk_action",
    "wagtail_localize:",
    "wagtailadmin",
    "wagtaildocs:",
    "wagtaildocs_chooser:",
    "wagtailembeds:",
    "wagtailimages",
    "wagtaillocales:",
    "wagtailsettings:",
    "wagtailsites:",
    "wagtailsnippets:",
    "wagtailusers_",
)

ABOUT_A_PAGE = (
    "kikalu_translate",
    "wagtail_localize:submit_page",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_explore",
    "wagtailadmin_pages:",
)

EVERYBODY = codes(200, 200)
NOBODY = codes(404, 404)
SIGNED_IN = codes(302, 200)
LEADS_ON = codes(302, 302)
# Wagtail's admin: a visitor is led to the sign-in page, a person without a role is refused.
CLOSED = codes(404, 403, 404)
STAFF = codes(302, 403, 200)
STAFF_LED_ON = codes(302, 403, 302)
STAFF_POST_ONLY = codes(302, 403, 405)
REFERENTS = codes(302, 403, 404, 200)
REFERENTS_LED_ON = codes(302, 403, 404, 302)
REFERENTS_POST_ONLY = codes(302, 403, 404, 405)
NOTHING_THERE = codes(302, 403, 404)  # a door that opens, on nothing of that name
# On the network site only the operator has a role; the column is the last one.
NET_CLOSED = codes(404, 403, 403, 403, 404)
NET_NOTHING_THERE = codes(302, 403, 403, 403, 404)
NET_ADMIN = codes(302, 403, 403, 403, 200)
NET_ADMIN_LED_ON = codes(302, 403, 403, 403, 302)
NET_ADMIN_POST_ONLY = codes(302, 403, 403, 403, 405)

DRAFT = ":draft_standard"
LIVE = ":live_standard"

DOORS = (
    at("handoff", LEADS_ON),
    at("account_login", codes(200, 302), codes(200, 302)),
    at("account_logout", EVERYBODY, EVERYBODY),
    # Who has an account elsewhere joins here; members have nothing to do there.
    at("account_signup", codes(200, 200, member=302), NOBODY),
    Address("", LEADS_ON, LEADS_ON, path="admin/login/"),
    Address("", EVERYBODY, EVERYBODY, path="admin/logout/"),
    Address("", LEADS_ON, LEADS_ON, path="admin/password_reset/"),
    Address("", CLOSED, NET_CLOSED, path="admin/test404/"),
    Address("", CLOSED, NET_CLOSED, path="admin/nowhere/"),
)
ACCOUNT = (
    at("members_account", SIGNED_IN, SIGNED_IN),
    at("account_inactive", EVERYBODY, EVERYBODY),
    at("account_email_verification_sent", EVERYBODY, EVERYBODY),
    at("account_confirm_email", NOBODY, NOBODY, key="x"),
    at("account_reauthenticate", SIGNED_IN, SIGNED_IN),
    at("account_change_password", SIGNED_IN, SIGNED_IN),
    at("account_set_password", LEADS_ON, LEADS_ON),
    at("account_reset_password", EVERYBODY, EVERYBODY),
    at("account_reset_password_done", EVERYBODY, EVERYBODY),
    at("account_reset_password_from_key", LEADS_ON, NOBODY, uidb36=":uid", key=":reset"),
    at("account_reset_password_from_key_done", EVERYBODY, EVERYBODY),
    at("mfa_index", SIGNED_IN, SIGNED_IN),
    # Nobody here has a second factor: it can be added, and there is none to ask for or to remove.
    *several("mfa_activate_totp mfa_add_webauthn mfa_list_webauthn", SIGNED_IN, SIGNED_IN),
    *several(
        "mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn "
        "mfa_generate_recovery_codes",
        LEADS_ON,
        LEADS_ON,
    ),
    *several(
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes",
        codes(302, 404),
        codes(302, 404),
    ),
    Address(
        "mfa_remove_webauthn",
        codes(302, 404),
        codes(302, 404),
        {"pk": ":key"},
        theirs=codes(302, 404),
    ),
)
PUBLIC = (
    at("theming:css", EVERYBODY, EVERYBODY, digest=":theme"),
    at("media", EVERYBODY, path=":image_path"),
    at("media", EVERYBODY, path=":rendition_path"),
    at("media", codes(404, 404, 404, 200), path=":kept_image_path"),
    at("media", NOBODY, path="nowhere/at/all.png"),
    Address("wagtaildocs_serve", EVERYBODY, args=(":document", ":document_name")),
    Address(
        "wagtaildocs_serve",
        codes(302, 302, 302, 200),
        args=(":kept_document", ":kept_document_name"),
    ),
    at("wagtaildocs_authenticate_with_password", NOBODY, restriction_id=":restriction"),
    at(
        "wagtailcore_authenticate_with_password",
        NOBODY,
        NOBODY,
        page_view_restriction_id=":password_restriction",
        page_id=":password_standard",
    ),
    at("wagtailcore_login", NOBODY, NOBODY),
    Address(
        "messaging:comment", SIGNED_IN, None, {"page_id": ":live_post"}, theirs=codes(302, 404)
    ),
    *[
        Address(
            "messaging:comment", codes(302, 404), None, {"page_id": page}, theirs=codes(302, 404)
        )
        for page in (":draft_post", ":live_event", ":login_standard", ":waiting")
    ],
    Address(
        "messaging:remove",
        codes(302, 403, 403, 200),
        None,
        {"comment_id": ":comment"},
        theirs=codes(302, 404),
    ),
    Address(
        "messaging:remove",
        codes(302, 404),
        None,
        {"comment_id": ":removed_comment"},
        theirs=codes(302, 404),
    ),
    at("network_territories", None, EVERYBODY),
    at("demo_mail_list", None, EVERYBODY),
    Address("demo_mail", None, NOBODY, {"name": "20260101-000000-1.log", "number": "1"}),
    # Pages, by their path.
    Address("wagtail_serve", EVERYBODY, EVERYBODY, args=("",)),
    *[
        Address("wagtail_serve", EVERYBODY, NOBODY, args=(section,))
        for section in ("blogs/", "groupes/", "agenda/", "consultations/", "charte/")
    ],
    *[
        Address("wagtail_serve", EVERYBODY, NOBODY, args=(f":path of live_{kind}",))
        for kind in ("standard", "blog", "post", "event", "poll", "group", "english")
    ],
    *[
        Address("wagtail_serve", NOBODY, NOBODY, args=(f":path of {name}",))
        for name in (
            *(f"draft_{kind}" for kind in ("standard", "blog", "post", "event", "poll", "group")),
            "waiting_standard",
            "returned_standard",
        )
    ],
    Address("wagtail_serve", SIGNED_IN, NOBODY, args=(":path of login_standard",)),
    Address("wagtail_serve", codes(302, 302, 302, 200), NOBODY, args=(":path of groups_standard",)),
    Address("wagtail_serve", EVERYBODY, NOBODY, args=(":path of password_standard",)),
    Address("wagtail_serve", NOBODY, NOBODY, args=("en/",), in_two_languages=EVERYBODY),
    Address("wagtail_serve", NOBODY, NOBODY, args=("de/",)),
)
TREE = (
    at("wagtailadmin_home", STAFF, NET_ADMIN),
    # One's account is a page of the site.
    at("wagtailadmin_account", STAFF_LED_ON, NET_ADMIN_LED_ON),
    # Two languages have two homes, and a screen above them.
    Address("wagtailadmin_explore_root", STAFF_LED_ON, NET_ADMIN_LED_ON, in_two_languages=STAFF),
    at("wagtailadmin_explore", STAFF, NET_ADMIN, parent_page_id=":home"),
    at("wagtailadmin_explore", STAFF, NET_ADMIN, parent_page_id=DRAFT),
    at("wagtailadmin_explore_results", STAFF, NET_ADMIN, parent_page_id=":home"),
    at("wagtailadmin_api:pages:listing", STAFF, NET_ADMIN),
    at("wagtailadmin_api:pages:detail", STAFF, NET_ADMIN, pk=DRAFT),
    *several("wagtailadmin_pages:search wagtailadmin_pages:search_results", STAFF, NET_ADMIN),
    at("wagtailadmin_dismissibles", STAFF, NET_ADMIN),
    at("wagtailadmin_block_preview", NOTHING_THERE, NET_NOTHING_THERE),
)
PAGES = (
    *several(
        "wagtailadmin_pages:add wagtailadmin_pages:preview_on_add",
        STAFF,
        None,
        content_type_app_name="territory_pages",
        content_type_model_name="standardpage",
        parent_page_id=LIVE,
    ),
    *several(
        "wagtailadmin_pages:add wagtailadmin_pages:preview_on_add",
        None,
        NET_ADMIN,
        content_type_app_name="console",
        content_type_model_name="networkpage",
        parent_page_id=":home",
    ),
    # Only one kind of page may stand there: no choice is asked for.
    at("wagtailadmin_pages:add_subpage", STAFF_LED_ON, None, parent_page_id=LIVE),
    at("wagtailadmin_pages:add_subpage", STAFF_LED_ON, NET_ADMIN_LED_ON, parent_page_id=":home"),
    *several(
        "wagtailadmin_pages:copy wagtailadmin_pages:edit wagtailadmin_pages:history "
        "wagtailadmin_pages:history_results wagtailadmin_pages:preview_on_edit "
        "wagtailadmin_pages:view_draft",
        STAFF,
        NET_ADMIN,
        page_id=DRAFT,
    ),
    at("wagtailadmin_pages:edit", STAFF, None, page_id=LIVE),
    at("wagtailadmin_pages:edit", STAFF, None, page_id=":waiting"),
    at("wagtailadmin_pages:edit", STAFF, None, page_id=":returned"),
    at("wagtailadmin_pages:usage", STAFF, NET_CLOSED, page_id=DRAFT),
    # What is not published any editor may delete, as they may change it.
    at("wagtailadmin_pages:delete", STAFF, NET_ADMIN, page_id=DRAFT),
    at("wagtailadmin_pages:delete", codes(302, 403, 302, 200), None, page_id=LIVE),
    at("wagtailadmin_pages:unpublish", REFERENTS, NET_ADMIN, page_id=LIVE),
    *several(
        "wagtailadmin_pages:lock wagtailadmin_pages:unlock",
        REFERENTS_POST_ONLY,
        NET_ADMIN_POST_ONLY,
        page_id=LIVE,
    ),
    at("wagtailadmin_pages:move", REFERENTS, NET_ADMIN, page_to_move_id=DRAFT),
    at(
        "wagtailadmin_pages:move_confirm",
        REFERENTS,
        NET_ADMIN,
        page_to_move_id=DRAFT,
        destination_id=LIVE,
    ),
    at(
        "wagtailadmin_pages:set_page_position",
        REFERENTS_POST_ONLY,
        NET_ADMIN_POST_ONLY,
        page_to_move_id=DRAFT,
    ),
    at("wagtailadmin_pages:revisions_index", STAFF_LED_ON, NET_ADMIN_LED_ON, page_id=LIVE),
    at(
        "wagtailadmin_pages:revisions_view",
        STAFF,
        NET_ADMIN,
        page_id=LIVE,
        revision_id=":first_revision",
    ),
    at(
        "wagtailadmin_pages:revisions_revert",
        STAFF,
        NET_ADMIN,
        page_id=LIVE,
        revision_id=":first_revision",
    ),
    at(
        "wagtailadmin_pages:revisions_unschedule",
        REFERENTS,
        NET_ADMIN,
        page_id=":scheduled",
        revision_id=":scheduled_revision",
    ),
    at(
        "wagtailadmin_pages:revisions_compare",
        STAFF,
        NET_ADMIN,
        pk=LIVE,
        revision_id_a=":first_revision",
        revision_id_b="latest",
    ),
    at(
        "wagtailadmin_editing_sessions:ping",
        STAFF_POST_ONLY,
        NET_ADMIN_POST_ONLY,
        app_label="wagtailcore",
        model_name="page",
        object_id=DRAFT,
        session_id=0,
    ),
    # Answers the same whatever the number, and ends one's own session only.
    Address(
        "wagtailadmin_editing_sessions:release",
        STAFF_POST_ONLY,
        NET_ADMIN_POST_ONLY,
        {"session_id": ":editing_session"},
        is_blind=True,
    ),
    *[
        Address(
            "wagtail_bulk_action",
            STAFF,
            NET_ADMIN,
            {"app_label": "wagtailcore", "model_name": "page", "action": action},
            query={"id": DRAFT},
        )
        for action in ("publish", "unpublish", "move", "delete")
    ],
    *[
        Address(
            "wagtail_bulk_action",
            STAFF,
            NET_NOTHING_THERE,
            {"app_label": "kernel", "model_name": f"kikalu{kind}", "action": action},
            query={"id": f":{kind}"},
        )
        for kind in ("image", "document")
        for action in ("delete", "add_to_collection")
    ],
    *[
        Address(
            "wagtail_bulk_action",
            NOTHING_THERE,
            NET_NOTHING_THERE,
            {"app_label": app, "model_name": model, "action": "delete"},
            query={"id": ":writer"},
        )
        for app, model in (("members", "user"), ("auth", "group"), ("kernel", "topic"))
    ],
)
REVIEW = (
    at(
        "wagtailadmin_pages:workflow_action",
        REFERENTS,
        NET_CLOSED,
        page_id=":waiting",
        action_name="reject",
        task_state_id=":waiting_step",
    ),
    at(
        "wagtailadmin_pages:collect_workflow_action_data",
        REFERENTS,
        NET_CLOSED,
        page_id=":waiting",
        action_name="reject",
        task_state_id=":waiting_step",
    ),
    at(
        "wagtailadmin_pages:confirm_workflow_cancellation",
        STAFF,
        NET_CLOSED,
        page_id=":waiting",
    ),
    at("wagtailadmin_pages:workflow_history", STAFF, NET_CLOSED, page_id=":returned"),
    at(
        "wagtailadmin_pages:workflow_history_detail",
        STAFF,
        NET_CLOSED,
        page_id=":returned",
        workflow_state_id=":returned_workflow",
    ),
    at(
        "wagtailadmin_pages:workflow_preview",
        REFERENTS,
        NET_CLOSED,
        page_id=":waiting",
        task_id=":task",
    ),
)
CHOOSERS = (
    at("wagtailadmin_choose_page", STAFF, NET_ADMIN),
    at("wagtailadmin_choose_page_child", STAFF, NET_ADMIN, parent_page_id=":home"),
    at("wagtailadmin_choose_page_search", STAFF, NET_ADMIN),
    Address("wagtailadmin_choose_page_chosen_multiple", STAFF, NET_ADMIN, query={"id": DRAFT}),
    *several(
        "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link "
        "wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link",
        STAFF,
        NET_ADMIN,
    ),
    *several(
        "wagtailimages_chooser:choose wagtailimages_chooser:choose_results "
        "wagtailimages_chooser:create wagtaildocs_chooser:choose "
        "wagtaildocs_chooser:choose_results wagtaildocs_chooser:create",
        STAFF,
        NET_CLOSED,
    ),
    at("wagtailimages_chooser:chosen", STAFF, NET_CLOSED, pk=":image"),
    at("wagtailimages_chooser:select_format", STAFF, NET_CLOSED, image_id=":image"),
    at("wagtaildocs_chooser:chosen", STAFF, NET_CLOSED, pk=":document"),
    Address("wagtailimages_chooser:chosen_multiple", STAFF, NET_CLOSED, query={"id": ":image"}),
    Address("wagtaildocs_chooser:chosen_multiple", STAFF, NET_CLOSED, query={"id": ":document"}),
)
# An editor changes and deletes the files that they added themselves; these are somebody else's.
REFERENTS_FILE = codes(302, 403, 302, 200)
FILES = (
    *several(
        "wagtailimages:index wagtailimages:index_results wagtailimages:add "
        "wagtailimages:add_multiple wagtaildocs:index wagtaildocs:index_results wagtaildocs:add "
        "wagtaildocs:add_multiple",
        STAFF,
        NET_CLOSED,
    ),
    at("wagtailimages:edit", REFERENTS_FILE, NET_CLOSED, image_id=":image"),
    at("wagtailimages:edit", REFERENTS_FILE, NET_CLOSED, image_id=":kept_image"),
    at("wagtailimages:delete", REFERENTS_FILE, NET_CLOSED, image_id=":image"),
    at("wagtailimages:image_usage", REFERENTS_FILE, NET_CLOSED, image_id=":image"),
    *several(
        "wagtailimages:edit_multiple wagtailimages:delete_multiple",
        STAFF_POST_ONLY,
        NET_CLOSED,
        image_id=":image",
    ),
    # Somebody else's unfinished upload is nobody's to finish.
    *several(
        "wagtailimages:create_multiple_from_uploaded_image wagtailimages:delete_upload_multiple",
        NOTHING_THERE,
        NET_CLOSED,
        uploaded_file_id=":image_upload",
    ),
    *several(
        "wagtailimages:url_generator wagtailimages:url_generator_output",
        CLOSED,
        NET_CLOSED,
        image_id=":image",
    ),
    at("wagtailimages:preview", CLOSED, NET_CLOSED, image_id=":image", filter_spec="width-100"),
    at("wagtaildocs:edit", REFERENTS_FILE, NET_CLOSED, document_id=":document"),
    at("wagtaildocs:edit", REFERENTS_FILE, NET_CLOSED, document_id=":kept_document"),
    at("wagtaildocs:delete", REFERENTS_FILE, NET_CLOSED, document_id=":document"),
    at("wagtaildocs:document_usage", REFERENTS_FILE, NET_CLOSED, document_id=":document"),
    *several(
        "wagtaildocs:edit_multiple wagtaildocs:delete_multiple",
        STAFF_POST_ONLY,
        NET_CLOSED,
        doc_id=":document",
    ),
    *several(
        "wagtaildocs:create_multiple_from_uploaded_document wagtaildocs:delete_upload_multiple",
        NOTHING_THERE,
        NET_CLOSED,
        uploaded_file_id=":document_upload",
    ),
)
TERRITORY = (
    at("kikalu_territory", REFERENTS, NET_CLOSED),
    *several("audit_log audit_log_results", REFERENTS, NET_ADMIN),
    Address("audit_log", REFERENTS, NET_ADMIN, query={"export": "csv"}),
    Address("audit_log", REFERENTS, NET_ADMIN, query={"export": "xlsx"}),
    *several(
        "topics:index topics:index_results districts:index districts:index_results towns:index "
        "towns:index_results",
        STAFF,
        NET_CLOSED,
    ),
    Address("topics:index", STAFF, NET_CLOSED, query={"export": "csv"}),
    Address("districts:index", STAFF, NET_CLOSED, query={"export": "xlsx"}),
    *several("topics:add districts:add", REFERENTS, NET_CLOSED),
    *several("topics:edit topics:delete", REFERENTS, NET_CLOSED, pk=":topic"),
    *several("districts:edit districts:delete", REFERENTS, NET_CLOSED, pk=":district"),
    *several("topics:history topics:history_results topics:usage", CLOSED, NET_CLOSED, pk=":topic"),
    *several(
        "districts:history districts:history_results districts:usage",
        CLOSED,
        NET_CLOSED,
        pk=":district",
    ),
    at("wagtail_localize:javascript_catalog", STAFF, NET_CLOSED),
    # Ours answers at the address of Wagtail's.
    *[
        Address(name, STAFF_LED_ON, NET_CLOSED, {"page_id": LIVE}, in_two_languages=STAFF)
        for name in ("kikalu_translate", "wagtail_localize:submit_page_translation")
    ],
    # What the sign-in page itself needs.
    *several(
        "wagtailadmin_sprite wagtailadmin_javascript_catalog",
        codes(200, 403, 200),
        codes(200, 403, 403, 403, 200),
    ),
)
# The deployment: the operator's, on the network site.
DEPLOYMENT = (
    *several(
        "wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:add "
        "wagtailsites:index wagtailsites:index_results wagtaillocales:index "
        "wagtaillocales:index_results",
        CLOSED,
        NET_ADMIN,
    ),
    *several("console:territories console:territories_results console:open", CLOSED, NET_ADMIN),
    at("console:territory", CLOSED, NET_ADMIN, pk=":territory"),
    *several(
        "console:appoint console:suspend console:resume",
        CLOSED,
        NET_ADMIN_POST_ONLY,
        pk=":territory",
    ),
    at("console:dismiss", CLOSED, NET_ADMIN_POST_ONLY, pk=":territory", row=":role"),
    at("wagtailusers_users:edit", CLOSED, NET_ADMIN, pk=":writer"),
    at("wagtailsites:edit", CLOSED, NET_ADMIN, pk=":site"),
)
# Screens that read tables without a territory, or that nobody needs: closed on every host.
CLOSED_EVERYWHERE = (
    *several(
        "wagtailadmin_error_test wagtailadmin_tag_autocomplete "
        "wagtailadmin_api:pages:find wagtailadmin_api:images:listing wagtailadmin_api:images:find "
        "wagtailadmin_api:documents:listing wagtailadmin_api:documents:find "
        "wagtailadmin_collections:index wagtailadmin_collections:add "
        "wagtailadmin_workflows:index wagtailadmin_workflows:index_results "
        "wagtailadmin_workflows:add wagtailadmin_workflows:select_task_type "
        "wagtailadmin_workflows:task_index wagtailadmin_workflows:task_index_results "
        "wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results "
        "wagtailadmin_workflows:task_chooser_create "
        "wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results "
        "wagtailadmin_reports:workflow wagtailadmin_reports:workflow_results "
        "wagtailadmin_reports:workflow_tasks wagtailadmin_reports:workflow_tasks_results "
        "wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results "
        "wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results "
        "wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results "
        "wagtail_localize:translations_report wagtail_localize:translations_report_results "
        "wagtailembeds:chooser wagtailembeds:chooser_upload wagtailsnippets:index "
        "wagtaillocales:add wagtailsites:add "
        "wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:add",
        CLOSED,
        NET_CLOSED,
    ),
    at("wagtailadmin_api:pages:action", CLOSED, NET_CLOSED, pk=DRAFT, action_name="publish"),
    at("wagtailadmin_api:images:detail", CLOSED, NET_CLOSED, pk=":image"),
    at("wagtailadmin_api:documents:detail", CLOSED, NET_CLOSED, pk=":document"),
    *several(
        "wagtailadmin_pages:type_use wagtailadmin_pages:type_use_results",
        CLOSED,
        NET_CLOSED,
        content_type_app_name="territory_pages",
        content_type_model_name="standardpage",
    ),
    at(
        "wagtailadmin_pages:choose_parent",
        CLOSED,
        NET_CLOSED,
        app_label="territory_pages",
        model_name="standardpage",
    ),
    *several(
        "wagtailadmin_pages:convert_alias wagtailadmin_pages:set_privacy",
        CLOSED,
        NET_CLOSED,
        page_id=DRAFT,
    ),
    at(
        "wagtailadmin_tag_model_autocomplete",
        CLOSED,
        NET_CLOSED,
        app_name="taggit",
        model_name="tag",
    ),
    *several(
        "wagtailadmin_collections:edit wagtailadmin_collections:delete",
        CLOSED,
        NET_CLOSED,
        pk=":collection",
    ),
    at("wagtailadmin_collections:set_privacy", CLOSED, NET_CLOSED, collection_id=":collection"),
    *several(
        "wagtailadmin_workflows:enable wagtailadmin_workflows:disable wagtailadmin_workflows:edit "
        "wagtailadmin_workflows:usage wagtailadmin_workflows:usage_results",
        CLOSED,
        NET_CLOSED,
        pk=":workflow",
    ),
    at("wagtailadmin_workflows:remove", CLOSED, NET_CLOSED, page_pk=":home"),
    at(
        "wagtailadmin_workflows:remove",
        CLOSED,
        NET_CLOSED,
        page_pk=":home",
        workflow_pk=":workflow",
    ),
    at(
        "wagtailadmin_workflows:add_task",
        CLOSED,
        NET_CLOSED,
        app_label="kernel",
        model_name="referenttask",
    ),
    *several(
        "wagtailadmin_workflows:edit_task wagtailadmin_workflows:disable_task "
        "wagtailadmin_workflows:enable_task",
        CLOSED,
        NET_CLOSED,
        pk=":task",
    ),
    at("wagtailadmin_workflows:task_chosen", CLOSED, NET_CLOSED, task_id=":task"),
    at(
        "wagtail_localize:submit_snippet_translation",
        CLOSED,
        NET_CLOSED,
        app_label="kernel",
        model_name="topic",
        pk=":topic",
    ),
    at(
        "wagtail_localize:update_translations",
        CLOSED,
        NET_CLOSED,
        translation_source_id=":translation_source",
    ),
    at(
        "wagtail_localize:edit_string_translation",
        CLOSED,
        NET_CLOSED,
        translation_id=":translation",
        string_segment_id=":string_segment",
    ),
    at(
        "wagtail_localize:edit_override",
        CLOSED,
        NET_CLOSED,
        translation_id=":translation",
        overridable_segment_id=":overridable_segment",
    ),
    *several(
        "wagtail_localize:download_pofile wagtail_localize:upload_pofile "
        "wagtail_localize:machine_translate wagtail_localize:preview_translation "
        "wagtail_localize:stop_translation",
        CLOSED,
        NET_CLOSED,
        translation_id=":translation",
    ),
    at(
        "wagtail_localize:preview_translation",
        CLOSED,
        NET_CLOSED,
        translation_id=":translation",
        mode="x",
    ),
    at("wagtail_localize:convert_to_alias", CLOSED, NET_CLOSED, page_id=":live_english"),
    at(
        "wagtail_localize:snippets_api_listing",
        CLOSED,
        NET_CLOSED,
        app_label="kernel",
        model_name="topic",
    ),
    at(
        "wagtail_localize:snippets_api_detail",
        CLOSED,
        NET_CLOSED,
        app_label="kernel",
        model_name="topic",
        pk=":topic",
    ),
    at("wagtailsettings:edit", CLOSED, NET_CLOSED, app_name="theming", model_name="theme"),
    *several(
        "wagtailsettings:edit wagtailsettings:preview_on_edit",
        CLOSED,
        NET_CLOSED,
        app_name="theming",
        model_name="theme",
        pk=":site",
    ),
    *several(
        "wagtaillocales:edit wagtaillocales:delete wagtaillocales:history "
        "wagtaillocales:history_results wagtaillocales:usage wagtaillocales:copy",
        CLOSED,
        NET_CLOSED,
        pk=":locale",
    ),
    *several(
        "wagtailsites:delete wagtailsites:history wagtailsites:history_results "
        "wagtailsites:usage wagtailsites:copy",
        CLOSED,
        NET_CLOSED,
        pk=":site",
    ),
    *several(
        "wagtailusers_users:delete wagtailusers_users:history "
        "wagtailusers_users:history_results wagtailusers_users:usage",
        CLOSED,
        NET_CLOSED,
        pk=":writer",
    ),
    *several(
        "wagtailusers_groups:edit wagtailusers_groups:delete wagtailusers_groups:history "
        "wagtailusers_groups:history_results wagtailusers_groups:usage",
        CLOSED,
        NET_CLOSED,
        pk=":role_group",
    ),
    # Wagtail's own way in and its forgotten passwords lead to ours; see DOORS.
    *several(
        "wagtailadmin_logout",
        EVERYBODY,
        EVERYBODY,
    ),
    *several(
        "wagtailadmin_login wagtailadmin_password_reset wagtailadmin_password_reset_done "
        "wagtailadmin_password_reset_complete",
        LEADS_ON,
        LEADS_ON,
    ),
    at("wagtailadmin_password_reset_confirm", LEADS_ON, LEADS_ON, uidb64="MQ", token="x-y"),
)
ADDRESSES = (
    *DOORS,
    *ACCOUNT,
    *PUBLIC,
    *TREE,
    *PAGES,
    *REVIEW,
    *CHOOSERS,
    *FILES,
    *TERRITORY,
    *DEPLOYMENT,
    *CLOSED_EVERYWHERE,
)
