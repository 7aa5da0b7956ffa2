"""QR pictures as SVG, drawn here: no other machine is asked, no style is needed inside the page."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4
"""White modules around the picture, as readers need."""


def qr_svg(text: str, title: str) -> SafeString:
    """The picture of a text (an address), with its title for those who do not see it."""
    code = segno.make(text, error="m", micro=False)
    drawn = io.BytesIO()
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=QUIET,
        lineclass=None,
        svgclass="qr",
    )
    # segno escapes nothing because nothing of the text stands in the drawing, only its modules.
    picture = drawn.getvalue().decode().strip().removesuffix("</svg>")
    head, _, rest = picture.partition(">")
    return format_html('{} role="img"><title>{}</title>{}</svg>', SafeString(head), title, SafeString(rest))
