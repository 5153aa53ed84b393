"""The tests, and what sets them up. `python -m tests` runs them all."""
