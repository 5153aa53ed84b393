"""Joins two sets of styles and lists: the letterhead's stay, and ours stand in where it has none of the name."""

import copy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from wizard.documents.letterhead_file import W

_OWN_TABS = {"signature": "Signature Line", "header": "Policy Header", "footer": "Policy Footer"}
"""Styles that are nothing without our tab stops, and the names they go by beside the letterhead's own."""
_TEXT_WIDTH = "9360"
_TAB_OF_CONTENTS = 440
_HIGHEST = 2**30
"""The highest number of a list that leaves room for ours."""
_BEFORE_NUMBERING = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
)
_BEFORE_TABS = (*_BEFORE_NUMBERING, "numPr", "suppressLineNumbers", "pBdr", "shd")
_DEFAULTS = {
    "Normal": "paragraph",
    "DefaultParagraphFont": "character",
    "TableNormal": "table",
    "NoList": "numbering",
}
_BEFORE_STYLE_TEXT = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
    "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid",
)  # fmt: skip


@dataclass(frozen=True)
class JoinedLists:
    """Where our lists are among the letterhead's."""

    root: Any
    theirs: list[Any]
    ours: list[Any]
    instances: dict[str, str]
    """The numbers of our instances, by those they have in our own document."""
    steps: int
    first_free: int


def join_lists(theirs: Any | None, ours: Any) -> JoinedLists:
    """Return the letterhead's lists (None: it has none) followed by ours.

    Raises:
        ValueError: theirs have numbers that are none.
    """
    root = etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    kept = [] if theirs is None else [each for each in theirs if isinstance(each.tag, str)]
    abstract = _next(kept, "abstractNum", "abstractNumId")
    instance = _next(kept, "num", "numId")
    new = [copy.deepcopy(each) for each in ours]
    count = 0
    instances: dict[str, str] = {}
    for each in new:
        if each.tag == f"{W}abstractNum":
            each.set(f"{W}abstractNumId", str(abstract + int(each.get(f"{W}abstractNumId"))))
        else:
            old = each.get(f"{W}numId")
            instances[old] = str(instance + count)
            each.set(f"{W}numId", instances[old])
            target = each.find(f"{W}abstractNumId")
            target.set(f"{W}val", str(abstract + int(target.get(f"{W}val"))))
            count += 1
    for name in ("numPicBullet", "abstractNum", "num"):  # in the order of the schema
        root.extend([each for each in (*kept, *new) if each.tag == f"{W}{name}"])
    return JoinedLists(root, kept, new, instances, abstract + 2, instance + count)


def join_styles(theirs: Any, ours: Any, lists: JoinedLists, width: int) -> dict[str, str]:
    """Put what is missing into `theirs`; return the ids of our styles that have another id there.

    A style is the same if it has the same kind and name: Word writes its own names in English, whatever its language.
    """
    known = {(_kind(each), _name(each)): each for each in theirs.iter(f"{W}style")}
    defaults = {
        _kind(each): each
        for each in theirs.iter(f"{W}style")
        if each.get(f"{W}default") in ("1", "true", "on")
    }
    taken = {each.get(f"{W}styleId", "").casefold() for each in theirs.iter(f"{W}style")}
    names = {name for _, name in known}
    ids: dict[str, str] = {}
    matched: dict[str, Any] = {}
    added: list[Any] = []
    for style in ours.iter(f"{W}style"):
        identity, name = style.get(f"{W}styleId"), _name(style)
        same = None if name in _OWN_TABS else known.get((_kind(style), name))
        if identity in _DEFAULTS:
            same = defaults.get(_DEFAULTS[identity], same)
        if same is not None:
            ids[identity], matched[identity] = same.get(f"{W}styleId"), same
            continue
        new = copy.deepcopy(style)
        if name in _OWN_TABS:
            _rename(new, _OWN_TABS[name])
        if _name(new) in names:
            _rename(new, f"{new.find(f'{W}name').get(f'{W}val')} (Policy)")
        ids[identity] = _free(
            new.find(f"{W}name").get(f"{W}val").replace(" ", "") if name in _OWN_TABS else identity,
            taken,
        )
        taken.add(ids[identity].casefold())
        new.set(f"{W}styleId", ids[identity])
        added.append(new)
    for new in added:
        _redirect(new, ids, lists, width)
        theirs.append(new)
    _number(theirs, ours, matched, lists)
    if "TOC1" in matched:
        _add_tab(matched["TOC1"], _TAB_OF_CONTENTS)
    _name_language(theirs)
    return {ours_id: their_id for ours_id, their_id in ids.items() if ours_id != their_id}


def link(lists: JoinedLists, styles: dict[str, str]) -> None:
    """Tie our lists to the styles by the ids they have here, and take the headings out of the letterhead's lists."""
    ours = {styles.get(each, each) for each in ("Heading1", "Heading2")}
    for definition in lists.theirs:
        for tie in [each for each in definition.iter(f"{W}pStyle") if each.get(f"{W}val") in ours]:
            tie.getparent().remove(tie)
    for definition in lists.ours:
        for tie in definition.iter(f"{W}pStyle"):
            tie.set(f"{W}val", styles.get(tie.get(f"{W}val"), tie.get(f"{W}val")))


def _number(theirs: Any, ours: Any, matched: dict[str, Any], lists: JoinedLists) -> None:
    """Give the letterhead's headings and bullets our numbering; a style based on a heading stays without a number."""
    numbering = {
        each.get(f"{W}styleId"): each.find(f"{W}pPr/{W}numPr")
        for each in ours.iter(f"{W}style")
        if each.find(f"{W}pPr/{W}numPr") is not None
    }
    for identity, style in matched.items():
        has_own = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if identity not in numbering or (
            not identity.startswith("Heading") and has_own is not None
        ):
            continue
        properties = _properties(style)
        for name in ("numPr", "ind") if identity in ("Heading1", "Heading2") else ("numPr",):
            for old in properties.findall(f"{W}{name}"):
                properties.remove(old)
        new = copy.deepcopy(numbering[identity])
        _renumber(new, lists)
        _insert(properties, new, _BEFORE_NUMBERING)
    for identity in (
        "ListNumber",
        "ListNumber2",
        "ListNumber3",
    ):  # each of our lists begins anew, and says so itself
        for old in matched[identity].findall(f"{W}pPr/{W}numPr") if identity in matched else ():
            old.getparent().remove(old)
    heads = {
        matched[each].get(f"{W}styleId") for each in ("Heading1", "Heading2") if each in matched
    }
    by_id = {
        each.get(f"{W}styleId"): each
        for each in theirs.iter(f"{W}style")
        if _kind(each) == "paragraph"
    }
    for identity, style in by_id.items():
        if (
            identity not in heads
            and _descends(style, heads, by_id)
            and not _has_numbering(style, heads, by_id)
        ):
            none = etree.Element(f"{W}numPr")
            etree.SubElement(none, f"{W}numId").set(f"{W}val", "0")
            _insert(_properties(style), none, _BEFORE_NUMBERING)


def _descends(style: Any, heads: set[str], by_id: dict[str, Any]) -> bool:
    for _ in range(20):
        parent = style.find(f"{W}basedOn")
        if parent is None:
            return False
        if parent.get(f"{W}val") in heads:
            return True
        style = by_id.get(parent.get(f"{W}val"))
        if style is None:
            return False
    return False


def _has_numbering(style: Any, heads: set[str], by_id: dict[str, Any]) -> bool:
    """Tell whether the style or one between it and a heading says itself how it is numbered, or is one of ours."""
    for _ in range(20):
        if style is None or style.get(f"{W}styleId") in heads:
            return False
        if style.find(f"{W}pPr/{W}numPr") is not None or _name(style).startswith(
            "heading 1 new page"
        ):
            return True
        parent = style.find(f"{W}basedOn")
        style = by_id.get(parent.get(f"{W}val")) if parent is not None else None
    return True


def _redirect(style: Any, ids: dict[str, str], lists: JoinedLists, width: int) -> None:
    for name in ("basedOn", "next", "link"):
        for each in style.findall(f"{W}{name}"):
            each.set(f"{W}val", ids.get(each.get(f"{W}val"), each.get(f"{W}val")))
    for each in style.iter(f"{W}numPr"):
        _renumber(each, lists)
    for each in style.iter(f"{W}tab"):
        if each.get(f"{W}pos") == _TEXT_WIDTH:
            each.set(f"{W}pos", str(width))
    style.attrib.pop(f"{W}default", None)


def _renumber(numbering: Any, lists: JoinedLists) -> None:
    number = numbering.find(f"{W}numId")
    number.set(f"{W}val", lists.instances.get(number.get(f"{W}val"), number.get(f"{W}val")))


def _add_tab(style: Any, at: int) -> None:
    properties = _properties(style)
    tabs = properties.find(f"{W}tabs")
    if tabs is None:
        tabs = etree.Element(f"{W}tabs")
        _insert(properties, tabs, _BEFORE_TABS)
    tab = etree.Element(f"{W}tab")
    tab.set(f"{W}val", "left")
    tab.set(f"{W}pos", str(at))
    tabs.insert(0, tab)


def _name_language(theirs: Any) -> None:
    """Have a place where the language of the text is said."""
    if next(theirs.iter(f"{W}lang"), None) is not None:
        return
    place = theirs
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(f"{W}{name}")
        if found is None:
            found = etree.Element(f"{W}{name}")
            place.insert(0, found)
        place = found
    etree.SubElement(place, f"{W}lang").set(f"{W}val", "en-US")


def _properties(style: Any) -> Any:
    found = style.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        _insert(style, found, _BEFORE_STYLE_TEXT)
    return found


def _insert(parent: Any, new: Any, before: tuple[str, ...]) -> None:
    """Put `new` behind all children that have to come before it."""
    earlier = {f"{W}{name}" for name in before}
    at = max((number for number, each in enumerate(parent, 1) if each.tag in earlier), default=0)
    parent.insert(at, new)


def _free(identity: str, taken: set[str]) -> str:
    number, free = 1, identity
    while free.casefold() in taken:
        number += 1
        free = f"{identity}{number}"
    return free


def _rename(style: Any, name: str) -> None:
    style.find(f"{W}name").set(f"{W}val", name)
    style.set(f"{W}customStyle", "1")


def _kind(style: Any) -> str:
    return str(style.get(f"{W}type", "paragraph"))


def _name(style: Any) -> str:
    named = style.find(f"{W}name")
    return "" if named is None else str(named.get(f"{W}val", "")).casefold()


def _next(elements: list[Any], tag: str, attribute: str) -> int:
    numbers = [
        int(each.get(f"{W}{attribute}", "0")) for each in elements if each.tag == f"{W}{tag}"
    ]
    highest = max(numbers, default=0)
    if highest > _HIGHEST:
        raise ValueError
    return highest + 1
