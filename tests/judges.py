"""The tools of others that judge what cse-check hands out; a test whose tool is not here skips."""

import importlib.util
import shutil
from pathlib import Path

import pytest

OUTSIDE = Path(__file__).parent / "outside"
"""Its folders hold what npm installs, by lock: `make outside`."""

ODK = OUTSIDE / "odk" / "node_modules"
FHIR = OUTSIDE / "fhir" / "node_modules"

NODE = shutil.which("node")
JAVA = shutil.which("java")

needs_java = pytest.mark.skipif(not JAVA, reason="needs Java (apt-get install default-jre)")
needs_node = pytest.mark.skipif(not NODE, reason="needs Node.js (apt-get install nodejs)")
needs_odk = pytest.mark.skipif(not ODK.is_dir(), reason="needs ODK's web forms (make outside)")
needs_fhir = pytest.mark.skipif(not FHIR.is_dir(), reason="needs FHIR's judges (make outside)")


def needs(library: str) -> pytest.MarkDecorator:
    """Skip where a library of the group `outside` is not installed."""
    found = importlib.util.find_spec(library) is not None
    return pytest.mark.skipif(not found, reason=f"needs {library} (make outside)")
