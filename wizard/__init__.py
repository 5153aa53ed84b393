"""Policy Wizard: eight steps of questions, and a small business holds its social media policy."""

__version__ = "0.1.0"
