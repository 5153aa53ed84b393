"""What every screen looks like, as text, at three sizes; `python -m tests.tui.screens` makes the pictures anew."""
