"""How easy a text is to read: the Flesch formula, with an estimate of our own for syllables.

Reading ease is 206.835 - 1.015 x (words / sentences) - 84.6 x (syllables / words): 60 and more is plain English, below
30 is very hard. Counters of syllables differ by a point or two.
"""

import re

from wizard.sentences import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäáéèêëíìîïóòôöúùûü]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]|[aeiouy]l)e$|[^laeiouydt]es$|[^aeioudty]ed$")
_TWO = re.compile(
    r"[^cgqst]ia|riet|dien|iu|[aeiouym]bl$|creat|[aeiou]ing$|eolo|eome|oye|[^gq]ua[^r]"
)


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    small = word.casefold()
    count = len(_VOWELS.findall(small)) + len(_TWO.findall(small)) - bool(_SILENT_END.search(small))
    return max(1, count)


def reading_ease(text: str) -> float:
    """Return the reading ease of a text; 100 for one without words."""
    found = words(text)
    if not found:
        return 100.0
    parts = max(1, sum(bool(words(sentence)) for sentence in sentences(text)))
    return 206.835 - 1.015 * len(found) / parts - 84.6 * sum(map(syllables, found)) / len(found)
