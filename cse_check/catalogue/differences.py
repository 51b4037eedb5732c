"""What differs between two editions of a catalogue, as people say it."""

from collections.abc import Iterator, Mapping

from cse_check.model import Catalogue, Contact, Indicator


def differences(old: Catalogue, new: Catalogue) -> Iterator[str]:
    """Give a line for every question and contact that was added, taken out or changed."""
    if old.revision != new.revision:
        yield f"The revision was {old.revision}, and is {new.revision}."
    yield from _between(_questions(old), _questions(new), "question")
    yield from _between(_contacts(old), _contacts(new), "contact")


def _questions(catalogue: Catalogue) -> dict[str, str]:
    return {each.id: _asked(each) for each in catalogue.indicators}


def _asked(indicator: Indicator) -> str:
    return f"{indicator.text}{' (urgent)' if indicator.urgent else ''}"


def _contacts(catalogue: Catalogue) -> dict[str, str]:
    return {each.id: _reached(each, catalogue) for each in catalogue.contacts}


def _reached(contact: Contact, catalogue: Catalogue) -> str:
    option = f", {contact.option}" if contact.option else ""
    hours = contact.hours_text or contact.hours.value
    source = catalogue.source(contact.source).title
    return f"{contact.team}: {contact.phone}{option} ({hours}; {contact.audience}; {source})"


def _between(old: Mapping[str, str], new: Mapping[str, str], what: str) -> Iterator[str]:
    for name, said in old.items():
        if name not in new:
            yield f"Taken out, a {what}: {said}"
        elif new[name] != said:
            yield f"Changed, a {what}: it was “{said}” and is “{new[name]}”"
    for name, said in new.items():
        if name not in old:
            yield f"New, a {what}: {said}"
