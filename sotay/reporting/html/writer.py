"""One page with its own style and nothing from elsewhere: no script, no other host, no picture file."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from sotay.reporting.docx.annexes import attached_line
from sotay.reporting.docx.head import recipient_lines
from sotay.reporting.forms import Form, form_by_code
from sotay.reporting.html.parts import Setter, say
from sotay.reporting.paper import Annex, Letterhead, Paper
from sotay.reporting.rules import require_draft

_STYLE = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + b64encode(sha256(_STYLE.encode()).digest()).decode()
    + "'"
)
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main class="{sheet}">
{body}
</main>
</body>
</html>
"""


def _lines(text: str) -> str:
    return f"<p>{say(text)}</p>" if text else ""


def _top(head: Letterhead, form: Form) -> str:
    draft = f"<p><strong>{say(head.draft)}</strong></p>" if head.draft else ""
    day = f"<p><em>{say(head.place_and_date)}</em></p>" if head.bears_number_or_date else ""
    star = f'<p aria-hidden="true">{escape(form.text("star"))}</p>'
    return (
        f'<div class="top"><div>{_lines(head.superior)}<p><strong>{say(head.organ)}</strong></p>{star}'
        f"{_lines(head.number)}{draft}</div>"
        f'<div><p><span class="party">{say(form.text("party_name"))}</span></p>{day}</div></div>'
    )


def _title(head: Letterhead, form: Form) -> str:
    abstract = "".join(_lines(line) for line in head.abstract)
    hyphens = f'<p class="hyphens" aria-hidden="true">{escape(form.text("hyphens"))}</p>'
    return f'<div class="title"><h1>{say(head.kind)}</h1>{abstract}{hyphens if head.hyphens else ""}</div>'


def _signer(label: str, post: str, name: str, signed: str) -> str:
    title = f"<p><strong>{say(label)}</strong></p>" if label else ""
    return f'{title}{_lines(post)}<div class="room">{signed}</div><p><strong>{say(name)}</strong></p>'


def _signature(head: Letterhead, form: Form) -> str:
    if not head.is_signed_by_somebody:
        return ""
    lines = "".join(f"<li>{say(line)}</li>" for line in recipient_lines(head.recipients))
    to = f"<p><u>{say(form.text('recipients_title'))}</u></p><ul>{lines}</ul>" if lines else ""
    signed = say(form.text("signed_words")) if head.signed else ""
    right = _signer(head.right_to_sign, head.post, head.signatory, signed)
    seal = f'<p class="seal">{say(head.seal_line)}</p>' if head.seal_line else ""
    if head.beside:
        left = _signer(head.beside.label, head.beside.post, head.beside.name, signed)
        both = f'<div class="by first">{left}</div><div class="by">{right}</div>'
    else:
        both = f'<div class="by">{right}</div><div class="to">{to}</div>'
    return f'<div class="sign">{both}</div>{seal}'


def _annex(annex: Annex, paper: Paper, form: Form, setter: Setter) -> str:
    name = form.text("annex_word") + (f" {annex.number}" if len(paper.annexes) > 1 else "")
    width = form.text_width_mm(landscape=annex.landscape)
    hyphens = f'<p class="hyphens" aria-hidden="true">{escape(form.text("hyphens"))}</p>'
    return (
        f'<section class="annex{" lying" if annex.landscape else ""}"><div class="title">'
        f"<h2>{say(name)}</h2>{_lines(annex.title)}"
        f'<p class="attached">{say(attached_line(paper.head))}</p>{hyphens}</div>\n'
        f"{setter.blocks(annex.blocks, width, name)}</section>"
    )


def write_html(paper: Paper) -> bytes:
    """The page of `paper` in UTF-8.

    DomainError when the form is not known, or when a place is still empty and the paper is no draft.
    """
    form = form_by_code(paper.form, paper.sheet)
    require_draft(paper)
    setter, head = Setter(form), paper.head
    title = paper.properties.get("title") or " ".join([head.kind, *head.abstract])
    parts = [
        _top(head, form),
        _title(head, form),
        setter.blocks(paper.blocks, form.text_width_mm(), head.kind),
        _signature(head, form),
        setter.blocks(paper.after, form.text_width_mm(), head.kind),
        *(_annex(annex, paper, form, setter) for annex in paper.annexes),
    ]
    page = _PAGE.format(
        policy=_POLICY, title=say(title), style=_STYLE, sheet=paper.sheet.lower(), body="\n".join(parts)
    )
    return page.encode()
