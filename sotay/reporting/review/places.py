"""What persons wrote, as blocks of a paper."""

from collections.abc import Iterator

from sotay.reporting.paper import Block, Heading, Paragraph, Place
from sotay.reporting.queries import Review
from sotay.reporting.review.outline import prompts_of


def written(review: Review, key: str, *headings: Heading) -> Iterator[Block]:
    """A place as a person left it: written, struck out (then its heading goes too), or still open."""
    found = review.texts.get(key)
    if found is not None and found.struck:
        return
    yield from headings
    if found is None or not found.text:
        yield Place(key, prompts_of(review.kind, cell=review.is_cell)[key])
        return
    for line in filter(None, (line.strip() for line in found.text.splitlines())):
        is_item = line.startswith(("- ", "– ", "• "))
        yield Paragraph(line[2:].strip() if is_item else line, item=is_item)
