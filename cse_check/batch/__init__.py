"""A caseload from CSV: strict records, each held against a catalogue, none of them lost.

An audit of concerns that were recorded, never a way to find, rank, prioritise or close cases.
"""
