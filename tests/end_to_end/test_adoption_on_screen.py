"""From a draft to a version by keyboard, in a real terminal of 80x24."""

import datetime
from pathlib import Path

from tests.end_to_end.owner import WIZARD, focused
from tests.example import DRAFT
from tests.terminal import Terminal
from wizard.answers.diff import version_label
from wizard.answers.fields import replace_value
from wizard.interview import load
from wizard.lifecycle.adoption import AdoptionOptions, adopt, plan_adoption
from wizard.lifecycle.archive import archived_versions
from wizard.storage.toml_file import read_answers, read_with_bytes, write_answers

YEAR_AGO = datetime.date.today() - datetime.timedelta(days=365)


def test_adoption_plan_is_shown_then_carried_out(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_bytes(DRAFT)
    terminal = Terminal([*WIZARD, path.name], columns=80, lines=24, cwd=tmp_path)
    terminal.wait_for("Welcome back")
    terminal.press("f5")
    terminal.wait_for("Write the documents")
    terminal.press("shift+tab", "shift+tab")  # round from the first stop to the last, and one up
    terminal.wait_for("The pages say: Draft")
    terminal.press("enter")
    terminal.wait_for("This becomes version 1.0, from September 1, 2026")
    assert archived_versions(path) == ()
    terminal.wait_for("Yes, adopt version 1.0")
    terminal.press("enter")
    terminal.wait_for("Version 1.0 is adopted")
    assert version_label(read_answers(path)) == "1.0"
    assert archived_versions(path)[0].problems() == ()
    assert archived_versions(path)[0].answers() == read_answers(path)
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0


def test_year_later_review_change_version_and_signature(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_bytes(DRAFT)
    answers, on_disk = read_with_bytes(path)
    plan = plan_adoption(path, answers, load(), YEAR_AGO, AdoptionOptions(on=YEAR_AGO))
    adopt(path, plan, lambda adopted: write_answers(path, adopted, on_disk))
    adopted, on_disk = read_with_bytes(path)
    write_answers(path, replace_value(adopted, "review.next_on", datetime.date.today()), on_disk)

    terminal = Terminal([*WIZARD, path.name], columns=80, lines=24, cwd=tmp_path)
    for text, keys in (
        ("The review is due today.", ["enter"]),
        ("[ ] All 6 that are not ticked", ["enter"]),
        ("[x] Maria Castellano", ["end"]),
        ("Note the review down", ["enter"]),
        ("6 of 6 people", ["down", "enter"]),
    ):
        terminal.wait_for(text)
        terminal.press(*keys)
    terminal.wait_for("is noted down")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("decides in a crisis")
    terminal.wait_for("Step 3, Crisis")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Who decides in a crisis?" in focused(screen))
    terminal.press("enter")
    terminal.wait_for("Type to find somebody")
    terminal.type("okafor")
    terminal.wait_for(lambda screen: "Sam Whitfield" not in screen)
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Who decides in a crisis?" not in focused(screen))
    terminal.press("f2")
    terminal.wait_for("Esc back")
    terminal.press("end", "up", "enter")
    terminal.wait_for("Adopt it as a new version")
    terminal.press("home", "down", "enter")
    terminal.wait_for("Adopt it as a version…")
    terminal.press("enter")
    terminal.wait_for("Yes, adopt version 1.1")
    terminal.press("enter")
    terminal.wait_for("Version 1.1 is adopted")
    terminal.press("f2")
    terminal.wait_for("Esc back")
    terminal.press("end", "enter")
    terminal.wait_for("A signature counts from version 1.0 on.")
    terminal.press("enter")
    terminal.wait_for("[x] Devon Brooks")
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert version_label(read_answers(path)) == "1.1"
    assert [row.version for row in read_answers(path).revisions] == ["1.0", "", "1.1"]
    register = (tmp_path / "shop-signatures.csv").read_text()
    assert "\nDevon Brooks,1.1," in register
