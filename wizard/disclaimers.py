"""What users must know about the limits of this program. None of it belongs in a document."""

import datetime

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve
from wizard.answers.model import Answers
from wizard.interview import Interview
from wizard.laws.gaps import describe_gaps
from wizard.laws.selection import business_trades, included_rules

NO_LEGAL_ADVICE = (
    "This tool helps you write a first draft. It is not a law firm and does not give legal "
    "advice. It is not a substitute for the advice of an attorney. Laws differ by place and "
    "change often. Ask a qualified lawyer to review your policy before you use it."
)
PRIVACY_NOTE = "Your answers stay on this computer."
OUTDATED_RULES_NOTE = (
    "They are more than six months old, and some may be out of date: have each source checked."
)


def export_notice(answers: Answers, interview: Interview, today: datetime.date) -> str:
    """Return which rules go into the documents, of when, and that no lawyer has checked them.

    Raises:
        DataError: a file of rules is wrong or missing.
    """
    rule_sets = included_rules(answers)
    countries = interview.question("legal.places").labels
    states = interview.question("legal.states").labels
    labels = interview.question("business.trade").labels
    places = [countries[key] for key in resolve(answers).legal.places]
    places += [states[key] for key in resolve(answers).legal.states if key != "other"]
    trades = "; ".join(labels[key] for key in business_trades(answers))
    if not places and not rule_sets:
        return "You have not picked a country yet, so no rules of law are in the policy."
    choice = f"You chose: {', '.join(places) or 'no country yet'}; {trades}."
    gaps = describe_gaps(answers, interview)
    if not rule_sets:
        todo = gaps or "Ask a lawyer which ones you need."
        return f"{choice} No rules of law are in the policy. {todo}"
    rules = [rule for rule_set in rule_sets for rule in rule_set.rules]
    country, is_one = answers.business.country, len(rules) == 1
    checked = format_date_for(min(rule_set.checked for rule_set in rule_sets), country)
    count = "One rule of law goes" if is_one else f"{len(rules)} rules of law go"
    sentences = [choice, f"{count} into the policy, last checked on {checked}."]
    if unread := sum(rule.level != "VERIFIED" for rule in rules):
        are = "is" if unread == 1 else "are"
        sentences.append(f"{unread} of them {are} widely held, but not checked in a source.")
    if gaps:
        sentences.append(gaps)
    if answers.legal.reviewed_on:
        reviewed = format_date_for(answers.legal.reviewed_on, country)
        sentences.append(f"Your adviser last read the policy on {reviewed}.")
    else:
        sentences.append(f"No lawyer has checked {'it' if is_one else 'them'} for you yet.")
    if any(rule_set.is_outdated(today) for rule_set in rule_sets):
        sentences.append(OUTDATED_RULES_NOTE)
    return " ".join(sentences)
