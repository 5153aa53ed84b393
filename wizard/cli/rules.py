"""`rules`: the rules of law that we know, for an adviser to go through."""

import argparse
import datetime

from wizard.cli import rule_list
from wizard.cli.output import give, give_json, say
from wizard.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Print the rules of one region or trade, or of all."""
    today = datetime.date.today()
    packs = rule_list.chosen(options.region)
    if options.json:
        give_json(rule_list.table(packs, today))
        return ExitCode.OK
    for line in rule_list.lines(packs, today):
        give(line)
    say(
        "This is no legal advice. We are not lawyers: whoever advises you should check each rule before you use it."
    )
    return ExitCode.OK
