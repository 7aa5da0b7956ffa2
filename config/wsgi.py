"""The application as a WSGI callable. It does not start with a route that declares no permission."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from sotay.web.door import verify_routes  # noqa: E402 — the routes exist once the apps are ready

verify_routes()
