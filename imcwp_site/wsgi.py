"""The WSGI application that every server loads: imcwp_site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imcwp_site.settings")

application = get_wsgi_application()
