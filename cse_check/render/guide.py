"""The guide of an area, as blocks: what exploitation is, whom it affects, what to do."""

from collections.abc import Iterator
from datetime import date

from cse_check.model import Catalogue, Edition, Role, Statement
from cse_check.render.contacts import caveat_notice, contact_blocks
from cse_check.render.document import (
    Block,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Tone,
)
from cse_check.screening import statements_for


def guide_document(edition: Edition, role: Role, today: date) -> Document:
    """Return the page of what the guide says."""
    return Document(
        f"{edition.catalogue.area.name}: child sexual exploitation in brief",
        tuple(_blocks(edition, role, today)),
    )


def statement_blocks(catalogue: Catalogue, today: date) -> Iterator[Block]:
    """Yield what exploitation is and whom it affects, each with its source."""
    yield Heading("What it is")
    yield from _statement(catalogue.guide.definition, catalogue, today)
    yield Heading("Whom it affects")
    yield from _statement(catalogue.guide.who, catalogue, today)


def action_blocks(catalogue: Catalogue, today: date) -> Iterator[Block]:
    """Yield what the guide asks people to do, with its source and age."""
    yield Entries(tuple(Entry(each.text, lead=each.name) for each in catalogue.guide.actions))
    for source_id in dict.fromkeys(action.source for action in catalogue.guide.actions):
        source = catalogue.source(source_id)
        yield Paragraph(
            f"From {source.cited(today)}, in cse-check's words.",
            quiet=True,
        )


def source_blocks(edition: Edition, today: date, *, made_with: str = "") -> Iterator[Block]:
    """Yield every source with its age, and which transcription of them this is.

    `made_with` names the version and the day of a screening.
    """
    catalogue = edition.catalogue
    yield Entries(
        tuple(
            Entry(
                source.cited(today),
                details=(("", source.url),) if source.url else (),
            )
            for source in catalogue.sources
        )
    )
    yield Facts(
        (
            ("Catalogue", f"{catalogue.area.id}, revision {catalogue.revision}"),
            ("SHA-256", edition.sha256),
            *((("Local corrections", _in_force(catalogue)),) if catalogue.corrections else ()),
            *((("Made with", made_with),) if made_with else ()),
        )
    )


def _blocks(edition: Edition, role: Role, today: date) -> Iterator[Block]:
    catalogue = edition.catalogue
    says = statements_for(catalogue)
    yield Notice(Tone.DANGER, says.immediate_danger)
    yield from statement_blocks(catalogue, today)
    yield Heading("What to do")
    yield from action_blocks(catalogue, today)
    yield caveat_notice(says)
    yield from contact_blocks(catalogue, role, today, says)
    yield Heading("Where this comes from")
    yield Paragraph(says.age)
    yield from source_blocks(edition, today)


def _in_force(catalogue: Catalogue) -> str:
    """Return which numbers are not from the file that the SHA-256 is of."""
    names = ", ".join(each.corrected.contact for each in catalogue.corrections if each.corrected)
    return f"in force, and not part of the file with that SHA-256: {names}"


def _statement(statement: Statement, catalogue: Catalogue, today: date) -> Iterator[Block]:
    source = catalogue.source(statement.source)
    yield Paragraph(statement.text)
    yield Paragraph(f"From {source.cited(today)}.", quiet=True)
