"""What opens on top of a pane, and closes with Esc."""
