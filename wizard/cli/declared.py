"""What can be typed behind each command, and what the help says of it.

Nothing heavy is imported here: help comes at once.
"""

import argparse
import datetime
from collections.abc import Callable
from dataclasses import dataclass

DEFAULT_FILE = "social-media-policy.toml"
EXAMPLE_FILE = "social-media-policy-example.toml"
_LAST_PORT = 65_535

_DOCUMENTS = """\
documents, and the formats that each can be had in:
  policy            docx html md   for all staff, in your handbook
  crisis-plan       docx           for those who act when something goes wrong
  summary           docx html md   for every employee: what to do, on one page
  contact-card      docx html md   for every employee: whom to ask, on one page
  announcement      md             an e-mail to all staff, at the start
  acknowledgement   docx           for each employee to sign
  public-edition    html docx      for your website, without private details
  lawyer-questions  docx           for your lawyer: what to check
  review-calendar   ics            for your calendar: the next reviews
"""


@dataclass(frozen=True)
class Declared:
    """A command, before it is carried out by the module of its name."""

    usage: str
    """What is typed, such as "check FILE"."""
    summary: str
    """What that does, in the help of the program."""
    about: str
    """What that does, in the help of the command."""
    arguments: Callable[[argparse.ArgumentParser], None]
    """Declares what can be typed behind the name."""
    epilog: str = ""


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the answers")


def _file_or_default(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}"
    )


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FOLDER", help="where to write (default: beside FILE)")


def _day(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--on", metavar="DATE", type=_date, help=words)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it like 2027-03-31") from None


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) > _LAST_PORT:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no port; it is a number from 0 to {_LAST_PORT}"
        )
    return int(text)


def _serve(parser: argparse.ArgumentParser) -> None:
    _file_or_default(parser)
    parser.add_argument(
        "--port", metavar="N", type=_port, default=0, help="default: any that is free"
    )


def _export(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "--to", metavar="FOLDER", help="where to write; made if missing (default: beside FILE)"
    )
    parser.add_argument(
        "--document",
        metavar="NAME",
        action="append",
        default=[],
        help="a document to write, or all; may be given more than once (default: policy and crisis-plan)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        action="append",
        default=[],
        help="docx (Word), html (web page), md (plain text), ics (calendar); may be given more than once"
        " (default: the first that is listed for the document)",
    )
    parser.add_argument(
        "--letterhead",
        metavar="FILE.docx",
        help="your letterhead, a Word document or template (.dotx): header, footer, logo, fonts, colours and margins"
        ' are kept (default: the one chosen on screen; "" for none)',
    )


def _check(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--json", action="store_true", help="print a list of objects, for programs")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region", metavar="R", help="a country or a trade, such as GB or food (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def _example(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default=EXAMPLE_FILE, help=f"default: {EXAMPLE_FILE}"
    )


def _adopt(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "--version",
        metavar="V",
        default="",
        help="the number, such as 2.0 (default: we propose one)",
    )
    _day(parser, "the day from which it applies (default: the planned start, later on today)")
    parser.add_argument(
        "--by",
        metavar="NAME",
        default="",
        help="who approved it (default: whoever approves changes)",
    )
    parser.add_argument(
        "--note", metavar="TEXT", default="", help="what is new (default: what changed, in short)"
    )
    again = parser.add_mutually_exclusive_group()
    again.add_argument(
        "--read-again",
        action="store_true",
        default=None,
        help="everybody has to sign the new version",
    )
    again.add_argument(
        "--tell-only",
        dest="read_again",
        action="store_false",
        help="earlier signatures still count",
    )
    parser.add_argument("--propose", action="store_true", help="only print what would be adopted")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the answers before")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the answers after")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--note-to-staff", action="store_true", help='print a note to staff: "What is new"'
    )
    form.add_argument(
        "--redline",
        action="store_true",
        help="write the policy with tracked changes to the FILE of --to, for Word",
    )
    parser.add_argument(
        "--to", metavar="FILE", help="write it to FILE: .docx, .md or .txt; never over a file"
    )


def _status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="the answers, of one business or of many"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    _day(parser, "the day to look at (default: today)")


def _review(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "--done", action="store_true", help="note down the review, also when nothing changed"
    )
    _day(parser, "the day of the review (default: today)")
    parser.add_argument(
        "--next",
        metavar="DATE",
        type=_date,
        help="the next review (default: as often as you chose)",
    )
    parser.add_argument(
        "--by", metavar="NAME", default="", help="who did it (default: whoever sees to reviews)"
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="what came of it")
    parser.add_argument(
        "--except", dest="unconfirmed", metavar="NAME", action="append", default=[],
        help="somebody whose details nobody could confirm",
    )  # fmt: skip


def _signed(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("names", metavar="NAME", nargs="*", help="who signed")
    parser.add_argument(
        "--version", metavar="V", default="", help="what they signed (default: the adopted version)"
    )
    _day(parser, "the day on which they signed (default: today)")
    parser.add_argument(
        "--from", dest="source", metavar="LIST.csv", help="a list of those who signed"
    )
    parser.add_argument("--staff", metavar="LIST.csv", help="a list of all who have to sign")
    parser.add_argument(
        "--sheet", action="store_true", help="write a sheet to print for those who haven't signed"
    )


def _leaver(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("name", metavar="NAME", help="who leaves")
    parser.add_argument(
        "--successor", metavar="NAME", default="", help="put this person in all of their places"
    )
    _day(parser, "the last day (default: today)")
    _folder(parser)


def _joiner(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("name", metavar="NAME", help="who joins")
    _day(parser, "the first day (default: today)")
    _folder(parser)


ONCE_WRITTEN = ("adopt", "diff", "status", "review", "signed", "leaver", "joiner")
"""The commands that keep a policy alive."""
COMMANDS = {
    "ask": Declared(
        "ask [FILE]",
        "ask line by line, as for screen readers",
        "Ask the questions line by line: for screen readers, simple terminals and slow lines.",
        _file_or_default,
    ),
    "serve": Declared(
        "serve [FILE]",
        "work in a browser on this computer only",
        "Ask the questions in a browser on this computer; print the address. Ctrl+C ends it.",
        _serve,
    ),
    "export": Declared(
        "export FILE [--to FOLDER]",
        "write the documents, and print where each is",
        "Write the policy and the crisis plan as Word documents, and print where each is.",
        _export,
        _DOCUMENTS,
    ),
    "check": Declared(
        "check FILE",
        "print what is missing, wrong or risky",
        "Print what is missing, wrong or risky in the answers, why, and what to do.",
        _check,
    ),
    "rules": Declared(
        "rules [--region R]",
        "list the rules of law that we know",
        "List the rules of law that we know, with their sources: for an adviser to go through.",
        _rules,
    ),
    "backups": Declared(
        "backups FILE",
        "print where earlier copies of the answers are",
        "Print where earlier copies of the answers are, the newest first: one from before each of the last ten "
        "times you changed them.",
        _file,
    ),
    "example": Declared(
        "example [FILE]",
        "write a complete example to try things out with",
        "Write a complete example of answers. A file that exists is never written over.",
        _example,
    ),
    "schema": Declared(
        "schema",
        "print the JSON Schema of the answers file",
        "Print the JSON Schema of the answers file.",
        _nothing,
    ),
    "adopt": Declared(
        "adopt FILE",
        "make the draft a numbered version, and keep it",
        "Make the draft an adopted version. It gets a number, a date and a line in the list of versions; its "
        "answers and documents are kept in versions/ beside FILE, and never written again.",
        _adopt,
    ),
    "diff": Declared(
        "diff OLD [NEW]",
        "print what changed, in the words of the questions",
        "Print what changed between two sets of answers. OLD and NEW are files of answers, folders of versions or "
        "numbers of versions. With one file alone: what changed since its last adopted version.",
        _diff,
    ),
    "status": Declared(
        "status FILE...",
        "print where policies stand, a line a file",
        "Print how each policy stands. Ends with 1 if anything is overdue.",
        _status,
    ),
    "review": Declared(
        "review FILE [--done]",
        "print what to look at, or note down that you did",
        "Print what to look at in a review. With --done, note down that it took place.",
        _review,
    ),
    "signed": Declared(
        "signed FILE [NAME...]",
        "note down who signed, or print who hasn't",
        "Note down who read and signed the policy. Without a name, print who did and who didn't.",
        _signed,
    ),
    "leaver": Declared(
        "leaver FILE NAME",
        "write what somebody who leaves hands over",
        "Write a checklist, in Word, of what somebody who leaves has to hand over.",
        _leaver,
    ),
    "joiner": Declared(
        "joiner FILE NAME",
        "write what somebody new needs",
        "Write a checklist, in Word, for somebody new; they are put on the list of who has to sign.",
        _joiner,
    ),
}
"""All commands, in the order of the help."""
