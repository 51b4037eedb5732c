"""The record itself: a screening as JSON. `record` decides what it looks like."""

from cse_check.record import dump
from cse_check.render.page import Page
from cse_check.screening import Screening


def render(screening: Screening, page: Page) -> str:  # noqa: ARG001 - all formats are called alike
    """Return the screening as a record."""
    return dump(screening)
