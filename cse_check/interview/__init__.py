"""The walk through the checklist: a state machine, what drives it, and the draft of it."""
