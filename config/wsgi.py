"""The WSGI entry of both services; DJANGO_SETTINGS_MODULE says which one this process is."""

from django.core.wsgi import get_wsgi_application

from config.env import choose_settings

choose_settings()
application = get_wsgi_application()
