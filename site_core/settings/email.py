"""Mail as files in the data folder, or sent through `EMAIL_URL`."""

from environ import Env

from . import env

if url := env.text("EMAIL_URL"):
    vars().update(Env.email_url_config(url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(env.DATA / "mail")
EMAIL_TIMEOUT = 10
MAIL_DOMAIN = env.text("KIKALU_MAIL_DOMAIN", "kikalu.localhost")
DEFAULT_FROM_EMAIL = f"Kikalu <ne-pas-repondre@{MAIL_DOMAIN}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
