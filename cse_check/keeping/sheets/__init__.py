"""A catalogue as one table, for those who live in a spreadsheet: out, and back the same."""
