"""A document with every construct of our Markdown, for tests of files and not of words."""

import datetime
from dataclasses import replace
from typing import Any

from wizard.documents.compose import Document, Section
from wizard.documents.markdown import escape_markdown

TITLE = """\
{.title}
Social media policy

{.subtitle}
WORDS

{.facts title="About this policy" widths="28 72"}
| Version | 1.0, adopted on March 2, 2026 |
|---|---|
| Looked after by | WORDS, [ana@example.com](<mailto:ana@example.com>) |
| Next review | March 2, 2027 |

{.callout}
**In one minute.** Be yourself, be honest, and ask WORDS before you speak for us. Nothing in this
policy stops you from talking with others about pay, hours or working conditions.

{.contents}
Contents
"""

ROLES = """\
# Purpose and scope

This policy says how WORDS and its people use social media: the accounts of the brand, and
your own. It is for everyone who works here, whatever their hours, and it is meant to be read in
ten minutes.

## Who it is for

{.clauses}
1. You, if you work here, **paid or not**.
2. Anyone who posts *for us*, such as an agency; ***both*** count.
3. WORDS

# Team roles

Everyone has a job or two; with a small team, one person has several hats. These are ours:

{widths="30 40 30" title="Who does what"}
| Responsibility | Who | How to reach them |
|---|---|---|
| Planning and strategy | Ana Sousa | [ana@example.com](<mailto:ana@example.com>) |
| Publishing, and talking with the audience | Ana Sousa, and Ben Carter in her place | 555 0100 |
| WORDS | WORDS | – |

They answer within a working day.

## Before you post

### The facts

- Check the facts.
- Check the rights:
    - Is the picture ours?
    - If not, who said yes?
        - Keep their answer.

      It belongs with the picture.
- WORDS

What to do, in order:

1. Save a picture of the post.
2. Tell Ana.
    1. By phone first.
    2. Then by e-mail.
3. WORDS

And again from the beginning:

1. First
2. Second

> Thank you for telling us. We are looking into it, and will answer here by five o'clock.
>
> WORDS

# Security

## Passwords

{.callout}
Never send a password by e-mail or chat.

{.checklist}
- Two-factor sign-in is on
- Recovery codes are in the safe
- WORDS

{.caption}
Table of levels

{title="Levels of trouble"}
| Level | Sign |
|---|---|
| Watch | A few complaints |

{title="Another table straight after"}
| Level | Sign |
|---|---|
| Crisis | Somebody may be hurt |

{.clauses}
1. Letters begin again under the next number.

{.unnumbered}
## History

{.small}
This policy is general guidance and no legal advice. WORDS

{.unnumbered .new-page}
# To sign

I have read version 1.0 of this policy, and know whom to ask. WORDS

{.signature}
Name

{.signature}
Signature

{.signature}
Date
"""


def sample(words: str = "Harbour Street Bakery", **changes: Any) -> Document:
    """Return the document with `words` wherever users can type; `changes` are other fields."""
    title, roles = (text.replace("WORDS", escape_markdown(words)) for text in (TITLE, ROLES))
    document = Document(
        name="policy",
        title="Social media policy",
        business=words,
        version="1.0",
        language="en-US",
        paper="letter",
        dated=datetime.date(2026, 3, 2),
        sections=(Section("title", title), Section("roles", roles)),
    )
    return replace(document, **changes)
