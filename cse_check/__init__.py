"""cse-check: an offline checklist for recognising child sexual exploitation.

It is a prompt and a record, never an assessment. See `docs/design.md` for how it is made.
"""

__version__ = "0.1.0"
