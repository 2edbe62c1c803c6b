"""What both services share: languages, static files, security headers, logging."""

from config.env import BASE_DIR, DATA_DIR, DEPLOYMENT, IS_PRODUCTION, env, is_set, secret

DEBUG = False
SECRET_KEY = secret("SECRET_KEY", at_least=50)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# Languages: Korean is what everyone sees first; source strings are English.
USE_I18N = True
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
# Also used by commands that walk the project.
PROJECT_DIR = BASE_DIR
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

# Static files are served by the application itself, compressed and immutable.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static" / DEPLOYMENT
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.static_storage.ModuleAwareManifestStorage"},
}
# The highest takes seven times as long as 9 and saves a thirteenth: worth it where files are
# collected once for everybody, not where somebody waits for the demo.
STATIC_BROTLI_QUALITY = 11 if IS_PRODUCTION else 9

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["core.context_processors.shell"]},
    }
]

# What the shell of every page says about where it runs.
IS_DEMO = DEPLOYMENT == "demo"
PLATFORM_URL = env.str("PLATFORM_URL", "http://localhost:8000")
SURVEY_URL = env.str("SURVEY_URL", "http://127.0.0.1:8001")

# The one place where the two services hand each other files (house.md: a bundle one way, a
# sealed file the other way).
EXCHANGE_DIR = DATA_DIR / "exchange"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A proxy that ends TLS must be named before its headers are believed (T-15).
if is_set("TRUSTED_PROXY_TLS_HEADER"):
    SECURE_PROXY_SSL_HEADER = (env.str("TRUSTED_PROXY_TLS_HEADER"), "https")
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
# The container's own health probe speaks plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# Bounds that stop an oversized request before it costs memory (T-67).
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# A lesson in the editor is one form of well over a thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Hot questions are planned once for a connection; a PgBouncer before 1.22 cannot carry that.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", True)

# Logs name what happened, never a query string, a body or a person.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
