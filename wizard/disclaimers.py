"""What the owner has to know about the limits of this program. None of it belongs into a text for staff."""

import datetime
from functools import partial

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve_answer
from wizard.answers.model import Answers
from wizard.interview import Interview
from wizard.laws.selection import business_trades, included_rules

NO_LEGAL_ADVICE = (
    "This tool helps you write a first draft. It is not a law firm and does not give legal advice. It is not a "
    "substitute for the advice of an attorney. Laws differ by place and change often. Ask a qualified lawyer to "
    "review your policy before you use it."
)
PRIVACY_NOTE = "Your answers stay on this computer."
OUTDATED_RULES_NOTE = (
    "They are more than six months old, and some may be out of date: have each source checked."
)


def export_notice(answers: Answers, interview: Interview, today: datetime.date) -> str:
    """Return which rules go into the documents, from when they are, and that no lawyer has looked at them.

    Raises:
        LawsError: a file of rules is wrong or missing.
    """

    packs = included_rules(answers)
    countries = interview.question("legal.places").labels
    places = [countries[key] for key in resolve_answer(answers, "legal.places")]
    states = interview.question("legal.states").labels
    places += [states[key] for key in resolve_answer(answers, "legal.states") if key != "other"]
    labels = interview.question("business.trade").labels
    trades = "; ".join(labels[key] for key in business_trades(answers))
    if not places and not packs:
        return "You have not picked a country yet, so no rules of law are in the policy."
    chose = f"You chose: {', '.join(places) or 'no country yet'}; {trades}."
    if not packs:
        return f"{chose} We have no rules for that, so none are in the policy. Ask a lawyer which ones you need."
    rules = [rule for pack in packs for rule in pack.rules]
    day = partial(format_date_for, country=answers.business.country)
    checked = min(pack.checked for pack in packs)
    unread = sum(rule.level != "VERIFIED" for rule in rules)
    told = [
        chose,
        f"{'One rule of law goes' if len(rules) == 1 else f'{len(rules)} rules of law go'} into the policy, "
        f"last checked on {day(checked)}.",
    ]
    if unread:
        told.append(
            f"{unread} of them {'is' if unread == 1 else 'are'} widely held, but not checked in a source."
        )
    told.append(
        f"Your adviser last read the policy on {day(answers.legal.reviewed_on)}."
        if answers.legal.reviewed_on
        else f"No lawyer has checked {'it' if len(rules) == 1 else 'them'} for you yet."
    )
    if any(pack.is_outdated(today) for pack in packs):
        told.append(OUTDATED_RULES_NOTE)
    return " ".join(told)
