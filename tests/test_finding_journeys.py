"""The list that follows as one chooses, and the same without JavaScript, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from imcwp_site.filing import filing_key
from tests.conftest import PATIENCE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("live_archive"),
    pytest.mark.django_db(transaction=True),
]


def heading(page):
    return page.get_by_role("heading", level=1)


def box(page, name):
    return page.get_by_role("checkbox", name=name)


def test_list_follows_what_is_chosen_and_goes_back(page, console_errors):
    page.goto("/statements/")
    syria = box(page, "Syria")
    syria.focus()

    page.keyboard.press("Space")

    expect(heading(page)).to_have_text(re.compile(r"^\d+ statements about Syria$"))
    expect(syria).to_be_checked()
    expect(syria).to_be_focused()
    expect(page).to_have_url(re.compile(r"/statements/\?topic=syria$"))
    expect(page).to_have_title(re.compile(r"statements about Syria"))
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\d+ statements$"))
    assert page.locator("link[rel=alternate][href='/statements.rss?topic=syria']").count() == 1
    assert page.get_by_role("link", name="Remove filter: Syria").is_visible()

    page.go_back()

    expect(heading(page)).to_have_text("285 statements")
    expect(syria).not_to_be_checked()
    assert console_errors == []


FOUR_TOPICS = "topic=elections&topic=imcwp-process&topic=middle-east&topic=palestine"


@pytest.mark.parametrize("scripts", [True, False])
def test_numbers_crosses_and_languages_lead_on_under_a_long_query(scripts, browser, live_server):
    page = browser.new_page(base_url=live_server.url, java_script_enabled=scripts)
    page.goto(f"/statements/?{FOUR_TOPICS}")

    number = page.locator("[data-live=party] .facet button").first
    count = number.inner_text()
    number.click()
    expect(heading(page)).to_have_text(re.compile(f"^{count} statements? by .* about Elections"))

    page.get_by_role("button", name="Remove filter: Middle East").click()
    expect(heading(page)).not_to_have_text(re.compile("Middle East"))
    expect(page).to_have_url(re.compile("topic=elections&topic=imcwp-process&topic=palestine&pa"))

    page.locator(".tongue summary").click()
    page.get_by_role("button", name="Français").click()
    expect(page).to_have_url(re.compile("/fr/statements/[?]topic=elections&.*&party="))
    page.close()


def test_long_filter_opens_in_its_place_under_a_long_query_and_stays(page, console_errors):
    page.goto(f"/statements/?{FOUR_TOPICS}")
    party = page.locator("[data-live=party]")

    party.get_by_role("button", name=re.compile("^All [0-9]+ parties$")).click()
    rows = party.locator(".facet > li")
    expect(rows.nth(60)).to_be_visible()
    number = rows.count()
    rows.nth(60).get_by_role("checkbox").check()

    expect(heading(page)).to_have_text(re.compile("^[0-9]+ statements? by "))
    assert rows.count() == number
    assert console_errors == []


def test_all_parties_that_are_opened_in_their_place_stand_by_name_as_the_few_did(page):
    page.goto("/statements/?party=gr-kke")
    names = page.locator("[data-live=party] .facet > li label")
    few = [name.strip() for name in names.all_inner_texts()]

    page.get_by_role("link", name=re.compile(r"All \d+ parties")).click()
    expect(names.nth(60)).to_be_attached()
    shown = [name.strip() for name in names.all_inner_texts()]

    assert shown[0] == few[0]
    assert shown[0].startswith("KKE")
    assert [name for name in shown if name in few] == few
    assert shown[1:] == sorted(shown[1:], key=lambda name: filing_key(name.split(" – ")[0]))


def test_ticked_topic_keeps_its_place_under_the_one_above_it(page):
    page.goto("/statements/")
    rows = page.locator("[data-live=topic] .facet > li")
    before = rows.all_inner_texts()
    at = [text.split("\n")[0].strip() for text in before].index("Iran")

    rows.nth(at).get_by_role("checkbox").check()

    expect(heading(page)).to_have_text(re.compile("about Iran$"))
    names = [text.split("\n")[0].strip() for text in rows.all_inner_texts()]
    assert names.index("Iran") == at
    expect(rows.nth(at)).to_have_class("under")
    expect(rows.nth(names.index("Middle East"))).not_to_have_class("under")

    page.reload()

    expect(rows.nth(0)).to_contain_text("Middle East")
    expect(rows.nth(1)).to_contain_text("Iran")
    expect(rows.nth(1)).to_have_class("under")


def test_order_follows_the_words_that_are_typed(page):
    page.goto("/statements/")
    order, words = page.get_by_label("Order"), page.get_by_label("Words")

    words.press_sequentially("peace")
    expect(heading(page)).to_have_text(re.compile("with “peace”"))

    expect(words).to_be_focused()
    expect(order.locator("option:checked")).to_have_text("best match first")
    words.fill("")
    expect(order.locator("option:checked")).to_have_text("newest first")


def test_first_result_is_four_keys_away_also_after_the_list_has_followed(page):
    page.goto("/statements/")
    box(page, "Syria").click()
    expect(heading(page)).to_have_text(re.compile("about Syria"))
    page.reload()

    for key in ("Tab", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)

    expect(page.locator("ul.rows a").first).to_be_focused()


def test_date_that_is_half_written_is_no_mistake_until_the_box_is_left(page):
    page.goto("/statements/")
    since = page.get_by_label("Issued since")

    since.press_sequentially("20")
    page.wait_for_timeout(1_500)
    half_written = page.get_by_text("is not a date").count()
    since.press_sequentially("18")
    expect(heading(page)).to_have_text(re.compile("since 2018"))
    typed = since.input_value()
    since.fill("soon")
    since.blur()

    expect(page.get_by_text("“soon” is not a date").first).to_be_visible()
    assert (half_written, typed) == (0, "2018")
    assert since.input_value() == "soon"


def test_of_answers_out_of_order_the_last_question_s_is_shown(page):
    page.goto("/statements/")

    page.route("**/statements/?topic=middle-east", lambda route: None)  # never answered
    box(page, "Middle East").check()
    box(page, "Middle East").uncheck()
    box(page, "Africa").check()

    expect(heading(page)).to_have_text(re.compile("statements about Africa$"))


@pytest.mark.parametrize("is_refused", [True, False])
def test_list_that_cannot_follow_is_visited(page, is_refused):
    """Refused at once, or not answered while one has patience."""
    page.clock.install()
    page.goto("/statements/")
    page.evaluate("window.isOld = true")

    def answer(route):
        if route.request.resource_type != "fetch":
            route.continue_()
        elif is_refused:
            route.abort()

    page.route("**/statements/?topic=syria", answer)
    box(page, "Syria").check()
    page.clock.fast_forward(5_000)

    expect(heading(page)).to_have_text(re.compile("about Syria$"))
    assert page.evaluate("window.isOld") is None


def test_all_values_unfold_in_place_and_are_narrowed_by_keyboard(page, console_errors):
    page.goto("/statements/?topic=middle-east")
    page.get_by_role("link", name=re.compile(r"All \d+ parties")).press("Enter")
    narrow = page.get_by_label("Narrow by name")
    expect(narrow).to_be_focused()

    page.keyboard.type("bohémia")
    expect(page.get_by_text(re.compile(r"^1 of \d+ shown$"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    expect(heading(page)).to_have_text(re.compile("by KSČM about Middle East"))
    expect(box(page, "KSČM")).to_be_focused()
    assert narrow.input_value() == "bohémia"
    assert console_errors == []


@pytest.fixture
def plain(browser, live_server):
    """A page without JavaScript, as narrow as the smallest phone."""
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 320, "height": 700},
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_value_of_a_long_filter_is_found_and_left_out_without_javascript(plain):
    plain.goto("/statements/?topic=middle-east")
    plain.locator("summary").filter(has_text="Filter and sort").click()
    plain.get_by_role("link", name=re.compile(r"All \d+ parties")).click()
    plain.get_by_label("Narrow by name").fill("greece")
    plain.get_by_role("button", name="Narrow").click()
    box(plain, "KKE").check()
    plain.get_by_role("button", name="Show statements").first.click()
    expect(heading(plain)).to_have_text(re.compile("by KKE about Middle East"))

    plain.locator("summary").filter(has_text="Filter and sort").click()
    plain.get_by_role("group", name="Filter by topic").get_by_role("link", name="Leave out").click()
    box(plain, "not Syria").check()
    plain.get_by_role("button", name="Show statements").first.click()

    expect(heading(plain)).to_have_text(re.compile("about Middle East not about Syria"))
    assert plain.get_by_role("link", name="Remove filter: not Syria").is_visible()


def test_bar_of_the_histogram_leads_to_its_year_and_its_month(plain):
    plain.goto("/statements/?kind=joint-statement")

    plain.get_by_role("link", name=re.compile(r"^2019: ")).focus()
    plain.keyboard.press("Enter")
    expect(heading(plain)).to_have_text(re.compile(", 2019$"))
    number = plain.get_by_role("link", name=re.compile(r"^October 2019: ")).first
    count = re.search(r": (\d+)", number.text_content())[1]
    number.click()

    expect(heading(plain)).to_have_text(re.compile(rf"^{count} statements? .*, October 2019$"))


@pytest.mark.parametrize("address", ["/statements/choose/party/", "/statements/?topic=cuba"])
def test_page_fits_the_smallest_phone(browser, live_server, address):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 320, "height": 700})
    page = context.new_page()

    page.goto(address)
    for summary in page.locator("summary:visible").all():
        summary.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
