"""Texts that the user typed: secrets, invisible characters, hard sentences, private details."""

import re
from collections.abc import Callable, Iterable, Iterator

from wizard.answers.fields import AnswerField, FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.checks.model import CheckContext, Finding
from wizard.patterns import holds_details
from wizard.sentences import sentences
from wizard.text import shorten

MAX_QUOTE = 90
# A text shorter than this is not measured: the formula says little about it.
MIN_TEXT_WORDS = 30
# With 29 words and more, few readers follow a sentence (GOV.UK, 2014).
LONG_SENTENCE_WORDS = 35
# Flesch reading ease: 60 and more is plain English, below 40 is for people with a degree.
HARD_READING_EASE = 40

_NAMED = (
    r"(?:pass\s?(?:word|code|phrase|wd)|pwd|pass|pin(?: code)?|secret|api[ _-]?key"
    r"|access[ _-]?token|recovery code)s?"
)
_SECRET = re.compile(
    rf"\b{_NAMED}\b\s*(?:[:=]|->|→)\s*[\"'“]?(?=\S{{4,}})\S"  # password: hunter2
    rf"|\b{_NAMED}\b\s+(?:is|are|was)\s+[\"'“]?(?=\S*[\d!$%&#@*^+=~])\S{{4,}}"  # the PIN is 4711
    r"|\b(?:sk_live_|sk-|gh[pousr]_|xox[abps]-|AKIA)[A-Za-z0-9_-]{16,}"  # keys of programs
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    re.IGNORECASE,
)
# Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9, 2.1 to 2.5).
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")

_DISGUISED_EMAIL = re.compile(r"[\w.+-]{1,64}\s{0,3}[\[(]\s*at\s*[\])]\s*[\w.-]+", re.IGNORECASE)
# The address or the name of an account, in which a number is no phone number.
_ACCOUNT_ADDRESS = re.compile(r"(?<!\S)(?:https?://|@|\S+\.\S+/)\S*")
# Names that are ordinary words in small letters.
_ORDINARY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        art bill brook chance chase christian clay cliff dale dean dee dawn drew earl eve faith
        frank gene glen grace grant guy hall harmony heath hope hunter iris ivy jack jay jean joy
        june king lance lee long major mark may mike miles nick olive page pat pearl penny pierce
        poppy price ray reed rich rob robin rose ruby sage sandy short skip stone summer sunny tony
        victor violet wade will wood young
        """,
    )
)
_NAME = re.compile(r"[^\W\d_]{3,}")

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäáéèêëíìîïóòôöúùûü]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]|[aeiouy]l)e$|[^laeiouydt]es$|[^aeioudty]ed$")
_TWO_SYLLABLES = re.compile(
    r"[^cgqst]ia|riet|dien|iu|[aeiouym]bl$|creat|[aeiou]ing$|eolo|eome|oye|[^gq]ua[^r]"
)


def user_texts(
    answers: Answers, is_included: Callable[[AnswerField], bool]
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text, for each text in the fields and columns included."""
    for path, field in all_fields().items():
        if not is_set(answers, path):
            continue
        value = get_answer(answers, path)
        texts: Iterable[str] = ()
        if field.kind is FieldKind.TABLE:
            columns = [column.key for column in field.columns if is_included(column)]
            cells = [getattr(row, key) for row in value for key in columns]
            texts = [cell for cell in cells if isinstance(cell, str)]
        elif is_included(field):
            if field.kind is FieldKind.OPEN_CHECKLIST:
                texts = [line for line in value if line not in field.choices]
            elif field.kind in (FieldKind.LINE, FieldKind.TEXT):
                texts = [value]
        yield from ((path, text) for text in texts if text)


def policy_texts(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the path and the text, for each text of the user's that staff will read."""
    return user_texts(answers, lambda field: field.is_screened)


def policy_sentences(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the same, sentence by sentence."""
    for path, text in policy_texts(answers):
        yield from ((path, sentence) for sentence in sentences(text))


def quote(text: str) -> str:
    """Return the user's words as a finding quotes them."""
    return shorten(text, MAX_QUOTE + 1)


def check_hidden_text(context: CheckContext) -> Iterator[Finding]:
    """Find passwords, which would be printed, and characters that reverse text.

    A finding doesn't repeat the password. Arabic and Hebrew read right without such characters.
    """
    texts = [*user_texts(context.answers, lambda _: True), *context.answers.unfinished.items()]
    for name, pattern in (("secret", _SECRET), ("hidden-sign", _BIDI_CONTROL)):
        for path in dict.fromkeys(path for path, text in texts if pattern.search(text)):
            yield context.finding(name, path)


def check_readability(context: CheckContext) -> Iterator[Finding]:
    """Find texts that are hard to read, one per question."""
    reported = set()
    for path, text in policy_texts(context.answers):
        if path in reported or count_words(text) < MIN_TEXT_WORDS:
            continue
        longest = max(sentences(text), key=count_words, default="")
        if count_words(longest) >= LONG_SENTENCE_WORDS:
            reported.add(path)
            words = count_words(longest)
            yield context.finding("long-sentence", path, quote=quote(longest), words=words)
        elif reading_ease(text) < HARD_READING_EASE:
            reported.add(path)
            yield context.finding("hard-to-read", path, quote=quote(text))


def check_public_details(context: CheckContext) -> Iterator[Finding]:
    """Find private details in the user's words, where the policy also goes on the website."""
    if "website" not in context.answers.publication.places:
        return
    for account in context.answers.roles.accounts:
        handle = account.handle
        if account.seen_by == "anyone" and holds_details(_ACCOUNT_ADDRESS.sub("", handle)):
            yield context.finding("account-in-public", "roles.accounts", quote=quote(handle))
    names = {word for person in context.answers.people for word in _NAME.findall(person.name)}
    business = set(_NAME.findall(context.answers.business.name.casefold()))
    lowercase_names = {name.casefold() for name in names} - business - _ORDINARY_WORDS
    for path, text in user_texts(context.answers, _is_public):
        words = set(_NAME.findall(text))
        # The public edition recognises names only as they are spelled on the list of people.
        is_name_hidden = not words & names and {w.casefold() for w in words} & lowercase_names
        if holds_details(text):
            yield context.finding("left-out-of-public", path, quote=quote(text))
        elif _DISGUISED_EMAIL.search(text) or is_name_hidden:
            yield context.finding("private-in-public", path, quote=quote(text))


def _is_public(field: AnswerField) -> bool:
    policy = field.policy
    return policy.public and policy.public_lines and not policy.verbatim


def count_words(text: str) -> int:
    """Return the number of words, without numbers."""
    return len(_WORD.findall(text))


def reading_ease(text: str) -> float:
    """Return the Flesch reading ease, with syllables estimated: within a point or two of others."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return 100.0
    spoken = [sentence for sentence in sentences(text) if _WORD.search(sentence)]
    syllables = sum(map(_count_syllables, words))
    return 206.835 - 1.015 * len(words) / max(1, len(spoken)) - 84.6 * syllables / len(words)


def _count_syllables(word: str) -> int:
    count = len(_VOWELS.findall(word)) + len(_TWO_SYLLABLES.findall(word))
    return max(1, count - bool(_SILENT_END.search(word)))
