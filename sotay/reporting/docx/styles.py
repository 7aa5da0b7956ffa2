"""Styles and settings of the file: Times New Roman in all four font slots, Vietnamese, no theme."""

from docx.oxml import parse_xml

from sotay.reporting.docx.xml import Element, points, twips
from sotay.reporting.forms import Form

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _letters(size_pt: float, extra: str = "") -> str:
    half = round(size_pt * 2)
    return f'<w:rPr>{extra}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"


def _style(code: str, name: str, body: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{body}</w:style>'
    )


def _defaults(form: Form) -> str:
    face = form.text("face")
    fonts = " ".join(f'w:{slot}="{face}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    half = round(form.number("text_pt") * 2)
    language = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="000000"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{language}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _exact(form: Form, *, before: float = 0, after: float = 0) -> str:
    line = points(form.number("line_pt"))
    return (
        f'<w:spacing w:before="{points(before)}" w:after="{points(after)}"'
        f' w:line="{line}" w:lineRule="exact"/>'
    )


def _text_styles(form: Form) -> str:
    after = form.number("paragraph_gap_pt")
    indent = f'<w:ind w:firstLine="{twips(form.number("first_line_mm"))}"/>'
    body = f'<w:pPr>{_exact(form, after=after)}{indent}<w:jc w:val="both"/></w:pPr>'
    made = [_style("VanBan", "Body Text", body)]
    for level, letters in ((1, _BOLD), (2, _BOLD), (3, _BOLD + _ITALIC)):
        above = form.number("heading_above_pt") if level == 1 else 0
        spacing = _exact(form, before=above, after=form.number("heading_below_pt"))
        made.append(
            _style(
                f"Heading{level}", f"heading {level}",
                f'<w:pPr><w:keepNext/><w:keepLines/>{spacing}{indent}<w:jc w:val="both"/>'
                f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>' + _letters(form.number("text_pt"), letters),
            )
        )  # fmt: skip
    return "".join(made)


def _table_styles(form: Form) -> str:
    single = '<w:spacing w:before="{}" w:after="{}" w:line="240" w:lineRule="auto"/>'
    caption = (
        f'<w:pPr><w:keepNext/><w:keepLines/>{single.format(120, 80)}<w:jc w:val="center"/></w:pPr>'
        + _letters(form.number("text_pt"), _BOLD)
    )
    return "".join(
        (
            _style("TenBieu", "caption", caption),
            _style(
                "OBang", "Ô bảng",
                f"<w:pPr>{single.format(0, 0)}</w:pPr>" + _letters(form.number("table_pt")),
            ),
            _style(
                "GhiChu", "Ghi chú dưới bảng",
                f'<w:pPr>{single.format(80, 160)}<w:jc w:val="both"/></w:pPr>'
                + _letters(form.number("note_pt"), _ITALIC),
            ),
            _style(
                "ChoViet", "Chỗ cấp ủy viết",
                f"<w:pPr>{single.format(0, 0)}</w:pPr>" + _letters(form.number("place_pt")),
            ),
            _style(
                "NoiNhan", "Nơi nhận",
                f"<w:pPr>{single.format(0, 0)}</w:pPr>" + _letters(form.number("recipients_pt")),
            ),
        )
    )  # fmt: skip


def styles(form: Form) -> Element:
    """The whole styles part for `form`."""
    line = f"<w:pPr>{_exact(form)}</w:pPr>"
    centred = f'<w:pPr>{_exact(form)}<w:jc w:val="center"/></w:pPr>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{line}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    return parse_xml(
        f"<w:styles {_W}>{_defaults(form)}{normal}"
        + _text_styles(form)
        + _table_styles(form)
        + _style("PhanDau", "Phần đầu và chữ ký", centred)
        + _style("header", "header", centred)
        + _style("Trong", "Khoảng trống", _letters(1))
        + "</w:styles>"
    )


def settings() -> Element:
    """The settings part: Word's current layout rules, no hyphenation, Vietnamese."""
    return parse_xml(
        f"<w:settings {_W}>"
        '<w:zoom w:percent="100"/><w:autoHyphenation w:val="0"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )
