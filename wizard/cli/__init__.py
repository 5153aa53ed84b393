"""Command line: `main` picks a command; each group of commands has a module."""
