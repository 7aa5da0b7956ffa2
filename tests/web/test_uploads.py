"""Every page with a file takes one of the size that it promises; others stay short."""

import pytest
from django.urls import reverse

from tests.web.world import World

PAGES = {
    "minutes-scan": ("bi-thu", "meeting"),
    "session-opinion": ("bi-thu", "meeting"),
    "paper-add": ("bi-thu", "meeting"),
    "orientation": ("xa", "place"),
}


@pytest.mark.parametrize("route", PAGES)
@pytest.mark.parametrize(("share", "refused"), [(1, False), (1.25, True)])
def test_pages_that_take_files_take_so_much_and_no_more(
    world: World, route: str, share: float, refused: bool
) -> None:
    """A file of 8 MB; of the signed copy, several at once."""
    megabytes = int((24 if route == "minutes-scan" else 8) * share)
    who, what = PAGES[route]
    meeting = world.meetings["A1-202405"].public_id
    address = reverse(
        f"web:{route}", args=[meeting] if what == "meeting" else [world.places["A"].public_id, 202406]
    )
    answer = world.client(who).generic(
        "POST", address, b"", content_type="text/plain", CONTENT_LENGTH=str(megabytes << 20)
    )
    assert (answer.status_code == 413) == refused
    if refused:
        said = answer.content.decode()
        assert "chọn tệp nhẹ hơn" in said
        assert "nhập bằng lệnh" not in said, "that is for the import's spreadsheets"
