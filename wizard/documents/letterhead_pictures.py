"""Looks into the pictures of a letterhead that are drawn by instructions (SVG): they can act, or fetch something."""

import re
from typing import Any

from lxml import etree

_ACTING = {"script", "foreignobject", "iframe", "handler", "listener", "embed", "object"}
_FETCHES = re.compile(
    r"@import|\\[^;]*\(|url\s*\((?!\s*[\"']?\s*(#|data:image/(?!svg)))", re.IGNORECASE
)
"""What a style says to fetch something; an escape before a bracket may hide it."""
_STANDARD = ("http://www.w3.org/", "https://www.w3.org/")
"""Where the description lies that many an SVG names. Nobody fetches it."""
_INSIDE = re.compile(r"\s*(#|data:image/(?!svg)|$)", re.IGNORECASE)


def may_be_drawn(content: bytes, kind: str) -> bool:
    """Tell whether a program may take the picture for SVG, whatever its `kind` says."""
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" in kind or start.startswith((b"<", b"\0<", b"\xff\xfe", b"\xfe\xff"))


def acts(picture: Any) -> bool:
    """Tell whether an SVG, by its root element, holds a program or fetches something from elsewhere."""
    about = picture.getroottree().docinfo
    if about.system_url and not about.system_url.startswith(_STANDARD):
        return True
    entities = [] if about.internalDTD is None else list(about.internalDTD.iterentities())
    instructions = picture.xpath("//processing-instruction()")  # such as <?xml-stylesheet?>
    return bool(entities or instructions) or any(map(_element_acts, picture.iter(etree.Element)))


def _element_acts(element: Any) -> bool:
    local = etree.QName(element).localname.lower()
    if local in _ACTING or (local == "style" and _FETCHES.search("".join(element.itertext()))):
        return True
    return any(
        _attribute_acts(etree.QName(name).localname.lower(), value)
        for name, value in element.attrib.items()
    )


def _attribute_acts(name: str, value: str) -> bool:
    if name.startswith("on") or _FETCHES.search(value):
        return True
    return name in ("href", "src") and not _INSIDE.match(value)
