"""The wizard in a browser on this computer: a page, its server, and the wizard behind it."""
