"""Policy Wizard: answer questions, get a social media policy for a small business."""

__version__ = "0.1.0"

# Name of the command, and of our folders among those of the user.
PROGRAM = "policy-wizard"
