"""Where the program starts: decides what to do before anything heavy is imported."""

import argparse
import contextlib
import gc
import io
import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

from wizard import __version__, upkeep_arguments
from wizard.answers.shown import shown

PROGRAM = "policy-wizard"
DEFAULT_FILE = "social-media-policy.toml"
EXAMPLE_FILE = "social-media-policy-example.toml"
COMMANDS = ("ask", "serve", "export", "check", "backups", "schema", "example", "rules", *upkeep_arguments.COMMANDS)

FINE, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit status: fine; the answers have problems; the command or the file can't be used; stopped with Ctrl+C."""

OBJECTS_BETWEEN_GARBAGE = 100_000
"""Python looks for garbage every 700 objects, a tenth of the time that the wizard or an export takes to start."""

_DESCRIPTION = "Answer eight steps of questions; hold a social media policy for your staff as a Word document."
_EPILOG = f"""\
other commands:
  {PROGRAM} ask [FILE]                  ask line by line, for screen readers and simple terminals
  {PROGRAM} serve [FILE]                work in a browser on this computer, and nowhere else
  {PROGRAM} export FILE [--to FOLDER]   write the documents, and print where each is
  {PROGRAM} check FILE                  print what is missing, wrong or risky
  {PROGRAM} rules [--region R]          list the rules of law that we know, with their sources
  {PROGRAM} backups FILE                print where earlier copies of the answers are, the newest first
  {PROGRAM} example [FILE]              write a complete example to try things out with
  {PROGRAM} schema                      print the JSON Schema of the answers file

{upkeep_arguments.EPILOG.format(program=PROGRAM)}
examples:
  {PROGRAM}                             begin, or go on, with {DEFAULT_FILE} in this folder
  {PROGRAM} bakery.toml                 begin, or go on, with the answers in bakery.toml
  {PROGRAM} check bakery.toml           see what is still open
  {PROGRAM} export bakery.toml          write the Word documents beside bakery.toml
  {PROGRAM} export bakery.toml --to out write them to the folder "out"
  {PROGRAM} export bakery.toml --document summary --document contact-card
                                        write these two instead; "all" writes every document

A file that is named like a command is opened with ./ before its name: {PROGRAM} ./check

exit status: 0 all is well, 1 the answers have problems that keep a document from being right (for status:
something is overdue), 2 the command or the file can't be used, 3 the last
answers could not be saved (a copy of them is kept)
"""

_DOCUMENTS = """\
documents, and the formats that each can be had in:
  policy            docx html md   for all staff, in your handbook
  crisis-plan       docx           for those who act when something goes wrong
  summary           docx html md   for every employee: what to do, on one page
  contact-card      docx html md   for every employee: whom to ask, on one page
  announcement      md             an e-mail to all staff, when the policy starts
  acknowledgement   docx           for each employee to sign
  public-edition    html docx      for your website, without private details
  lawyer-questions  docx           for your lawyer: what to check
  review-calendar   ics            for your calendar: when the next reviews are
"""


def program() -> NoReturn:
    """Run the program's own command, and end."""
    status = main()
    gc.freeze()  # or Python would go through everything once more for garbage: a sixth of an export
    sys.exit(status)


def main(argv: list[str] | None = None) -> int:
    """Run the command in `argv` (by default the program's own) and return its exit status."""
    _never_fail_to_print()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return FINE
    except Exception as error:
        if os.environ.get("POLICY_WIZARD_DEBUG"):
            raise
        why = f"because of a fault of its own ({type(error).__name__})"
        if isinstance(error, OSError):
            _drop_stdout()  # it may be what failed, and would fail again at the end
            why = f"because the system said: {(error.strerror or 'no').lower()}"
        _say(f"Policy Wizard stopped {why}. Your answers file is as last saved.")
        return UNUSABLE


def _run(argv: list[str]) -> int:
    gc.set_threshold(OBJECTS_BETWEEN_GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or it would look through every package for some
    command = argv[0] if argv and argv[0] in COMMANDS else None
    options = _parser(command).parse_args(argv[1:] if command else argv)
    if command is None:
        return _open(Path(options.file))
    if command == "ask":
        return _ask(Path(options.file))
    if command == "serve":
        return _serve(Path(options.file), options.port)
    if command in upkeep_arguments.COMMANDS:
        from wizard import upkeep

        return upkeep.run(command, options)
    from wizard import cli

    if command == "export":
        to = Path(options.to) if options.to else None
        return cli.export(Path(options.file), to, options.document, options.format, options.letterhead)
    if command == "check":
        return cli.check(Path(options.file), as_json=options.json)
    if command == "backups":
        return cli.print_backups(Path(options.file))
    if command == "example":
        return cli.example(Path(options.file))
    if command == "rules":
        return cli.rules(options.region, as_json=options.json)
    return cli.print_schema()


def _ask(path: Path) -> int:
    from wizard.answers.file import FileError
    from wizard.interview import QuestionsError
    from wizard.plain.run import run

    try:
        return run(path)
    except (FileError, QuestionsError) as error:
        _say(shown(error))
        return UNUSABLE


def _serve(path: Path, port: int) -> int:
    from wizard.answers.file import FileError
    from wizard.browser.run import run

    try:
        return run(path, port)
    except FileError as error:
        _say(shown(error))
        return UNUSABLE


def _open(path: Path) -> int:
    if not _has_terminal():
        _say(
            "There is no terminal to ask the questions in; "
            f'use "{PROGRAM} ask FILE", "{PROGRAM} export FILE" or "{PROGRAM} check FILE".'
        )
        return UNUSABLE
    if os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return _ask(path)  # it can't place anything on a screen
    from wizard.answers.file import FileError
    from wizard.interview import QuestionsError
    from wizard.tui.app import run

    try:
        status = run(path)
    except (FileError, QuestionsError) as error:
        _say(shown(error))
        return UNUSABLE
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the window is gone; Python would put its own exit status over ours at the end
            _drop(stream)
    return status


def _has_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def _parser(command: str | None) -> argparse.ArgumentParser:
    if command is None:
        parser = _Parser(PROGRAM, _DESCRIPTION, _EPILOG, usage=f"{PROGRAM} [FILE]\n       {PROGRAM} COMMAND ...")
        parser.add_argument("file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}")
        parser.add_argument("--version", action="version", version=f"Policy Wizard {__version__}")
        return parser
    if command in upkeep_arguments.COMMANDS:
        return upkeep_arguments.parser(_Parser, PROGRAM, command)
    name = f"{PROGRAM} {command}"
    if command == "ask":
        parser = _Parser(name, "Ask the questions line by line: for screen readers, simple terminals and slow lines.")
        parser.add_argument("file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}")
        return parser
    if command == "serve":
        parser = _Parser(name, "Ask the questions in a browser on this computer; print the address. Ctrl+C ends it.")
        parser.add_argument("file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}")
        parser.add_argument("--port", metavar="N", type=int, default=0, help="default: any that is free")
        return parser
    if command == "rules":
        parser = _Parser(name, "List the rules of law that we know, with their sources: for an adviser to go through.")
        parser.add_argument("--region", metavar="R", help="a country or a trade, such as GB or food (default: all)")
        parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
        return parser
    if command == "schema":
        return _Parser(name, "Print the JSON Schema of the answers file.")
    if command == "example":
        parser = _Parser(name, "Write a complete example of answers. A file that exists is never written over.")
        parser.add_argument("file", metavar="FILE", nargs="?", default=EXAMPLE_FILE, help=f"default: {EXAMPLE_FILE}")
        return parser
    if command == "backups":
        parser = _Parser(
            name,
            "Print where earlier copies of the answers are, the newest first: one from before each of the\n"
            "last ten times you changed them.",
        )
        parser.add_argument("file", metavar="FILE", help="the answers")
        return parser
    if command == "check":
        parser = _Parser(name, "Print what is missing, wrong or risky in the answers, why, and what to do.")
        parser.add_argument("file", metavar="FILE", help="the answers")
        parser.add_argument("--json", action="store_true", help="print a list of objects, for programs")
        return parser
    parser = _Parser(
        name, "Write the policy and the crisis plan as Word documents, and print where each is.", _DOCUMENTS
    )
    parser.add_argument("file", metavar="FILE", help="the answers")
    parser.add_argument("--to", metavar="FOLDER", help="where to write; made if missing (default: beside FILE)")
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
    return parser


class _Parser(argparse.ArgumentParser):
    def __init__(self, prog: str, description: str, epilog: str = "", usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            usage=usage,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {shown(message)}; see {PROGRAM} --help\n")


def _never_fail_to_print() -> None:
    """Have streams print what they can't encode with a backslash: LC_ALL=C is no reason to stop, nor a closed one."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _drop_stdout() -> None:
    """Whoever read our output has gone; keep Python from complaining about that at its end."""
    _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    program()
