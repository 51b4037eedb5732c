"""Prompters: single keys on a terminal, and plain lines for everything else.

Both write to the stream that they are given (standard error, so that results can be piped away),
and neither ever redraws: what was said stays where it was said, for the eye and a screen reader.
"""
