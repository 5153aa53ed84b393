"""Whom a business has to tell if personal data has leaked, by country and state."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from wizard.answers.defaults import resolve
from wizard.answers.model import Answers, Country, Trade
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import templates_dir
from wizard.interview import Interview
from wizard.laws.selection import business_trades, state_name

Checked = Literal["text", "report", "partly", "unchecked"]


class CountryNotice(DataModel):
    """What a country asks for; the file explains the keys."""

    full: DataLine
    short: DataLine
    citation: str
    checked: Checked
    trades: dict[Trade, DataLine] = {}


class StateNotice(DataModel):
    """What a state asks for where people live; the file explains the keys."""

    people: DataLine
    days: Annotated[int, Field(ge=1)] | None = None
    office: str = ""
    citation: DataLine
    checked: Checked


class BreachNotices(DataModel):
    """The file of all of them."""

    checked: datetime.date
    default: CountryNotice
    countries: dict[Country, CountryNotice]
    states: dict[str, StateNotice]


@dataclass(frozen=True)
class Source:
    """Where a notice comes from, for the lawyer."""

    place: str
    citation: str
    checked: Checked
    days: int | None = None


@dataclass(frozen=True)
class BreachNotice:
    """Who has to be told, for one business.

    Attributes:
        full: Sentences for the crisis plan, a paragraph for each country.
        short: A clause for a plan of one page, after "If personal data is out: ".
        sources: The law of each country and state.
        checked: The day on which they were last gone through.
    """

    full: tuple[str, ...]
    short: str
    sources: tuple[Source, ...]
    checked: datetime.date


@cache
def load_breach_notices() -> BreachNotices:
    """Read whom each country and state wants to be told.

    Raises:
        DataError: the file is wrong or missing.
    """
    return read_data(templates_dir() / "breach-notices.toml", BreachNotices)


def breach_notice(answers: Answers, interview: Interview) -> BreachNotice:
    """Return who has to be told where the staff of the business work.

    Raises:
        DataError: a data file is wrong or missing.
    """
    data, legal = load_breach_notices(), resolve(answers).legal
    adviser = legal.adviser or legal.adviser_firm or "our lawyer"
    places = legal.places or ("other",)
    labels = interview.question("legal.places").labels
    full, short, sources = [], [], []
    for place in places:
        notice = data.countries.get(place, data.default)
        states = dict(_states(legal.states, place))
        label = f"{labels[place]}: " if len(places) > 1 else ""
        sentences = [
            notice.full.replace("{adviser}", adviser),
            *(_state_sentence(name, state) for name, state in states.items()),
            *(notice.trades[key] for key in business_trades(answers) if key in notice.trades),
        ]
        full.append(label + " ".join(sentences))
        days = (
            f"; in {name}, it is {each.days} days" for name, each in states.items() if each.days
        )
        short.append(f"{label}{notice.short}{''.join(days)}.")
        sources += [
            Source(labels[place], notice.citation, notice.checked),
            *(
                Source(name, each.citation, each.checked, each.days)
                for name, each in states.items()
            ),
        ]
    opening = f"ask {adviser} on the first day who must be told"
    joiner = ". " if len(places) > 1 else ": " if places[0] in data.countries else "; "
    known = tuple(source for source in sources if source.citation)
    return BreachNotice(tuple(full), f"{opening}{joiner}{' '.join(short)}", known, data.checked)


def _states(states: tuple[str, ...], place: str) -> Iterator[tuple[str, StateNotice]]:
    """Yield the name and the notice of each of the states that lie in the country."""
    notices = load_breach_notices().states
    for key in states:
        if key.startswith(f"{place}-") and key in notices:
            yield state_name(key), notices[key]


def _state_sentence(name: str, state: StateNotice) -> str:
    office = f", and {state.office}" if state.office else ""
    return f"In {name}: the people affected {state.people}{office}."
