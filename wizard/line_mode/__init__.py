"""The same interview line by line: for screen readers, simple terminals and slow lines. It never imports Textual."""
