"""Packs the file: no names of software or machines, no theme, and the same bytes for the same paper."""

import io
import zipfile
from typing import Any

from docx.oxml import OxmlElement

from sotay.reporting.paper import Paper

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest that zip knows: says nothing about the machine
_KEPT = ("styles", "settings", "header")
_PACKAGE_KEPT = ("officeDocument", "core-properties")
_ASKED = {"subject": "dc:subject", "keywords": "cp:keywords", "category": "cp:category"}


def _drop(relations: Any, kept: tuple[str, ...]) -> None:
    for key, relation in list(relations.items()):
        if not relation.reltype.endswith(kept):
            del relations[key]


def _properties(document: Any, paper: Paper) -> None:
    """Title and language only, and what the paper itself asks for."""
    core = document.core_properties._element
    for node in list(core):
        core.remove(node)
    title = paper.properties.get("title") or " ".join([paper.head.kind, *paper.head.abstract])
    values = {"dc:title": title, "dc:language": "vi-VN"}
    values |= {tag: paper.properties[name] for name, tag in _ASKED.items() if name in paper.properties}
    for tag, value in values.items():
        node = OxmlElement(tag)
        node.text = value
        core.append(node)


def pack(document: Any, paper: Paper) -> bytes:
    """The file as bytes, entries in a fixed order under a fixed time."""
    _properties(document, paper)
    _drop(document.part.package.rels, _PACKAGE_KEPT)
    _drop(document.part.rels, _KEPT)
    return _steady(document)


def pack_filled(document: Any, paper: Paper) -> bytes:
    """A file that somebody else laid out, filled: its parts stay, its properties are the paper's."""
    _properties(document, paper)
    return _steady(document)


def _steady(document: Any) -> bytes:
    """The same document gives the same bytes."""
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return out.getvalue()
