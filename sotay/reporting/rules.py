"""What every writer must keep to, whatever the file: drafts, and what stays with the signature."""

from sotay.core.errors import DomainError
from sotay.reporting.paper import Block, Heading, Paper, Paragraph, Place

LONG = 180  # letters: a paragraph this long has at least two lines


def require_draft(paper: Paper) -> None:
    """A paper with a place still empty prints only as a draft."""
    parts = (paper.blocks, *(annex.blocks for annex in paper.annexes))
    empty = sum(isinstance(block, Place) for blocks in parts for block in blocks)
    if empty and not paper.head.draft:
        raise DomainError(
            f"Văn bản còn {empty} chỗ cấp ủy chưa viết, nên chỉ in được dạng dự thảo; "
            "hãy viết hoặc gạch bỏ các chỗ đó, hoặc in “DỰ THẢO LẦN 1”."
        )


def kept_with_signature(blocks: tuple[Block, ...]) -> set[int]:
    """The last blocks that go along with the signature: at least two lines of text."""
    kept: set[int] = set()
    for index in range(len(blocks) - 1, max(len(blocks) - 4, -1), -1):
        kept.add(index)
        block = blocks[index]
        if not isinstance(block, Paragraph | Heading) or len(block.text) >= LONG:
            break
        if isinstance(block, Paragraph) and len(kept) >= 2:
            break
    return kept
