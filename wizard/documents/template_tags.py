"""What our templates add to Jinja: sentences in two voices, and the spelling of a country."""

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

# The name in the context that says whether the document speaks directly: "we" and "you".
IS_DIRECT = "is_direct"


class VoiceTag(Extension):
    """`{% direct %}We ask you.{% formal %}The Company asks employees.{% endvoice %}`."""

    tags = {"direct"}

    def parse(self, parser: Parser) -> nodes.If:
        """Return a node that prints the text of the voice in which the document speaks."""
        line = next(parser.stream).lineno
        direct = parser.parse_statements(("name:formal", "name:endvoice"))
        if not parser.stream.skip_if("name:formal"):
            parser.fail("the formal voice is missing; add '{% formal %}' and its sentence", line)
        formal = parser.parse_statements(("name:endvoice",), drop_needle=True)
        test = nodes.Name(IS_DIRECT, "load")
        return nodes.If(test, direct, [], formal, lineno=line)


class SpellingExtension(Extension):
    """Changes the text of a template, not what is filled in, by `environment.spell`."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, its text in the spelling of the country."""
        spell = getattr(self.environment, "spell", str)
        for token in stream:
            is_text = token.type == "data"
            yield Token(token.lineno, token.type, spell(token.value)) if is_text else token


class Spelling:
    """The spelling of a country: a table from American words to its own."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take words in small letters, each for itself and with a capital."""
        self._words = words
        # Tells apart what is compiled from the same template in several spellings.
        self.digest = f"{crc32(repr(sorted(words.items())).encode()):08x}"
        self._pattern = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return `text` in this spelling; a capital at the start of a word stays."""
        return self._pattern.sub(self._spell, text) if self._words else text

    def _spell(self, match: re.Match[str]) -> str:
        word = self._words[match[0].lower()]
        return word[0].upper() + word[1:] if match[0][0].isupper() else word


def add_tags(environment: Environment, spelling: Spelling) -> None:
    """Add the tags, and the spelling as a property of the environment."""
    environment.extend(spell=spelling)
    environment.add_extension(VoiceTag)
    environment.add_extension(SpellingExtension)
