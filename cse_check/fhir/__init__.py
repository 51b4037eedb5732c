"""FHIR R4: what a checklist and its answers are called there, and answers that come from there."""
