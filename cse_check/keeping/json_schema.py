"""The catalogue's format as JSON Schema 2020-12, made from the types of `model`.

It is for editors, and for programs that write catalogues. It knows less than the reader of
catalogues: not that ids agree, that sources exist, or what a UK number is.
"""

from typing import Any, Final

import msgspec
from msgspec.structs import fields

from cse_check.catalogue.checks import FORMAT
from cse_check.model import Catalogue, Contact, Indicator

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
LOCAL: Final = {"Contact": ("corrected", "confirmed")}
"""What records keep of local corrections, and no catalogue's file has."""


def json_schema() -> str:
    """Return the schema as JSON text, with a final newline."""
    made = msgspec.json.schema(Catalogue)
    definitions = made["$defs"]
    for struct, names in LOCAL.items():
        for name in names:
            del definitions[struct]["properties"][name]
            del definitions[name.title()]
    for made_anew in (Indicator, Contact):
        for each in fields(made_anew):
            if each.default_factory is not msgspec.NODEFAULT:
                said = definitions[made_anew.__name__]["properties"].get(each.name, {})
                said["default"] = each.default_factory()
    definitions["Catalogue"]["properties"]["format"] = {"const": FORMAT}
    schema = {"$schema": DIALECT, "title": "A catalogue of cse-check, format 1", **_plain(made)}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def _plain(value: Any) -> Any:
    """Return a part of a schema with patterns as JavaScript knows them, and tidy descriptions."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {name: _plain(item) for name, item in value.items()}
    if isinstance(pattern := plain.get("pattern"), str):
        plain["pattern"] = pattern.replace(r"\Z", "$")
    elif plain.get("minLength") == 1:
        plain["pattern"] = r"\S"
    if isinstance(said := plain.get("description"), str):
        plain["description"] = " ".join(said.split())
    return plain
