"""What the middle of the screen shows: one pane a step, and a few besides."""
