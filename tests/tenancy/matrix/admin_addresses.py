"""Who may open what in Wagtail's admin, and on the network site what the operator adds to it."""

from .table import (
    CLOSED,
    DRAFT,
    LIVE,
    NET_ADMIN,
    NET_ADMIN_LED_ON,
    NET_ADMIN_POST_ONLY,
    NET_CLOSED,
    NET_NOTHING_THERE,
    NOTHING_THERE,
    REFERENTS,
    REFERENTS_POST_ONLY,
    STAFF,
    STAFF_LED_ON,
    STAFF_POST_ONLY,
    Address,
    at,
    codes,
    several,
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
    *[
        at("wagtailadmin_pages:edit", STAFF, None, page_id=page)
        for page in (
            LIVE,
            ":waiting",
            ":returned",
            ":password_standard",
            *(f":draft_{kind}" for kind in ("blog", "post", "event", "poll", "group", "text")),
        )
    ],
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
    *several("theme_editor:edit theme_editor:preview", REFERENTS, NET_CLOSED),
    Address("theme_editor:preview", REFERENTS, NET_CLOSED, query={"page": ":live_post"}),
    Address(
        "theme_editor:preview", codes(302, 403, 404), NET_CLOSED, query={"page": ":draft_post"}
    ),
    at("theme_editor:restore", REFERENTS_POST_ONLY, NET_CLOSED),
    at("theme_gallery", STAFF, NET_ADMIN),
    Address("theme_gallery", STAFF, NET_ADMIN, query={"habillage": "rivage"}),
    *several("contact_messages:index contact_messages:index_results", REFERENTS, NET_CLOSED),
    Address("contact_messages:index", REFERENTS, NET_CLOSED, query={"export": "csv"}),
    at("contact_messages:edit", REFERENTS, NET_CLOSED, pk=":contact_message"),
    *several("memberships:index memberships:index_results", REFERENTS, NET_CLOSED),
    Address("memberships:index", REFERENTS, NET_CLOSED, query={"export": "csv"}),
    Address("memberships:index", REFERENTS, NET_CLOSED, query={"door": "blog", "q": "Partage"}),
    at("memberships:edit", REFERENTS, NET_CLOSED, pk=":membership"),
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
        "wagtailredirects:index wagtailredirects:index_results wagtailredirects:add "
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
    *several(
        "wagtailredirects:edit wagtailredirects:delete",
        CLOSED,
        NET_ADMIN,
        redirect_id=":redirect",
    ),
)
ADDRESSES = (*TREE, *PAGES, *REVIEW, *CHOOSERS, *FILES, *TERRITORY, *DEPLOYMENT)
