"""The wizard in a browser on this computer: a page, a server for it, and a window of the wizard behind it."""
