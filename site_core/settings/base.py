"""What the project is made of: apps, middleware, templates, addresses."""

from . import env

DEBUG = False
ROOT_URLCONF = "site_core.urls"
WSGI_APPLICATION = "site_core.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "members.User"

# Every host is checked against the sites by TerritoryMiddleware, the first to read it.
ALLOWED_HOSTS = ["*"]
OPERATOR_HOST = env.text("KIKALU_OPERATOR_HOST", "kikalu.localhost")
DATA_DIR = env.DATA
PUBLIC_SCHEME = env.text("KIKALU_PUBLIC_SCHEME", "http")
PUBLIC_PORT = env.number("KIKALU_PUBLIC_PORT", env.number("PORT", 8000))

INSTALLED_APPS = [
    "console",
    "territory_pages",
    "blog",
    "agenda",
    "consultations",
    "messaging",
    "members",
    "theming",
    "site_core.kernel",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailgeowidget",
    "wagtail.embeds",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "site_core.kernel.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "site_core.kernel.wagtail_admin.AdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_comments_xtd",
    "django_comments",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "site_core.kernel.proxies.believe_proxies",
    "site_core.kernel.page_cache.PageCacheMiddleware",
    "site_core.kernel.middleware.CleanInputMiddleware",
    "site_core.kernel.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_core.kernel.middleware.TerritoryMiddleware",
    "site_core.kernel.flat_sites.remember_root_paths",
    "site_core.kernel.middleware.HostSessionMiddleware",
    "site_core.kernel.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "site_core.kernel.admin.content_policy.loosen_for_admin",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "site_core.kernel.middleware.AdminWallMiddleware",
    "members.second_factor.SecondFactorMiddleware",
    "site_core.kernel.gone.GoneMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "site_core.kernel.middleware.AdminTransactionMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "site_core.kernel.context.place",
            ],
        },
    },
]

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the admin shows its previews in a frame of the same host
    "wagtailadmin.W003",  # every territory has an address of its own: no base is right for all
]
