import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.answers.dates import format_date, parse_date

DAY = datetime.date(2027, 3, 31)


WAYS = """
2027-03-31
2027/3/31
 31 March 2027
March 31, 2027
31 Mar 2027
31st of march 2027
Mar. 31 2027
31-mar-2027
"""
NO_WAYS = """
1/2/2027
01.02.27
31/3/2027
2027-02-30
31 Ma
31 Ju 2027
31 Foo 2027
soon
٣١ March 20
"""


@pytest.mark.parametrize("text", WAYS.strip().splitlines())
def test_ways_to_write_a_day(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize("text", NO_WAYS.strip().splitlines())
def test_what_could_mean_two_days_or_none_is_refused_with_the_way_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="Write it like 2027-03-31"):
        parse_date(text)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_is_read_back(day: datetime.date) -> None:
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day


@given(st.text())
def test_no_text_does_harm(text: str) -> None:
    with contextlib.suppress(ValueError):
        parse_date(text)
