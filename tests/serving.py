"""A folder as a browser sees it at an address that there is not: no request leaves the browser."""

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

ADDRESS: Final = "https://folder.invalid"


def serve(page: Any, folder: Path, made_up: Mapping[str, bytes]) -> list[str]:
    """Answer a page's requests with a folder's files, and with those made up for a test.

    Returns a list that will hold whatever else it asks for; none of that is answered.
    """
    outside: list[str] = []

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix(f"{ADDRESS}/")
        file = folder / name
        if name in made_up:
            route.fulfill(body=made_up[name], content_type=_type(name))
        elif not name.startswith("https:") and file.is_file():
            route.fulfill(path=file, content_type=_type(name))
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    return outside


def _type(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"
