"""The user's data; imports only `wizard.errors` and `wizard.text`."""
