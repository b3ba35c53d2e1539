"""Static files: hashed, compressed, and one stylesheet instead of its thirty sources."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from .bundle import NAME, bundled


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes the stylesheet at collectstatic, before files are hashed and compressed."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        """Add the stylesheet to the collected files, then do what whitenoise does."""
        if not dry_run:
            if self.exists(NAME):
                self.delete(NAME)
            self._save(NAME, ContentFile(bundled().encode()))
            paths[NAME] = (self, NAME)
        yield from super().post_process(paths, dry_run=dry_run, **options)
