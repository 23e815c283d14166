"""A slip in a stylesheet swallows, without a word, all that stands below it."""

import re

import pytest

from imcwp_site.palette import palette
from tests.conftest import ROOT


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "static").glob("*.css")])
def test_stylesheet_closes_what_it_opens(name):
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / f"{name}.css").read_text(), flags=re.DOTALL)

    assert css.count("{") == css.count("}")
    assert not re.search(r"^(<<<<<<<|=======|>>>>>>>)", css, flags=re.MULTILINE)


def test_browsers_that_know_no_pairs_of_colours_paint_those_of_the_day():
    css = (ROOT / "static" / "site.css").read_text()

    by_itself = dict(re.findall(r"--(\w+): (#\w{6});", css))

    assert by_itself == {name: day for name, (day, _night) in palette().colours.items()}
