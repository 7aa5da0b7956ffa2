"""G15: no script runs from stored or typed text, and the policy of content allows nothing unsafe."""

import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connections, transaction
from django.http.response import HttpResponseBase
from django.template import base as template_base
from django.template import engines
from django.test import Client, override_settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, Request, Route, sync_playwright

from tests.browser_support import FLAGS, find_chromium
from tests.prove.g1 import stage
from tests.prove.ground import is_release
from tests.prove.outcome import Outcome
from tests.prove.people import Person
from tests.prove.poison import HIT, SHAPES, Poison
from tests.prove.sharing import Share

SEED = 15_000
SITE = "http://localhost"
WHO = ("superior D1", "officer D1C1", "secretary D1C1K1", "member D1C1K1", "operator everywhere")
TURNS = {"secretary D1C1K1": 2, "officer D1C1": 2}
"""In the small run who types most walks twice, with other shapes in the fields; the rest once."""
EACH_ROUTE = 2
"""Pages of one address pattern that a person opens in one round."""
ALIVE = f"""() => {{
  if ({HIT}) return 'chạy mã';
  for (const e of document.querySelectorAll('*')) {{
    for (const a of e.attributes) if (/^on/i.test(a.name)) return 'thuộc tính ' + a.name;
    for (const n of ['href', 'src', 'action', 'formaction'])
      if (/^\\s*(javascript|data:text)/i.test(e.getAttribute(n) || '')) return n + ' chạy mã';
    if (e.tagName === 'SCRIPT' && !e.src) return 'mã viết trong trang';
  }}
  return '';
}}"""
LINKS = "found => found.map(a => a.getAttribute('href'))"
SEND = "n => document.querySelectorAll('form[method=post]')[n].submit()"
LOOKS = frozenset({"stylesheet", "font"})
"""What only makes a page look well is not fetched: without it nothing is hidden, and what would run, runs."""
FILL = """text => {
  const forms = [...document.querySelectorAll('form[method=post]')];
  return forms.map(form => {
    form.noValidate = true;
    for (const e of form.elements) {
      if (e.type === 'hidden' || e.type === 'file') continue;
      if (e.tagName === 'TEXTAREA' || (e.tagName === 'INPUT' && !/radio|checkbox|submit/.test(e.type))) {
        if (e.type !== 'text' && e.tagName === 'INPUT') e.type = 'text';
        e.removeAttribute('maxlength');
        e.value = text;
      }
    }
    return form.getAttribute('action') || location.pathname + location.search;
  });
}"""


@dataclass(slots=True)
class Walk:
    """Everything seen on the way. `pairs`: texts met on pages (a text on two pages counts twice)."""

    poison: Poison
    pairs: int = 0
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    foreign: list[str] = field(default_factory=list)


def shares() -> list[Share]:
    """Walk the poisoned site as several people; then with each planted fault until it shows."""
    turns = {name: len(SHAPES) if is_release() else TURNS.get(name, 1) for name in WHO}
    return [
        *(Share(walk_around, (turn, name), cost=16) for name in WHO for turn in range(turns[name])),
        *(Share(planted, (name,), cost=8) for name in PLANTED),
    ]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    walks: list[Walk] = answers[: -len(PLANTED)]
    faults = [fault for walk in walks for fault in walk.faults]
    pages, fields = sum(walk.pages for walk in walks), {name for walk in walks for name in walk.fields}
    found = Outcome(sum(walk.pairs for walk in walks), len(faults), examples=faults[:20])
    found.enter_planted(dict(answers[-len(PLANTED) :]))
    found.note = (
        f"{len(SHAPES)} kiểu chữ độc trong {len(fields)} ô chữ đã gặp trên {pages} trang, "
        "kể cả trang trả lại chữ vừa gõ; chính sách nội dung tắt khi thử để riêng việc thoát chữ phải đủ, "
        "và đọc riêng trên mọi trang. "
        f"Lỗi cài sẵn: {', '.join(PLANTED)}."
    )
    return found


def planted(name: str) -> tuple[str, bool]:
    """Whether the walks of the first people meet the fault."""
    with PLANTED[name]():
        return name, any(walk_around(0, who, stop_at_first=True).faults for who in WHO[:3])


def walk_around(turn: int, who: str, *, stop_at_first: bool = False) -> Walk:
    """As that person, open what links lead to and send every form filled with poison; each turn in a world
    of its own, with other shapes in its fields."""
    walk = Walk(Poison())
    chromium = find_chromium()
    if chromium is None:
        walk.faults.append("máy không có chromium")
        return walk
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop lives in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with stage(SEED + turn) as on:
            walk.poison.pour(turn * 7)
            person = next(person for person in on.people if person.name == who)
            page = browser.new_page(bypass_csp=True, locale="vi-VN")
            Visitor(walk, person, page).go(stop_at_first)
            page.close()
        browser.close()
    return walk


class Visitor:
    """One person with a browser whose every request is answered by the product in this process."""

    def __init__(self, walk: Walk, person: Person, page: Page) -> None:
        self.walk, self.person, self.page = walk, person, page
        self.client = Client(raise_request_exception=False)
        self.client.cookies[settings.SESSION_COOKIE_NAME] = person.cookie
        self.opened: Counter[str] = Counter()
        self.database = connections["default"]
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != SITE:
            self.walk.foreign.append(request.url)
            route.abort()
            return
        if request.resource_type in LOOKS:
            route.abort()
            return
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            route.fulfill(path=str(found)) if found else route.fulfill(status=404)
            return
        connections["default"] = self.database  # the browser's loop would open another one
        with transaction.atomic():  # what a form changes is gone again before the next one
            answer = self._ask(request)
            transaction.set_rollback(True)
        headers = {k: v for k, v in answer.headers.items() if k.lower() != "content-length"}
        html = headers.get("Content-Type", "").startswith("text/html")
        if html:
            self._read_policy(headers.get("Content-Security-Policy", ""), parts.path)
        if headers.pop("Content-Disposition", None) or not html:
            route.fulfill(status=204)
            return
        route.fulfill(status=answer.status_code, headers=headers, body=answer.getvalue())

    def _ask(self, request: Request) -> HttpResponseBase:
        body, kind = request.post_data_buffer or b"", request.headers.get("content-type", "")
        path = request.url.removeprefix(SITE)
        answer = self.client.generic(request.method, path, body, kind, headers={"host": "localhost"})
        for _ in range(5):  # a browser would follow outside of our hands
            if not 300 <= answer.status_code < 400:
                break
            answer = self.client.get(answer.headers["Location"], headers={"host": "localhost"})
        return answer

    def _read_policy(self, policy: str, path: str) -> None:
        unsafe = re.findall(r"'unsafe-[a-z-]+'|\*|https?:", policy)
        if not policy or unsafe:
            self.walk.faults.append(f"{path}: chính sách nội dung {unsafe or 'không có'}")

    def go(self, stop_at_first: bool) -> None:
        """Open pages until the links lead nowhere new."""
        ahead, seen = deque(["/", "/dang-nhap"]), {"/", "/dang-nhap"}
        while ahead and not (stop_at_first and self.walk.faults):
            path = ahead.popleft()
            if not self._wanted(path):
                continue
            if not self._open(path):
                continue
            links = self.page.eval_on_selector_all("a[href]", LINKS)
            for link in links:
                parts = urlsplit(link)
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                if not parts.netloc and target.startswith("/") and target not in seen:
                    seen.add(target)
                    ahead.append(target)
            self._send_forms(path)

    def _wanted(self, path: str) -> bool:
        try:
            name = str(resolve(urlsplit(path).path).url_name)
        except Resolver404:
            return False
        self.opened[name] += 1
        return self.opened[name] <= EACH_ROUTE

    def _open(self, path: str) -> bool:
        with suppress(Error):  # a download ends the journey to it
            self.page.goto(SITE + path, wait_until="load")
            self._look(path)
            return True
        return False

    def _look(self, path: str) -> None:
        walk = self.walk
        known = walk.poison.known_in(self.page.content())
        walk.pages, walk.pairs = walk.pages + 1, walk.pairs + len(known)
        walk.fields |= {walk.poison.marks[number] for number in known}
        if fault := self.page.evaluate(ALIVE):
            walk.faults.append(f"{self.person.name}, {path}: {fault}")
        if walk.foreign:
            walk.faults.append(f"{self.person.name}, {path}: gọi ra ngoài {walk.foreign.pop()}")

    def _send_forms(self, path: str) -> None:
        """Send each form of the page with poison in its fields, and look at what comes back."""
        number = len(self.page.query_selector_all("form[method=post]"))
        for place in range(number):
            text = self.walk.poison.text(f"form {urlsplit(path).path.split('/')[1]}", None, place + len(path))
            with suppress(Error):
                if place:  # for the first form the page is there already
                    self.page.goto(SITE + path, wait_until="load")
                actions = self.page.evaluate(FILL, text)
                if place >= len(actions) or "dang-xuat" in actions[place]:
                    continue
                with self.page.expect_navigation(wait_until="load", timeout=5000):
                    self.page.evaluate(SEND, place)
                self._look(f"{path} (gửi mẫu)")


# The planted faults.


@contextmanager
def _nothing_escaped() -> Iterator[None]:
    """Templates print values as they are."""
    with patch.object(template_base, "render_value_in_context", lambda value, context: str(value)):
        yield


def _one_template(name: str) -> Callable[[], AbstractContextManager[object]]:
    """One component alone prints values as they are."""
    genuine = template_base.Template.__init__

    def careless(self: template_base.Template, source: str, *args: object, **more: object) -> None:
        origin = more.get("origin") or (args[0] if args else None)
        if getattr(origin, "template_name", "") == f"web/components/{name}.html":
            source = "{% autoescape off %}" + str(source) + "{% endautoescape %}"
        genuine(self, source, *args, **more)  # type: ignore[arg-type]  # passed on as given

    def forget() -> None:
        for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]
            loader.reset()

    @contextmanager
    def plant() -> Iterator[None]:
        forget()
        with patch.object(template_base.Template, "__init__", careless):
            yield
        forget()

    return plant


def _policy(**more: list[str]) -> Callable[[], AbstractContextManager[object]]:
    changed = {**settings.SECURE_CSP, **{name.replace("_", "-"): value for name, value in more.items()}}
    return lambda: override_settings(SECURE_CSP=changed)


PLANTED: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "khuôn trang không thoát chữ": _nothing_escaped,
    "đường lên cấp trên không thoát chữ": _one_template("crumbs"),
    "cặp nhãn và giá trị không thoát chữ": _one_template("facts"),
    "bảng bản ghi không thoát chữ": _one_template("record_table"),
    "chính sách cho mã viết trong trang": _policy(script_src=["'self'", "'unsafe-inline'"]),
    "chính sách cho kiểu viết trong trang": _policy(style_src=["'self'", "'unsafe-inline'"]),
    "chính sách cho máy chủ lạ": _policy(script_src=["*"]),
}
