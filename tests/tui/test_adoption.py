"""Adopting on the screen where something came in between."""

import datetime
from pathlib import Path

from tests.tui.driving import INTERVIEW, Owner, drive
from wizard.answers import adoption
from wizard.answers.file import read
from wizard.data import LANGUAGE, folder
from wizard.tui.widgets.adoption import Adoption
from wizard.tui.widgets.link import Link
from wizard.versions.adopt import adopt, plan
from wizard.versions.archive import frozen


def test_an_adoption_that_was_cut_off_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    draft = (folder("questions") / LANGUAGE / "example.toml").read_bytes().partition(b"[[revisions]]")[0]
    path.write_bytes(draft)
    adopt(path, plan(path, read(path), INTERVIEW, datetime.date(2026, 9, 1)), draft)
    path.write_bytes(draft)  # as if the power had gone before the answers were written

    async def script(owner: Owner) -> None:
        await owner.press("f5")
        offer = owner.app.screen.query_one(Adoption)
        offer.query_one(Link).action_choose()
        while offer.busy or adoption.version(owner.answers) != "1.0":
            await owner.settle()
        assert "had been cut off; it is complete now" in offer._said

    assert adoption.version(drive(path, script)) == "1.0"
    assert len(frozen(path)) == 1
