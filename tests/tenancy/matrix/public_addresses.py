"""Who may open what on the public side: signing in, one's account, pages, files, comments."""

from .table import (
    CLOSED,
    EVERYBODY,
    LEADS_ON,
    NET_CLOSED,
    NOBODY,
    SIGNED_IN,
    Address,
    at,
    codes,
    several,
)

UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000"
DOORS = (
    at("handoff", LEADS_ON),
    at("account_login", codes(200, 302), codes(200, 302)),
    at("account_request_login_code", codes(200, 302), codes(200, 302)),
    at("account_confirm_login_code", LEADS_ON, LEADS_ON),
    at("mfa_login_webauthn", codes(200, 302), codes(200, 302)),
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
    # Who is registered here changes their name; who is not is led to joining.
    at("members_name", codes(302, 302, member=200), NOBODY),
    at("members_address", SIGNED_IN, SIGNED_IN),
    *several("members_confirm_address members_prove_by_code", LEADS_ON, LEADS_ON),
    at("members_take_back", NOBODY, NOBODY, sealed="x"),
    *several("members_data members_archive members_close", SIGNED_IN, SIGNED_IN),
    # Whoever does not come from their form is led to it.
    *several("members_accept_texts members_sessions", LEADS_ON, LEADS_ON),
    at("members_leave", codes(302, 302, member=200), codes(302, 404)),
    at("members_closed", LEADS_ON, LEADS_ON),
    at("members_reopen", NOBODY, NOBODY, sealed="x"),
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
    *several(
        "mfa_activate_totp mfa_add_webauthn mfa_list_webauthn mfa_generate_recovery_codes",
        SIGNED_IN,
        SIGNED_IN,
    ),
    *several(
        "mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn",
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
NEWS = (
    *several(
        "members_feed members_criteria",
        codes(302, 302, member=200),
        codes(302, 404),
    ),
    at("members_feed_address", LEADS_ON, codes(302, 404)),
    # Whoever has the key reads the feed; without anything to follow there is nothing.
    at("members_secret_feed", NOBODY, NOBODY, key=UNKNOWN_KEY),
    at("members_follow", NOBODY, NOBODY),
    *several("messaging:notifications messaging:preferences", codes(302, 302, member=200)),
    at("messaging:seen", LEADS_ON),
    at("messaging:notification", codes(302, 302, member=404), public_id=UNKNOWN_KEY),
    at("messaging:stop_digest", NOBODY, token="1:x"),
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
    # What programs read: feeds, agendas, the map, the list of pages.
    at("manifest", EVERYBODY),
    at("sitemap", EVERYBODY),
    at("robots", EVERYBODY, EVERYBODY),
    *several("blog:feed blog:all_blogs_feed", EVERYBODY),
    at("blog:blog_feed", EVERYBODY, slug=":slug of live_blog"),
    at("blog:blog_feed", NOBODY, slug=":slug of draft_blog"),
    *several("messaging:contact messaging:contact_thanks", EVERYBODY),
    at("agenda:calendar", EVERYBODY),
    Address("agenda:calendar", EVERYBODY, query={"commune": ":town_code"}, theirs=NOBODY),
    at("agenda:event_file", EVERYBODY, slug=":slug of live_event"),
    at("agenda:event_file", NOBODY, slug=":slug of draft_event"),
    at("agenda:month", EVERYBODY, year="2026", month="11"),
    at("agenda:month", NOBODY, year="1234", month="11"),
    *several("territory_pages:map territory_pages:points", EVERYBODY),
    *[
        Address(name, EVERYBODY, query={"commune": ":town_code"}, theirs=NOBODY)
        for name in ("territory_pages:map", "territory_pages:points")
    ],
    # The search finds what a visitor may read here, whoever asks.
    at("territory_pages:search", EVERYBODY),
    Address("territory_pages:search", EVERYBODY, query={"q": "Partage"}),
    Address("territory_pages:search", EVERYBODY, query={"commune": ":town_code"}, theirs=NOBODY),
    Address(
        "territory_pages:search",
        EVERYBODY,
        query={"q": "Partage", "quartier": ":district_slug", "theme": ":topic_slug"},
        theirs=NOBODY,
    ),
    at("consultations:vote", SIGNED_IN, None, slug=":poll_slug"),
    at("consultations:receipt", EVERYBODY, None, slug=":poll_slug"),
    # Pages, by their path.
    Address("wagtail_serve", EVERYBODY, EVERYBODY, args=("",)),
    *[
        Address("wagtail_serve", EVERYBODY, NOBODY, args=(section,))
        for section in ("blogs/", "groupes/", "agenda/", "consultations/", "charte/")
    ],
    *[
        Address("wagtail_serve", EVERYBODY, NOBODY, args=(f":path of live_{kind}",))
        for kind in ("standard", "blog", "post", "event", "poll", "group", "text", "english")
    ],
    *[
        Address("wagtail_serve", NOBODY, NOBODY, args=(f":path of {name}",))
        for name in (
            *(
                f"draft_{kind}"
                for kind in ("standard", "blog", "post", "event", "poll", "group", "text")
            ),
            "waiting_standard",
            "returned_standard",
        )
    ],
    Address("wagtail_serve", SIGNED_IN, NOBODY, args=(":path of login_standard",)),
    Address("wagtail_serve", codes(302, 302, 302, 200), NOBODY, args=(":path of groups_standard",)),
    Address("wagtail_serve", EVERYBODY, NOBODY, args=(":path of password_standard",)),
    Address("wagtail_serve", codes(301, 301), NOBODY, args=(":former_path",), theirs=NOBODY),
    Address("wagtail_serve", codes(410, 410), NOBODY, args=(":gone_path",), theirs=NOBODY),
    Address("wagtail_serve", NOBODY, NOBODY, args=("en/",), in_two_languages=EVERYBODY),
    Address("wagtail_serve", NOBODY, NOBODY, args=("de/",)),
)
ADDRESSES = (*DOORS, *ACCOUNT, *NEWS, *PUBLIC)
