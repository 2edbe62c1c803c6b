"""The WSGI entry of both services; DJANGO_SETTINGS_MODULE says which one this process is."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from config.env import choose_settings

choose_settings()
application = get_wsgi_application()
for path in getattr(settings, "BEFORE_DJANGO", ()):
    application = import_string(path)(application)
for path in getattr(settings, "REQUIRED_AT_START", ()):
    import_string(path)()
