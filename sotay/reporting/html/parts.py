"""Blocks of a paper as HTML. Every word passes `escape`; nothing else writes words."""

from html import escape
from itertools import count

from sotay.reporting.docx.protect import protect
from sotay.reporting.drawing import draw
from sotay.reporting.forms import Form
from sotay.reporting.paper import Block, Cell, Figure, Heading, Note, Paragraph, Place, Table

_SWIPE = '<p class="swipe" aria-hidden="true">Vuốt ngang để xem hết bảng →</p>'
WIDE_COLUMNS = 5
"""So many columns do not fit on a telephone."""
PHONE_MM = 92
"""So wide is a chart drawn for a telephone: its words stay as large as the text."""


def say(text: str) -> str:
    """Escaped words; a line feed begins a new line."""
    return escape(protect(text)).replace("\n", "<br>")


def _cell(item: Cell, table: Table, index: int, *, span: int) -> str:
    words = f"<strong>{say(item.text)}</strong>" if item.bold else say(item.text)
    if item.box:
        words = f'<span class="mark" role="img" aria-label="{say(item.text or "Ô đánh dấu")}"></span>'
    if item.small:
        words += f"<small>{say(item.small)}</small>"
    classes = [table.columns[index].align] + (["whole"] if item.unbroken else [])
    # The first words of a row tell what the row is about.
    heads = table.columns[index].align == "left" and not any(c.align == "left" for c in table.columns[:index])
    tag, scope = ("th", ' scope="row"') if heads and item.text else ("td", "")
    wide = f' colspan="{span}"' if span > 1 else ""
    return f'<{tag}{scope} class="{" ".join(classes)}"{wide}>{words}</{tag}>'


def _row(table: Table, number: int) -> str:
    line = table.rows[number]
    cells = [
        _cell(item, table, n, span=len(table.columns) - n if n == len(line) - 1 else 1)
        for n, item in enumerate(line)
    ]
    return f"<tr{' class="sum"' if number in table.total_rows else ''}>{''.join(cells)}</tr>"


def _title(text: str, *, across: int = 1, down: int = 1) -> str:
    spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
    return f'<th scope="{"colgroup" if across > 1 else "col"}"{spans}>{say(text)}</th>'


def _head(table: Table) -> str:
    titles = [column.title for column in table.columns]
    if not table.groups:
        return f"<tr>{''.join(_title(title) for title in titles)}</tr>"
    upper, lower, start = "", "", 0
    for name, span in table.groups:
        part = titles[start : start + span]
        start += span
        if name:
            upper += _title(name, across=span)
            lower += "".join(_title(title) for title in part)
        else:
            upper += "".join(_title(title, down=2) for title in part)
    return f"<tr>{upper}</tr><tr>{lower}</tr>"


def _table(table: Table, name: str) -> str:
    unit = f'<span class="unit">{say(table.unit)}</span>' if table.unit else ""
    caption = f"<caption>{say(table.title)}{unit}</caption>" if table.title or unit else ""
    body = "".join(_row(table, number) for number in range(len(table.rows)))
    swipe = _SWIPE if len(table.columns) >= WIDE_COLUMNS else ""
    looks = "wide" + (" roomy" if table.row_mm else "") + (" fresh" if table.new_page else "")
    return (
        f'{swipe}<div class="{looks}" role="region" tabindex="0" aria-label="{escape(table.title or name)}">'
        f"<table>{caption}<thead>{_head(table)}</thead><tbody>{body}</tbody></table></div>"
    )


class Setter:
    """Sets blocks one after another; tables without a title are named after `name`."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._tables = count(1)

    def blocks(self, blocks: tuple[Block, ...], width_mm: float, name: str) -> str:
        return "\n".join(self._block(block, width_mm, name) for block in blocks)

    def _block(self, block: Block, width_mm: float, name: str) -> str:
        match block:
            case Heading(level=level, text=text):
                return f"<h{level + 1}>{say(text)}</h{level + 1}>"
            case Paragraph():
                lead = f"<strong>{say(block.lead)}</strong> " if block.lead else ""
                middle = " middle" if block.centred else ""
                return f'<p class="text{middle}">{"- " if block.item else ""}{lead}{say(block.text)}</p>'
            case Note(text=text):
                return f'<p class="note">{say(text)}</p>'
            case Place(prompt=prompt):
                words = f"<p><strong>[Cấp ủy viết:</strong> {say(prompt.rstrip('. '))}.]</p>"
                return f'<div class="place">{words}<p class="dots"></p><p class="dots"></p></div>'
            case Table():
                return _table(block, f"{name}, bảng {next(self._tables)}")
            case Figure():
                svg = draw(block, width_mm, self.form).svg.replace("<svg", '<svg class="broad"', 1)
                svg += draw(block, PHONE_MM, self.form).svg.replace("<svg", '<svg class="narrow"', 1)
                return (
                    f'<figure tabindex="0" role="group" aria-label="{escape(block.title)}">'
                    f"<p>{say(block.title)}</p>{svg}<figcaption>{say(block.legend)}</figcaption></figure>"
                )
