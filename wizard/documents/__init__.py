"""Answers become documents: templates make Markdown of them, and one parser's tree becomes Word."""
