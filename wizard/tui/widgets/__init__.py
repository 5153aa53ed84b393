"""Parts that panes and dialogs share."""
