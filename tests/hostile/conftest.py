"""The vectors, and a browser that tells whether anything ran."""

import pytest

from tests.conftest import lacking
from tests.hostile import vectors as batteries
from tests.hostile.archive import write_archive
from tests.hostile.watching import Watch
from tests.statements.archives import run_import


@pytest.fixture(scope="session")
def vectors(browser) -> list[str]:
    """Every vector once; of each battery as many as it must hold."""
    if not (batteries.DOMPURIFY.exists() and batteries.BLEACH.is_dir()):
        lacking(
            f"The vectors of DOMPurify and bleach are not there: put them at {batteries.PLACE} "
            "as .ci/run does, or set VECTORS."
        )
    found = {
        "dompurify": batteries.of_dompurify(browser),
        "bleach": batteries.of_bleach(),
        "own": batteries.of_our_own(),
    }
    unique = {name: list(dict.fromkeys(texts)) for name, texts in found.items()}
    assert {name for name, texts in unique.items() if len(texts) < batteries.LEAST[name]} == set()
    return list(dict.fromkeys(text for texts in unique.values() for text in texts))


@pytest.fixture
def windows(browser, live_server):
    """Two windows that note whatever runs: one bypasses the policy, in one it is in force."""
    windows = [Watch(browser, live_server.url, bypass_csp=bypass) for bypass in (True, False)]
    yield windows
    for window in windows:
        window.close()


@pytest.fixture
def filled(vectors, tmp_path, transactional_db) -> list[str]:
    """The vectors, taken into the archive by an import."""
    outcome = run_import(write_archive(tmp_path / "archive", vectors))
    assert outcome.refusals == []
    assert outcome.failure is None
    return vectors
