"""Policy Wizard: eight steps of questions, and a small business holds its social media policy."""

__version__ = "0.1.0"

PROGRAM = "policy-wizard"
"""What is typed to start it, and how the folders are called that the system gives it."""
