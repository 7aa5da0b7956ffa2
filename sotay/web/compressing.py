"""Pages go out compressed: the roll of 29 members is 96 kB of HTML, too much for a weak network."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Papers, pictures and workbooks are compressed within; an event must not wait for a buffer to fill.
WORDY = ("text/html", "application/json")


class PageGZipMiddleware(GZipMiddleware):
    """Compresses whole pages, nothing streamed. Django guards against BREACH (CVE-2013-3587) by the
    random length that the base class adds and by a form token that differs at each request."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in WORDY:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
