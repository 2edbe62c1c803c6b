"""Static files with hashed names, JavaScript imports of our own modules included."""

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


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
