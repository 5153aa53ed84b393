"""Lists of contacts from elsewhere: pasted, or in a file of a spreadsheet, a mail program or a phone."""
