"""The vectors: from the tests of two sanitisers as their registries give them, and our own.

They lie in `var/vectors` or where VECTORS says, `dompurify/` and `bleach/`; `.ci/run` gets them.
"""

import ast
import os
from pathlib import Path

from tests.hostile import own
from tests.test_text import ATTACKS

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("VECTORS") or ROOT / "var" / "vectors")
DOMPURIFY = PLACE / "dompurify" / "test" / "fixtures" / "expect.js"
BLEACH = PLACE / "bleach" / "tests"
# What the batteries hold at least, lest one be empty and nobody see it.
LEAST = {"dompurify": 160, "bleach": 350, "own": 150}


def of_dompurify(browser) -> list[str]:
    """Read the battery of DOMPurify, which is JavaScript, by a browser that is given nothing."""
    page = browser.new_page()
    read = "source => new Function('module', source + '; return module.exports')({})"
    cases = page.evaluate(read, DOMPURIFY.read_text(encoding="utf-8"))
    page.close()
    return [case["payload"] for case in cases]


def of_bleach() -> list[str]:
    """Read the texts with markup that stand in the tests of bleach, and the files beside them."""
    found = []
    for name in ("test_clean", "test_css", "test_html5lib_shim", "test_unicode"):
        for node in ast.walk(ast.parse((BLEACH / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    for path in sorted((BLEACH / "data").glob("*.test")):
        found.append(path.read_text(encoding="utf-8").partition("\n--")[0])
    return [text for text in found if set("<&") & set(text)]


def of_our_own() -> list[str]:
    return [*own.ALL, *ATTACKS.values()]
