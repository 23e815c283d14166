"""The design: its contrasts, and the page that shows its type, colours and parts."""

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from imcwp_site.palette import contrast, palette
from imcwp_site.showing import USES
from tests.conftest import ROOT
from tests.factories import make_meeting, make_party, make_statement, make_topic

ADDRESS = "/about/design/"
TEXT, LABEL, CONTROL = 7, 4.5, 3
NEEDED = {"ink": TEXT, "faint": LABEL, "accent": LABEL, "edge": CONTROL}


# Contrasts


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#8c1219", "#8c1219") == 1


@pytest.mark.parametrize(("name", "needed"), NEEDED.items())
def test_colour_stands_out_from_the_paper_by_day_and_by_night(name, needed):
    found = palette().contrast(name)

    assert min(found.light, found.dark) >= needed
    assert min(found.more_light, found.more_dark) >= max(needed, TEXT)


@pytest.mark.parametrize("ground", ["came", "went"])
def test_text_can_be_read_on_what_changed(ground):
    assert min(palette().contrasts("ink", ground)) >= TEXT


def test_small_type_is_no_smaller_than_14_pixels_and_there_are_five_sizes():
    sizes = list(palette().sizes.values())

    assert len(sizes) == 5
    assert sizes == sorted(sizes)
    assert sizes[0] >= 14


# The page


def test_every_colour_of_the_stylesheet_has_a_use_and_a_swatch():
    css = (ROOT / "static" / "design.css").read_text()

    assert set(USES) == set(palette().colours)
    for name in USES:
        assert f".swatch.{name} {{\n  background: var(--{name});" in css


@pytest.mark.django_db
def test_page_shows_sizes_scripts_colours_and_parts(client, archive):
    response = client.get(ADDRESS)

    page = html.fromstring(response.content)
    assert len(response.content) < 50_000
    assert page.xpath('//section[@aria-labelledby="type"]//div[@class="text"]/@lang') == [
        *("en", "el", "ru", "ar")
    ]
    assert "documentary archive" in page.xpath('//div[@class="text"][@lang="en"]')[0].text_content()
    assert f"{palette().contrast('ink').light:.1f}" in response.text
    for part in (
        *("rows", "empty", "facts", "chosen", "facet", "errorlist", "notice", "pages", "text"),
    ):
        assert page.xpath(f'//*[@class="{part}"]'), part
    assert page.xpath('//li[@id="fn-en-1"]')


@pytest.mark.django_db
def test_page_of_pictures_shows_their_parts(client, archive):
    page = html.fromstring(client.get(f"{ADDRESS}pictures/").content)

    for part in ("histogram", "inline more", "matrix whole", "narrowing", "errorlist"):
        assert page.xpath(f'//*[@class="{part}"]'), part


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}pictures/"])
def test_page_names_files_that_there_are(client, archive, address):
    files = html.fromstring(client.get(address).content).xpath('//p[@class="hint"]/code/text()')

    assert len(files) >= 4
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.django_db
def test_page_of_an_empty_archive_shows_what_it_can(client):
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert "Ελληνικά" in response.text
    assert client.get(f"{ADDRESS}pictures/").status_code == 200


@pytest.mark.django_db
def test_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for year in (2001, 2002, 2003):
        meeting = make_meeting(kind="ordinary", start=PartialDate(year))
        make_statement(parties=[make_party()], topics=[make_topic()], meeting=meeting)
    client.get(ADDRESS)

    # The index and what is scheduled; statements with signatures, texts, topics, names of kinds;
    # the meeting with hosts, themes, counts, dates, bulletins; a document.
    with django_assert_num_queries(14):
        assert client.get(ADDRESS).status_code == 200
    # The index and what is scheduled; parties of list and form, meetings.
    with django_assert_num_queries(5):
        assert client.get(f"{ADDRESS}pictures/").status_code == 200


@pytest.mark.django_db
def test_documents_lead_to_the_page(client, archive):
    page = html.fromstring(client.get("/about/").content)

    assert page.xpath('//nav[@aria-labelledby="documents"]//a/@href')[-1] == ADDRESS


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asked", ["no-preference", "more"])
def test_browser_paints_the_colours_whose_contrasts_are_given(page, scheme, asked):
    page.emulate_media(color_scheme=scheme, contrast=asked)

    page.goto(ADDRESS)

    for name in USES:
        meant = palette().seen_as(name) if asked == "more" else name
        colour = palette().colours[meant][scheme == "dark"]
        painted = page.locator(f".swatch.{name}").evaluate(
            "swatch => getComputedStyle(swatch).backgroundColor"
        )
        assert painted == f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"
