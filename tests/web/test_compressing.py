"""Pages go out compressed; events and papers as they are."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from sotay.web.compressing import PageGZipMiddleware
from tests.web.world import World

LONG = "Đồng chí có mặt. " * 500


def answer(response: HttpResponseBase) -> HttpResponseBase:
    def view(_: HttpRequest) -> HttpResponseBase:
        return response

    asked = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    return PageGZipMiddleware(view)(asked)  # type: ignore[return-value]


def test_a_page_goes_out_compressed_and_reads_the_same() -> None:
    packed = answer(HttpResponse(LONG))
    assert isinstance(packed, HttpResponse)
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(LONG.encode()) / 5
    assert gzip.decompress(packed.content).decode() == LONG


def test_two_answers_of_one_page_differ_in_length() -> None:
    """What a page says about a secret cannot be told from its length (BREACH)."""
    lengths = {len(answer(HttpResponse(LONG)).content) for _ in range(20)}  # type: ignore[attr-defined]
    assert len(lengths) > 1


@pytest.mark.parametrize("kind", ["text/event-stream", "application/pdf", "image/jpeg"])
def test_events_and_papers_go_out_as_they_are(kind: str) -> None:
    assert "Content-Encoding" not in answer(HttpResponse(LONG, content_type=kind)).headers


def test_what_is_streamed_is_not_held_back() -> None:
    sent = answer(StreamingHttpResponse(iter([LONG]), content_type="text/html"))
    assert sent.streaming
    assert "Content-Encoding" not in sent.headers


def test_the_pages_of_the_system_go_out_compressed(world: World) -> None:
    page = world.client("bi-thu").get("/tai-khoan/", headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    assert page["Content-Encoding"] == "gzip"
