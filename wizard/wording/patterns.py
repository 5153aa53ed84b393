"""A small language for wordings: families of words, and patterns of them. Its cost grows with the text, never faster.

A pattern names words in the order in which a sentence has them:

    word            that word, in small letters
    word*           any word that begins so
    word+           that verb, or that noun, in all its regular forms: "post+" takes posts, posted, posting
    one|two*        one of these
    two_words       these words, one after the other; goes with | too
    <pay>           a word, or words, of the family `pay`; goes with | too
    one|two?        may be missing
    !one|two        none of these comes next
    ..  ...         up to 3, up to 10 words in between, not past a word that turns the sentence ("but")
    ^  $            the sentence begins, ends here
    one & two       both are somewhere in the same part of a sentence, in any order ("but" begins another part)
    unless: ...     what follows is a pattern of its own: where that is found, the first one counts as not found
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

LONGEST_SENTENCE = 200
"""How many words count as one sentence at most; what has no full stop is cut there."""
SHORTEST_WITH_SLIP = 7
SHORTEST_STEM_WITH_SLIP = 8
"""How long a word, or its beginning, must be for one wrong, missing or extra letter to be forgiven."""
LONGEST_WORD = 30
"""Longer words are in no family."""
GAPS = {"..": 3, "...": 10}

_WORD = re.compile(r"#?[^\W_]+(?:'[^\W_]+)*")
_ALTERNATIVE = re.compile(r"<[a-z]+>|#?[a-z0-9']+\+?(?:_[a-z0-9']+)*|#?[a-z0-9']{2,}\*")
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
"""Words that end so double their last letter: "slag", "slagging"."""


class PatternError(ValueError):
    """A pattern or a family can't be understood; the message says why, in half a sentence."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as patterns see it. Kinds of words are bits: a family is one, and so is each word of a pattern."""

    words: tuple[str, ...]
    kinds: tuple[int, ...]
    """The kinds of each word."""
    phrases: tuple[tuple[tuple[int, int], ...], ...]
    """For each word, the phrases that begin there: where each ends, and its kinds."""
    every_kind: int
    parts: tuple["Sentence", ...] = ()
    """The parts between words that turn the sentence ("but"), if there are such words."""


class Lexicon:
    """Families of words, by name. Says of which kinds each word of a sentence is."""

    def __init__(
        self,
        families: Mapping[str, str],
        dropped: str = "",
        right: str = "",
        whole: str = "",
        turns: str = "",
    ) -> None:
        """Take the families, each a text of words and phrases with commas between them.

        `word*` takes any ending, `word+` the regular ones.

        `dropped` are words that count for nothing ("the"). `right` are words that look like a slip of the finger in
        one of ours, and aren't ("contract", "contact"). `whole` are the families whose phrases hide the words in
        them. `turns` are the words past which a gap of a pattern doesn't reach.

        Raises:
            PatternError: an entry can't be understood.
        """
        self.turns = frozenset(_entries(turns))
        self._bits: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._phrases: dict[str, dict[tuple[str, ...], int]] = {}
        self._items: dict[str, _Item] = {}
        self._known: dict[str, int] = {}
        self._slips: dict[str, list[tuple[str, bool]]] = {}
        for family, listed in families.items():
            bit = self._bit(f"<{family}>")
            for entry in _entries(listed):
                self._add(bit, entry)
        self._can_slip = [
            *((word, False) for word in self._words),
            *((stem, True) for stem in self._stems),
        ]
        self._dropped = frozenset(_entries(dropped))
        right_words = _entries(right)
        self._right = (
            frozenset(right_words),
            tuple(word[:-1] for word in right_words if word.endswith("*")),
        )
        self._whole = sum(self._bit(f"<{family}>") for family in _entries(whole))

    def item(self, piece: str) -> "_Item":
        """Return what a piece of a pattern takes. From then on the words in it are kinds of their own.

        Raises:
            PatternError: it can't be understood.
        """
        if piece not in self._items:
            self._items[piece] = self._understood(piece)
            self._known.clear()
        return self._items[piece]

    def read(self, sentence: str) -> Sentence:
        """Return the sentence with the kinds of its words, without the words that count for nothing."""
        found = [
            word for word in words_of(sentence)[:LONGEST_SENTENCE] if word not in self._dropped
        ]
        words, kinds, starts, at = [], [], [], 0
        while at < len(found):
            end, kind = at + 1, 0
            for phrase_end, phrase_kind in self._phrases_at(found, at):
                if phrase_kind & self._whole and phrase_end > end:
                    end, kind = phrase_end, phrase_kind
            words.append(" ".join(found[at:end]))
            kinds.append(kind or self._kinds(found[at]))
            starts.append(at)
            at = end
        place = {start: number for number, start in enumerate([*starts, len(found)])}
        phrases = tuple(
            tuple(
                (place[end], kind) for end, kind in self._phrases_at(found, start) if end in place
            )
            for start in starts
        )
        whole = _sentence(tuple(words), tuple(kinds), phrases)
        turns = [at for at, word in enumerate(words) if word in self.turns]
        if not turns:
            return whole
        ends = zip((0, *turns), (*turns, len(words)), strict=True)
        return replace(
            whole, parts=tuple(_part(whole, begin, end) for begin, end in ends if begin < end)
        )

    def _bit(self, name: str) -> int:
        return self._bits.setdefault(name, 1 << len(self._bits))

    def _add(self, bit: int, entry: str) -> None:
        verb, plus, after = entry.partition("+")
        if plus:
            for form in _forms(verb):
                self._add(bit, form + after)
            return
        first, *rest = words = entry.split()
        if any("*" in word[:-1] or len(word) < 3 for word in words if "*" in word) or (
            rest and "*" in first
        ):
            raise PatternError(
                f"has '{entry}'; a star stands only at the end of a last or a single word"
            )
        if rest:
            phrases = self._phrases.setdefault(first, {})
            phrases[tuple(rest)] = phrases.get(tuple(rest), 0) | bit
        elif first.endswith("*"):
            self._stems[first[:-1]] = self._stems.get(first[:-1], 0) | bit
        else:
            self._words[first] = self._words.get(first, 0) | bit

    def _understood(self, piece: str) -> "_Item":
        if piece in GAPS:
            return _Item(gap=GAPS[piece])
        if piece in ("^", "$"):
            return _Item(edge=piece)
        optional, unwanted = piece.endswith("?"), piece.startswith("!")
        kinds = 0
        for one in piece.removesuffix("?").removeprefix("!").split("|"):
            if not _ALTERNATIVE.fullmatch(one):
                raise PatternError(f"has '{piece}', which can't be understood")
            if one.startswith("<") and one not in self._bits:
                raise PatternError(f"names the family {one}, and there is none")
            if not one.startswith("<") and one not in self._bits:
                self._add(self._bit(one), one.replace("_", " "))
            kinds |= self._bits[one]
        return _Item(kinds, optional=optional, unwanted=unwanted)

    def _phrases_at(self, words: list[str], at: int) -> tuple[tuple[int, int], ...]:
        """Return the phrases that begin here: where each ends, and its kinds."""
        known = self._phrases.get(words[at])
        if not known:
            return ()
        ends = ((at + 1 + len(rest), rest, kinds) for rest, kinds in known.items())
        return tuple(
            (end, kinds)
            for end, rest, kinds in ends
            if end <= len(words) and all(map(_fits, rest, words[at + 1 : end]))
        )

    def _kinds(self, word: str) -> int:
        kinds = self._known.get(word, 0 if len(word) > LONGEST_WORD else None)
        if kinds is None:
            kinds = self._words.get(word, 0)
            for length in range(2, len(word) + 1):
                kinds |= self._stems.get(word[:length], 0)
            if not kinds and len(word) >= SHORTEST_WITH_SLIP and not self._is_right(word):
                kinds = self._meant(word)
            self._known[word] = kinds
        return kinds

    def _is_right(self, word: str) -> bool:
        words, stems = self._right
        return word in words or word.startswith(stems)

    def _meant(self, word: str) -> int:
        """Return the kinds of the words that `word` is one slip of the finger away from."""
        if not self._slips:
            for known, is_stem in self._can_slip:
                if len(known) >= (SHORTEST_STEM_WITH_SLIP if is_stem else SHORTEST_WITH_SLIP):
                    for short in _shortened(known):
                        self._slips.setdefault(short, []).append((known, is_stem))
        kinds = 0
        for end in range(SHORTEST_WITH_SLIP - 1, len(word) + 1):
            start = word[:end]
            for short in _shortened(start):
                for known, is_stem in self._slips.get(short, ()):
                    if (
                        (is_stem or end == len(word))
                        and known[0] == word[0]
                        and _one_slip(start, known)
                    ):
                        kinds |= (self._stems if is_stem else self._words)[known]
        return kinds


@dataclass(frozen=True)
class _Item:
    """What one place of a pattern takes: words of certain kinds, or a number of any words, or an end."""

    kinds: int = 0
    gap: int = 0
    edge: str = ""
    optional: bool = False
    unwanted: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether a word of these kinds must be there."""
        return bool(self.kinds) and not (self.optional or self.unwanted)

    def ends(self, sentence: Sentence, start: int) -> list[int]:
        """Return where what this takes may end, if it begins at `start`."""
        if start == len(sentence.words):
            return []
        ends = [end for end, kinds in sentence.phrases[start] if kinds & self.kinds]
        if sentence.kinds[start] & self.kinds:
            ends.append(start + 1)
        return ends


class Pattern:
    """A pattern of words. Looking for it takes one pass over the sentence for each of its items."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Understand `text`.

        Raises:
            PatternError: it isn't in the language that this module explains.
        """
        self.text = text
        wanted, *unwanted = re.split(r"(?:^|\s)unless:(?:\s|$)", text)
        self._rows = tuple(
            tuple(map(lexicon.item, row.split())) for row in re.split(r"(?:^|\s)&(?:\s|$)", wanted)
        )
        self._sure = tuple(item.kinds for row in self._rows for item in row if item.is_sure)
        if not all(any(item.is_sure for item in row) for row in self._rows):
            raise PatternError("has no words that must be there")
        self._turns = lexicon.turns
        self._unless = tuple(Pattern(one, lexicon) for one in unwanted)

    def found_in(self, sentence: Sentence) -> bool:
        """Tell whether the sentence holds this pattern."""
        for kinds in self._sure:
            if not kinds & sentence.every_kind:
                return False
        if len(self._rows) > 1 and sentence.parts:
            return any(self.found_in(part) for part in sentence.parts)
        for row in self._rows:
            if not self._matches(row, sentence):
                return False
        return not any(one.found_in(sentence) for one in self._unless)

    def _matches(self, row: tuple[_Item, ...], sentence: Sentence) -> bool:
        if len(row) == 1:
            return True  # its kinds are in the sentence
        end = len(sentence.words)
        places = set(range(end + 1))
        for item in row:
            if item.edge:
                places &= {0 if item.edge == "^" else end}
            elif item.gap:
                places = self._past_gap(places, item.gap, sentence.words)
            elif item.unwanted:
                places = {place for place in places if not item.ends(sentence, place)}
            else:
                taken = {after for place in places for after in item.ends(sentence, place)}
                places = taken | places if item.optional else taken
            if not places:
                return False
        return True

    def _past_gap(self, places: set[int], gap: int, words: tuple[str, ...]) -> set[int]:
        reached = set(places)
        for place in places:
            for ahead in range(place, min(place + gap, len(words))):
                if words[ahead] in self._turns:
                    break
                reached.add(ahead + 1)
        return reached


def held(patterns: Iterable[Pattern], sentence: Sentence) -> bool:
    """Tell whether the sentence holds one of the patterns."""
    return any(pattern.found_in(sentence) for pattern in patterns)


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence in small letters, without accents, hyphens and possessive endings."""
    plain = sentence.replace("’", "'").replace("‘", "'").casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return [word.removesuffix("'s") for word in _WORD.findall(plain)]


def _entries(listed: str) -> list[str]:
    """Return the entries as a sentence would have their words, stars kept."""
    plain = listed.replace("*", "star0star").replace("+", "plus0plus")
    entries = (" ".join(words_of(entry)) for entry in plain.split(",") if entry.strip())
    return [entry.replace("star0star", "*").replace("plus0plus", "+") for entry in entries]


def _forms(verb: str) -> list[str]:
    """Return the regular forms of a verb or a noun: "slate", "slates", "slated", "slating"."""
    if verb.endswith("ee"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb}ing"]
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    plural = f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
    last = verb[-1] if _DOUBLED.fullmatch(verb) else ""
    return [verb, plural, f"{verb}{last}ed", f"{verb}{last}ing"]


def _sentence(
    words: tuple[str, ...], kinds: tuple[int, ...], phrases: tuple[tuple[tuple[int, int], ...], ...]
) -> Sentence:
    every = 0
    for kind in (*kinds, *(kind for here in phrases for _, kind in here)):
        every |= kind
    return Sentence(words, kinds, phrases, every)


def _part(whole: Sentence, begin: int, end: int) -> Sentence:
    """Return the words from `begin` up to `end` as a sentence of their own."""
    phrases = tuple(
        tuple((after - begin, kind) for after, kind in here if after <= end)
        for here in whole.phrases[begin:end]
    )
    return _sentence(whole.words[begin:end], whole.kinds[begin:end], phrases)


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _shortened(word: str) -> set[str]:
    """Return the word, and every word that lacks one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter was added, left out or mistyped, or two neighbours were swapped."""
    if typed == meant:
        return True
    shorter = min(len(typed), len(meant))
    at = next((place for place in range(shorter) if typed[place] != meant[place]), shorter)
    a, b = typed[at:], meant[at:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b or a == b[1:] or a[1:] == b[1:]
