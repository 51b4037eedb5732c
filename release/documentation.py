"""Build the documentation as a site that needs no network: to read from a folder or a server.

    python release/documentation.py FOLDER

The pages of `docs/` are staged with those that are made from the program, and Zensical builds them.
Links out of `docs/` lead to copies. Afterwards what Zensical would load from somebody else's server
is loaded from the site itself; anything else that it would load from outside is an error.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import reference

PROJECT: Final = Path(__file__).resolve().parent.parent
CONFIG: Final = PROJECT / "release" / "site"
"""The configuration, and what is added to the site."""
SHIM: Final = "https://unpkg.com/iframe-worker/shim"
"""What search needs where a page is a file; a copy of it, with its licence, is in `CONFIG`."""
OWN_SHIM: Final = "assets/iframe-worker.js"
ALSO: Final = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
"""The pages from beside `docs/` that are in the site, whether or not one leads to them."""
LINK: Final = re.compile(r"(\]\()(?:\.\./)([^)#\s]+)")
NAMED: Final = re.compile(r"\[(?:docs/)?[\w-]+\.md\]\(([\w-]+\.md)(#[^)\s]*)?\)")
"""A link that is called as the file is: in the site, nobody sees files."""
LOADED: Final = re.compile(
    r"""<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=["']?((?:https?:)?//[^"'> ]+)"""
    r"""|url\(["']?((?:https?:)?//[^"')]+)|@import\s+["']((?:https?:)?//[^"']+)"""
)
"""What a page would load from somewhere else. A link that somebody may follow is none."""
CANONICAL: Final = re.compile(r"<link[^>]*rel=[\"']?canonical[^>]*>")


def build(target: Path) -> None:
    """Build the site into a folder, which is made anew."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        stage(work / "docs")
        shutil.copy(CONFIG / "zensical.toml", work)
        ran = subprocess.run(
            [Path(sys.executable).with_name("zensical"), "build", "--strict"],
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            sys.exit(ran.stdout + ran.stderr)
        finish(work / "site")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work / "site", target)


def stage(pages: Path) -> None:
    """Write what the site is made of."""
    shutil.copytree(PROJECT / "docs", pages)
    for file in sorted(pages.glob("*.md")):
        file.write_text(_inward(file.read_text(encoding="utf-8"), pages), encoding="utf-8")
    for name in ALSO:
        if not (pages / name).exists():
            _copy_page(PROJECT / name, pages / name, pages)
    for name, text in reference.pages().items():
        (pages / name).write_text(text, encoding="utf-8")
    for file in sorted(pages.glob("*.md")):
        file.write_text(_titled(file.read_text(encoding="utf-8"), pages), encoding="utf-8")
    shutil.copytree(CONFIG / "assets", pages / "assets")


def _titled(text: str, pages: Path) -> str:
    """Return a page whose links are called as the pages are that they lead to."""

    def called(found: re.Match[str]) -> str:
        title = (pages / found[1]).read_text(encoding="utf-8").partition("\n")[0]
        return f"[{title.removeprefix('# ')}]({found[1]}{found[2] or ''})"

    return NAMED.sub(called, text)


def _inward(text: str, pages: Path) -> str:
    """Return a page whose links out of `docs/` lead to copies, which are made."""

    def copied(found: re.Match[str]) -> str:
        source = PROJECT / found[2]
        target = pages / found[2]
        if source.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".md":
                _copy_page(source, target, pages)
            else:
                shutil.copy(source, target)
        return f"{found[1]}{found[2]}"

    return LINK.sub(copied, text)


def _copy_page(source: Path, target: Path, pages: Path) -> None:
    """Copy a page from beside `docs/`: what it calls `docs/page.md` is beside it now."""
    text = source.read_text(encoding="utf-8").replace("](docs/", "](")
    target.write_text(text, encoding="utf-8")
    for name in re.findall(r"\]\(([^)#:\s]+)", text):
        beside = PROJECT / name
        if beside.is_file() and not (pages / name).exists():
            (pages / name).parent.mkdir(parents=True, exist_ok=True)
            if beside.suffix == ".md":
                _copy_page(beside, pages / name, pages)
            else:
                shutil.copy(beside, pages / name)


def finish(site: Path) -> None:
    """Make every page load from the site alone; one that would not ends this."""
    found = []
    for page in sorted(site.rglob("*.html")):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        text = page.read_text(encoding="utf-8").replace(SHIM, f"{up}{OWN_SHIM}")
        page.write_text(text, encoding="utf-8")
    for page in sorted([*site.rglob("*.html"), *site.rglob("*.css")]):
        found += [f"{page.relative_to(site)}: {url}" for url in loaded_from_outside(page)]
    if found:
        sys.exit("would be loaded from somewhere else:\n" + "\n".join(found))


def loaded_from_outside(page: Path) -> Iterator[str]:
    """Yield the addresses that a page, or a style, would load something from."""
    text = CANONICAL.sub("", page.read_text(encoding="utf-8"))
    for groups in LOADED.findall(text):
        yield from filter(None, groups)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
