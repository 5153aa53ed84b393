"""The voice of a document: what it calls the business and its staff, and how formal it sounds.

The owner chooses "we" or the business's name, "you" or "employees", plain or formal. No finished text is ever searched
for pronouns: whoever writes a template says where the voice shows, with the words below. What an owner typed is left
alone. Each word is shown as it reads in the usual voice, and then in the other.

The business. Its name is printed at the first mention under each heading, and "the business" after that:

    {{ We("ask") }}, {{ we("ask") }}      we ask | Rosehill Bakery asks: the verb as after "we", even "don’t" or "have"
    {{ it("ask") }}, {{ verb("ask") }}    we ask, ask | it asks, asks: once more in the same sentence
    {{ us }}, {{ our }}, {{ Our }}        us, our | Rosehill Bakery, Rosehill Bakery’s
    {{ its }}, {{ them_us }}              our, us | its, it: once more in the same sentence
    {{ named }}, {{ company }}            Rosehill Bakery in each voice; the second begins a line

The staff. "Employees" takes the same verbs as "you", so only the word changes:

    {{ You }}, {{ you }}, {{ Your }}, {{ your }}          you, your | employees, employees’
    {{ They }}, {{ they }}, {{ them }}, {{ Their }}, {{ their }}, {{ theirs }}, {{ themselves }}
                                          you, you, your, yours, yourself | they, them, their, theirs, themselves
    {{ Must("tell") }}, {{ must("tell") }}    tell | employees must tell; {{ They_must("tell") }}: they must tell
    {{ Must_not("argue") }}, {{ They_must_not("argue") }}    don’t argue | employees must not argue
    {{ Never("argue") }}                  don’t argue | never argue: in a list under "Employees must:"

The tone:

    {{ dont }}, {{ Dont }}, {{ doesnt }}, {{ isnt }}, {{ arent }}, {{ cant }}, {{ wont }}, {{ havent }}   don’t | do not
    {{ can }}                             can | may: what somebody is allowed to do

Where a word isn't enough, say both, or ask with `{% if voice.you %}`, `voice.we`, `voice.plain`:

    {{ if_you("If you are not sure, ask", "Employees who are not sure must ask") }} {{ contact.name }}.
    {{ if_we(…, …) }}, {{ if_plain(…, …) }}
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wizard.answers.model import Business
from wizard.documents.markdown import escape_markdown

# No answer can hold this sign (`clean` drops it). It stands where the business is named until we know which mention
# is the first: followed by "S" or "s" for the name with and without a capital, "P" or "p" for "the name’s".
_MARK = "\uffff"
_MENTION = re.compile(rf"^(?P<heading>#{{1,6}} )|{_MARK}(?P<form>[SsPp])", re.MULTILINE)
_LONG_NAME = 30
"""A name of more letters than this makes a heading of two lines, and a paragraph that one reads past."""
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
_SAME = ("can", "cannot", "can’t", "may", "must", "never", "should", "will", "won’t", "would")
_SHORT = ("don’t", "doesn’t", "isn’t", "aren’t", "can’t", "won’t", "haven’t")


@dataclass(frozen=True)
class Voice:
    """How a document speaks."""

    we: bool = True
    """Whether it calls the business "we", and not by its name."""
    you: bool = True
    """Whether it calls the staff "you", and not "employees"."""
    plain: bool = True


DEFAULT_VOICE = Voice()


def choose_voice(business: Business) -> Voice:
    """Return the voice that the owner chose."""
    return Voice(
        business.company_called == "we", business.staff_called == "you", business.tone == "plain"
    )


def words(voice: Voice, name: str) -> dict[str, Any]:
    """Return what templates call; the business's mentions are told by `name_business` at the end."""

    def toned(text: str) -> str:
        return (
            text
            if voice.plain
            else _NOT.sub(lambda found: _FULL.get(found[1], f"{found[1]} not"), text)
        )

    def subject(we: str, other: str) -> Callable[[str], str]:
        return lambda verb: (
            f"{we} {toned(verb)}" if voice.we else f"{other} {toned(third_person(verb))}"
        )

    def rule(other: str) -> Callable[[str], str]:
        """Return an order to the reader, or a rule for others, by the first word of the other form."""
        capital = other[0].isupper()

        def order(verb: str) -> str:
            return (
                (verb[0].upper() + verb[1:] if capital else verb)
                if voice.you
                else f"{other} {verb}"
            )

        return order

    def ban(other: str) -> Callable[[str], str]:
        dont = toned("Don’t" if other[0].isupper() else "don’t")
        return lambda verb: f"{dont} {verb}" if voice.you else f"{other} {verb}"

    def either(first: bool) -> Callable[[str, str], str]:
        return lambda usual, other: usual if first else other

    company = {
        "us": "us", "our": "our", "Our": "Our", "its": "our", "them_us": "us",
    } if voice.we else {
        "us": f"{_MARK}s", "our": f"{_MARK}p", "Our": f"{_MARK}P", "its": "its", "them_us": "it",
    }  # fmt: skip
    staff = {
        "you": "you",
        "your": "your",
        "they": "you",
        "them": "you",
        "their": "your",
        "theirs": "yours",
    }
    if not voice.you:
        staff = {"you": "employees", "your": "employees’"} | {
            key: key for key in ("they", "them", "their", "theirs")
        }
    return {
        "voice": voice,
        "company": name or ("Our business" if voice.we else "The business"),
        "named": name or ("our business" if voice.we else "the business"),
        "we": subject("we", f"{_MARK}s"),
        "We": subject("We", f"{_MARK}S"),
        "it": subject("we", "it"),
        "verb": lambda verb: toned(verb if voice.we else third_person(verb)),
        **company,
        **staff,
        **{key.capitalize(): word.capitalize() for key, word in staff.items()},
        "themselves": "yourself" if voice.you else "themselves",
        "must": rule("employees must"),
        "Must": rule("Employees must"),
        "they_must": rule("they must"),
        "They_must": rule("They must"),
        "must_not": ban("employees must not"),
        "Must_not": ban("Employees must not"),
        "they_must_not": ban("they must not"),
        "They_must_not": ban("They must not"),
        **{
            form.replace("’", ""): toned(form)
            for short in _SHORT
            for form in (short, short.capitalize())
        },
        "Never": lambda verb: f"{toned('Don’t')} {verb}" if voice.you else f"Never {verb}",
        "can": "can" if voice.plain else "may",
        "if_we": either(voice.we),
        "if_you": either(voice.you),
        "if_plain": either(voice.plain),
    }


def third_person(verb: str) -> str:
    """Return a verb as after a name, from the form after "we": "ask" gives "asks", "will ask" stays."""
    first, gap, rest = verb.partition(" ")
    if first in _SAME:
        return verb
    if first not in _THIRD:
        if re.search(r"[^aeiou]y$", first):
            first = f"{first[:-1]}ies"
        else:
            first += "es" if re.search(r"(s|x|z|ch|sh|o)$", first) else "s"
    return _THIRD.get(first, first) + gap + rest


def name_business(markdown: str, name: str) -> str:
    """Return a section with the business's name at its first mention under each heading, and "the business" after.

    A long name is printed once in a chapter, and in no heading. Before the first one, it stands in the title already.
    """
    if _MARK not in markdown:
        return markdown
    is_long = len(name) > _LONG_NAME
    said = is_long  # it stands in the title above

    def mention(found: re.Match[str]) -> str:
        nonlocal said
        if found["heading"]:
            said = said and is_long and found["heading"] != "# "
            return found[0]
        form = found["form"]
        in_heading = markdown.startswith("#", markdown.rfind("\n", 0, found.start()) + 1)
        is_named = name and not said and not (is_long and in_heading)
        who = name if is_named else "The business" if form.isupper() else "the business"
        said = said or not (is_long and in_heading)
        if form in "Pp":
            return escape_markdown(who) + ("’" if who.endswith("s") and who is name else "’s")
        return escape_markdown(who)

    return _MENTION.sub(mention, markdown)
