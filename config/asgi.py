"""The application as an ASGI callable: events kept open in front, every page by threads to the WSGI one."""

from django.conf import settings

from config.wsgi import application as pages
from sotay.web.front import asking, tickets
from sotay.web.front.bridge import Bridge
from sotay.web.front.events import Front
from sotay.web.front.watching import Watch

THREADS = 6
"""Django's threads in each process; the measurements are in docs/adr/0007-live.md."""

application = Front(
    Bridge(pages, THREADS),
    Watch(asking.versions, asking.state, asking.standings),
    asking.still_let_in,
    tickets.holds,
    settings.SESSION_COOKIE_NAME,
)
