"""What can be typed behind the commands that keep a policy alive. Nothing heavy is imported here."""

import argparse
import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Make = Callable[..., argparse.ArgumentParser]

COMMANDS = ("adopt", "diff", "status", "review", "signed", "leaver", "joiner")

EPILOG = """\
once the policy is written:
  {program} adopt FILE                  make the draft a version: numbered, dated, kept in versions/
  {program} diff OLD [NEW]              print what changed, in the words of the questions
  {program} status FILE...              print version, next review and open points, a line a file
  {program} review FILE [--done]        print what to look at, or note down that you did
  {program} signed FILE [NAME...]       note down who signed, or print who hasn't
  {program} leaver FILE NAME            write what somebody who leaves hands over
  {program} joiner FILE NAME            write what somebody new needs
"""


def parser(make: "Make", program: str, command: str) -> argparse.ArgumentParser:
    """Return the parser of one of `COMMANDS`; `make` takes its name and a sentence on it."""
    return _PARSERS[command](make, f"{program} {command}")


def _adopt(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(
        name,
        "Make the draft an adopted version. It gets a number, a date and a line in the list of versions; its answers "
        "and documents are kept in versions/ beside FILE, and never written again.",
    )
    _file(parser)
    parser.add_argument("--version", metavar="V", default="", help="the number, such as 2.0 (default: we propose one)")
    _day(parser, "the day from which it applies (default: the planned start, later on today)")
    parser.add_argument("--by", metavar="NAME", default="", help="who approved it (default: whoever approves changes)")
    parser.add_argument("--note", metavar="TEXT", default="", help="what is new (default: what changed, in short)")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--read-again", action="store_true", default=None, help="everybody has to sign the new version")
    again.add_argument("--tell-only", dest="read_again", action="store_false", help="earlier signatures still count")
    parser.add_argument("--propose", action="store_true", help="only print what would be adopted")
    return parser


def _diff(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(
        name,
        "Print what changed between two sets of answers. OLD and NEW are files of answers, folders of versions or "
        "numbers of versions. With one file alone: what changed since its last adopted version.",
    )
    parser.add_argument("old", metavar="OLD", help="the answers before")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the answers after")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--note-to-staff", action="store_true", help='print a note to staff: "What is new"')
    form.add_argument(
        "--redline", action="store_true", help="write the policy with tracked changes to the FILE of --to, for Word"
    )
    parser.add_argument("--to", metavar="FILE", help="write it to FILE: .docx, .md or .txt; never over a file")
    return parser


def _status(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(name, "Print how each policy stands. Ends with 1 if anything is overdue.")
    parser.add_argument("files", metavar="FILE", nargs="+", help="the answers, of one business or of many")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    _day(parser, "the day to look at (default: today)")
    return parser


def _review(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(name, "Print what to look at in a review. With --done, note down that it took place.")
    _file(parser)
    parser.add_argument("--done", action="store_true", help="note down the review, also when nothing changed")
    _day(parser, "the day of the review (default: today)")
    parser.add_argument("--next", metavar="DATE", type=_date, help="the next review (default: as often as you chose)")
    parser.add_argument("--by", metavar="NAME", default="", help="who did it (default: whoever sees to reviews)")
    parser.add_argument("--note", metavar="TEXT", default="", help="what came of it")
    parser.add_argument(
        "--except", dest="unconfirmed", metavar="NAME", action="append", default=[],
        help="somebody whose details nobody could confirm",
    )  # fmt: skip
    return parser


def _signed(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(name, "Note down who read and signed the policy. Without a name, print who did and who didn't.")
    _file(parser)
    parser.add_argument("names", metavar="NAME", nargs="*", help="who signed")
    parser.add_argument("--version", metavar="V", default="", help="what they signed (default: the adopted version)")
    _day(parser, "the day on which they signed (default: today)")
    parser.add_argument("--from", dest="source", metavar="LIST.csv", help="a list of those who signed")
    parser.add_argument("--staff", metavar="LIST.csv", help="a list of all who have to sign")
    parser.add_argument("--sheet", action="store_true", help="write a sheet to print for those who haven't signed")
    return parser


def _leaver(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(name, "Write a checklist, in Word, of what somebody who leaves has to hand over.")
    _file(parser)
    parser.add_argument("name", metavar="NAME", help="who leaves")
    parser.add_argument("--successor", metavar="NAME", default="", help="put this person in all of their places")
    _day(parser, "the last day (default: today)")
    _folder(parser)
    return parser


def _joiner(make: "Make", name: str) -> argparse.ArgumentParser:
    parser = make(name, "Write a checklist, in Word, for somebody new; they are put on the list of who has to sign.")
    _file(parser)
    parser.add_argument("name", metavar="NAME", help="who joins")
    _day(parser, "the first day (default: today)")
    _folder(parser)
    return parser


_PARSERS = {
    "adopt": _adopt,
    "diff": _diff,
    "status": _status,
    "review": _review,
    "signed": _signed,
    "leaver": _leaver,
    "joiner": _joiner,
}


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the answers")


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FOLDER", help="where to write (default: beside FILE)")


def _day(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--on", metavar="DATE", type=_date, help=words)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it like 2027-03-31") from None
