"""A slip in a stylesheet swallows, without a word, all that stands below it."""

import re

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "static").glob("*.css")])
def test_stylesheet_closes_what_it_opens(name):
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / f"{name}.css").read_text(), flags=re.DOTALL)

    assert css.count("{") == css.count("}")
    assert not re.search(r"^(<<<<<<<|=======|>>>>>>>)", css, flags=re.MULTILINE)
