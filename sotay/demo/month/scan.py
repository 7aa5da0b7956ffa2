"""A signed paper as a telephone takes it: invented, for the demo's filed minutes."""

import io

from PIL import Image, ImageDraw

SIZE = (620, 877)


def signed_page(number: int) -> bytes:
    """A PNG of one of the two pages: lines of writing, a title on the first, two signatures on the second; it
    names nobody."""
    page = Image.new("L", SIZE, 244)
    draw = ImageDraw.Draw(page)
    if number == 1:
        draw.line((210, 90, 410, 90), fill=40, width=5)
    for row in range(30 if number == 1 else 24):
        right = 540 if row % 5 else 380
        draw.line((80, 150 + 22 * row, right, 150 + 22 * row), fill=90, width=3)
    for left in (110, 390) if number == 2 else ():
        points = [(left + 12 * step, 770 + (18 if step % 2 else -18) * (step % 3)) for step in range(11)]
        draw.line(points, fill=60, width=3, joint="curve")
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
