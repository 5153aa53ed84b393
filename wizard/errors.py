"""What the program's end tells a shell, whichever way it was used."""

FINE = 0
PROBLEMS = 1
"""The answers keep a document from being right; for `status`, something is overdue."""
UNUSABLE = 2
"""The command or the file can't be used, or a fault of ours ended the program."""
UNSAVED = 3
"""The last answers could not be saved; a copy of them is kept."""
INTERRUPTED = 130
"""Stopped with Ctrl+C; as a shell has it, 128 and the number of the signal."""
