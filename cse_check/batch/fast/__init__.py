"""Rows read many at a time, with numpy: the strict reader stays the only one that judges.

A line goes fast only if the line itself proves that it is a good row: of the right width, without a
quote out of place or a character that cannot be seen, with a good reference that nothing is wrong
with, and all its answers known. Everything else is *odd* and goes to the strict reader, unchanged
and in order. What a cell means is never decided here: the strict reader's own tables are asked,
once for each raw cell.

Nothing else imports numpy, and this only where it is there.
"""
