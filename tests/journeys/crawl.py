"""Walk a site as a reader would: every page that links lead to, each kind of page a few times."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

LINKS = "found => found.map(a => a.getAttribute('href'))"


def kind_of(path: str) -> str:
    """The name of the address, "" for none of ours."""
    try:
        return str(resolve(urlsplit(path).path).url_name)
    except Resolver404:
        return ""


def shows(answer: APIResponse) -> bool:
    """Whether a browser opens it as a page of ours, and does not keep it as a file.

    Asked for before the browser goes there: a download, or the browser's own page for an empty refusal,
    interrupts what is opened next.
    """
    headers = answer.headers
    return "text/html" in headers.get("content-type", "") and "content-disposition" not in headers


def walk(page: Page, site: str, *, each: int = 1) -> Iterator[str]:
    """Open page after page, at most `each` of one kind; yields the path while the page is open.

    Downloads and what is not HTML are passed over.
    """
    ahead, seen, opened = ["/"], {"/"}, Counter[str]()
    while ahead:
        path = ahead.pop(0)
        kind = kind_of(path)
        opened[kind] += 1
        if not kind or opened[kind] > each:
            continue
        if not shows(page.request.get(site + path)):
            continue
        page.goto(site + path)
        yield path
        for link in page.eval_on_selector_all("a[href]", LINKS):
            parts = urlsplit(link)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if not parts.netloc and target.startswith("/") and target not in seen:
                seen.add(target)
                ahead.append(target)
