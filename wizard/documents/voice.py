"""The voice of a document: what it calls the business and its staff, and how formal it sounds.

A template says where the voice shows, with the words that `phrases.md` lists; what users typed is
left alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wizard.answers.model import Business
from wizard.documents.markdown import escape_markdown

# No answer can hold this character. It marks a mention of the business until we know which one is
# the first: "S" or "s" follows for the name with or without a capital, "P" or "p" for "the name’s".
_MARK = "\uffff"
_MENTION = re.compile(rf"^(?P<heading>#{{1,6}} )|{_MARK}(?P<form>[SsPp])", re.MULTILINE)
# A longer name makes a heading of two lines.
_MAX_SHORT_NAME = 30
_NOT = re.compile(r"(\w+)n’t\b")
_FULL = {"ca": "cannot", "wo": "will not"}
_THIRD = {
    "are": "is",
    "have": "has",
    "do": "does",
    "don’t": "doesn’t",
    "haven’t": "hasn’t",
    "aren’t": "isn’t",
}
_UNCHANGED = ("can", "cannot", "can’t", "may", "must", "never", "should", "will", "won’t", "would")
_SHORT = ("don’t", "doesn’t", "isn’t", "aren’t", "can’t", "won’t", "haven’t")


@dataclass(frozen=True)
class Voice:
    """Whether a document calls the business "we" and the staff "you", and uses short forms."""

    we: bool = True
    you: bool = True
    plain: bool = True


DEFAULT_VOICE = Voice()


def choose_voice(business: Business) -> Voice:
    """Return the voice that the user chose."""
    is_direct = business.voice == "direct"
    return Voice(we=is_direct, you=is_direct, plain=is_direct)


def voice_words(voice: Voice, name: str) -> dict[str, Any]:
    """Return what templates call; `name_business` replaces the mentions of the business."""

    def tone(text: str) -> str:
        if voice.plain:
            return text
        return _NOT.sub(lambda match: _FULL.get(match[1], f"{match[1]} not"), text)

    def subject(we: str, other: str) -> Callable[[str], str]:
        return lambda verb: (
            f"{we} {tone(verb)}" if voice.we else f"{other} {tone(third_person(verb))}"
        )

    def order(other: str) -> Callable[[str], str]:
        """Return an order to the reader, or a rule for others."""
        if not voice.you:
            return lambda verb: f"{other} {verb}"
        return lambda verb: verb[0].upper() + verb[1:] if other[0].isupper() else verb

    def ban(other: str) -> Callable[[str], str]:
        dont = tone("Don’t" if other[0].isupper() else "don’t")
        return lambda verb: f"{dont if voice.you else other} {verb}"

    def either(is_default: bool) -> Callable[[str, str], str]:
        return lambda default, other: default if is_default else other

    if voice.we:
        company = {"us": "us", "our": "our", "Our": "Our", "its": "our", "them_us": "us"}
    else:
        marks = {"us": f"{_MARK}s", "our": f"{_MARK}p", "Our": f"{_MARK}P"}
        company = {**marks, "its": "its", "them_us": "it"}
    pronouns = ("they", "them", "their", "theirs")
    if voice.you:
        staff = {"you": "you", "your": "your"}
        staff |= dict(zip(pronouns, ("you", "you", "your", "yours"), strict=True))
    else:
        staff = {
            "you": "employees",
            "your": "employees’",
            **dict(zip(pronouns, pronouns, strict=True)),
        }
    who = {"must": "employees must", "they_must": "they must"}
    who |= {key.capitalize(): text.capitalize() for key, text in who.items()}
    return {
        "voice": voice,
        "company": name or ("Our business" if voice.we else "The business"),
        "named": name or ("our business" if voice.we else "the business"),
        "we": subject("we", f"{_MARK}s"),
        "We": subject("We", f"{_MARK}S"),
        "it": subject("we", "it"),
        "verb": lambda verb: tone(verb if voice.we else third_person(verb)),
        **company,
        **staff,
        **{key.capitalize(): word.capitalize() for key, word in staff.items()},
        "themselves": "yourself" if voice.you else "themselves",
        **{key: order(text) for key, text in who.items()},
        **{f"{key}_not": ban(f"{text} not") for key, text in who.items()},
        **{
            form.replace("’", ""): tone(form)
            for short in _SHORT
            for form in (short, short.capitalize())
        },
        "Never": lambda verb: f"{tone('Don’t')} {verb}" if voice.you else f"Never {verb}",
        "can": "can" if voice.plain else "may",
        "if_we": either(voice.we),
        "if_you": either(voice.you),
        "if_plain": either(voice.plain),
    }


def third_person(verb: str) -> str:
    """Return a verb as after a name: "ask" gives "asks", "will ask" stays."""
    first, gap, rest = verb.partition(" ")
    if first in _UNCHANGED:
        return verb
    if first in _THIRD:
        first = _THIRD[first]
    elif re.search(r"[^aeiou]y$", first):
        first = f"{first[:-1]}ies"
    else:
        first += "es" if re.search(r"(s|x|z|ch|sh|o)$", first) else "s"
    return first + gap + rest


def name_business(markdown: str, name: str) -> str:
    """Return `markdown` with the business's name at its first mention under each heading.

    Other mentions become "the business". A long name is printed once in a chapter, and in no
    heading; before the first chapter, it is in the title already.
    """
    if _MARK not in markdown:
        return markdown
    is_long = len(name) > _MAX_SHORT_NAME
    was_named = is_long

    def mention(match: re.Match[str]) -> str:
        nonlocal was_named
        if match["heading"]:
            was_named = was_named and is_long and match["heading"] != "# "
            return match[0]
        form = match["form"]
        in_heading = markdown.startswith("#", markdown.rfind("\n", 0, match.start()) + 1)
        is_skipped = is_long and in_heading
        is_named = name and not was_named and not is_skipped
        text = name if is_named else "The business" if form.isupper() else "the business"
        was_named = was_named or not is_skipped
        if form in "Pp":
            return escape_markdown(text) + ("’" if is_named and text.endswith("s") else "’s")
        return escape_markdown(text)

    return _MENTION.sub(mention, markdown)
