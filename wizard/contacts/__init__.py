"""Lists of contacts: pasted text, spreadsheet files and address books, read into people."""
