"""Static files with hashed names, JavaScript imports of our own modules included."""

import brotli
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ChosenQualityCompressor(Compressor):
    """Brotli at the quality the settings name."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=settings.STATIC_BROTLI_QUALITY)


class ModuleAwareManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrite `import … from "./x.js"` in our `js/` folder to the hashed name.

    Django can rewrite imports everywhere or nowhere; everywhere fails on files of other packages
    that name modules which are not there.
    """

    patterns = (
        *ManifestFilesMixin.patterns,
        (
            "js/*.js",
            (
                (
                    r"""(?P<matched>import(?s:(?P<import>[\s\{].*?|\*\s*as\s*\w+))"""
                    r"""\s*from\s*['"](?P<url>[./].*?)["']\s*;)""",
                    """import%(import)s from "%(url)s";""",
                ),
                (
                    r"""(?P<matched>import\s*['"](?P<url>[./].*?)["']\s*;)""",
                    """import"%(url)s";""",
                ),
            ),
        ),
    )

    def create_compressor(self, **options) -> Compressor:
        return ChosenQualityCompressor(**options)
