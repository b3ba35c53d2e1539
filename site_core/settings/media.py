"""Static files by whitenoise; uploaded files in the data folder, or on S3-compatible storage."""

from urllib.parse import parse_qs, urlsplit

from . import env

STATIC_URL = "/static/"
STATIC_ROOT = env.DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.DATA / "media"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "theming.storage.BundledStaticFilesStorage"},
}
if url := env.text("STORAGE_URL"):  # s3://KEY:SECRET@HOST/BUCKET?scheme=https
    place = urlsplit(url)
    scheme = parse_qs(place.query).get("scheme", ["https"])[0]
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": place.username,
            "secret_key": place.password,
            "bucket_name": place.path.strip("/"),
            "endpoint_url": f"{scheme}://{place.hostname}"
            + (f":{place.port}" if place.port else ""),
            "querystring_auth": True,
            "default_acl": "private",
        },
    }
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
