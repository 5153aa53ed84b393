"""The Textual app: shows the session's answers, reports what the owner types. No other room imports Textual."""
