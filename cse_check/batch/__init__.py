"""A caseload from CSV: strict records, each checked against a catalogue, none of them lost.

An audit of recorded concerns, never a way to find, rank, prioritise or close cases.
"""
