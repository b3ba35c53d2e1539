"""Screens of Wagtail that read tables without a territory, or that nobody needs: closed to all."""

from .table import (
    CLOSED,
    DRAFT,
    EVERYBODY,
    LEADS_ON,
    NET_CLOSED,
    at,
    several,
)

ADDRESSES = (
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
        "wagtailredirects:start_import wagtailredirects:process_import "
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
    # Wagtail's own way in and its forgotten passwords lead to ours.
    at("wagtailadmin_logout", EVERYBODY, EVERYBODY),
    *several(
        "wagtailadmin_login wagtailadmin_password_reset wagtailadmin_password_reset_done "
        "wagtailadmin_password_reset_complete",
        LEADS_ON,
        LEADS_ON,
    ),
    at("wagtailadmin_password_reset_confirm", LEADS_ON, LEADS_ON, uidb64="MQ", token="x-y"),
)
