"""The texts that hold no word, and the words that nothing shows, each with its reason."""

# Planted where no screen shows them: in mails, in tables of Wagtail whose screens are closed, in
# fields that give way to another one, in what waits for a screen of moderation.
UNSHOWN = frozenset(
    {
        "English home.seo_title",
        "address that leads away",
        "contact address",
        "error of a translation",
        "error of an override",
        "former address",
        "guardian's shown name",
        "hidden comment",
        "home.seo_title",
        "image.description",
        "kept_image.credit",
        "live blog.address",
        "live poll.address",
        "live post.address",
        "login standard.slug",
        "override",
        "site name",
        "tool of a translation",
        "translated string",
        "where it leads",
    }
)
# Columns whose texts follow a rule: codes, colours, digests, paths, names of the code itself.
RULED = frozenset(
    {
        "accent",
        "action",
        "content_path",
        "contentpath",
        "department",
        "digest",
        "domain",
        "field_path",
        "file_hash",
        "filter_spec",
        "focal_point_key",
        "hostname",
        "ink",
        "key_hash",
        "model_path",
        "object_id",
        "object_pk",
        "official_code",
        "paper",
        "parent_object_id",
        "part_digests",
        "path",
        "point",
        "position",
        "postcodes",
        "prefix",
        "previous",
        "primary",
        "salt",
        "schema_version",
        "sky",
        "time_zone",
        "to_object_id",
    }
)
# Rows that no territory has, rows of the deployment, names that are official.
WORDLESS = frozenset(
    {
        "account.EmailConfirmation.key",
        "auth.Group.name",
        "console.NetworkHome.introduction",
        "console.NetworkPage.introduction",
        "django_comments.CommentFlag.flag",
        "kernel.AuditPart.name",
        "kernel.Territory.name",
        "kernel.Territory.slug",
        "kernel.Town.code",
        "kernel.Town.name",
        "kernel.Town.slug",
        "members.User.password",
        "wagtail_localize.OverridableSegment.data_json",
        "wagtail_localize.StringSegment.attrs",
        "wagtailcore.APIToken.name",
        "wagtailcore.Task.name",
        "wagtailcore.Workflow.name",
        "wagtaildocs.Document.title",
        "wagtailimages.Image.description",
        "wagtailimages.Image.title",
        "wagtailusers.UserProfile.current_time_zone",
        "wagtailusers.UserProfile.dismissibles",
        "wagtailusers.UserProfile.preferred_language",
    }
)
