"""The answers to a search: passages, leads, records, other words, and the page of them all."""

import time
from urllib.parse import quote

import pytest
from lxml import etree, html

from imcwp_site.dates import PartialDate
from parties.models import PartyName
from statements.index.shape import Level
from statements.models import Attachment
from statements.search import matching, suggesting
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic
from tests.search.texts import saying

pytestmark = pytest.mark.django_db


def page_of(client, q: str, address: str = "/search/", status: int = 200, more: str = ""):
    response = client.get(f"{address}?q={quote(q)}{more}")
    assert response.status_code == status
    return html.fromstring(response.content.decode()).get_element_by_id("content")


def words_of(elements) -> list[str]:
    return [" ".join(one.text_content().split()) for one in elements]


def leads_of(client, q: str) -> list[tuple[str, str]]:
    found = page_of(client, q).xpath(".//ul[@class='leads']/li")
    return [(one.find("a").get("href"), one.find("small").text) for one in found]


# Passages


def test_row_shows_the_passage_with_marks_in_its_direction(client):
    statement = make_statement(title="On peace")
    body = f"<p>{'other words ' * 50}<b>والسلام</b> &amp; <i>peace</i></p>"
    make_text(statement, language="ar", title="x", body=body)

    row = page_of(client, "سلام", "/statements/").find_class("passage")[0]

    assert row.find("span").attrib == {"lang": "ar", "dir": "rtl"}
    assert words_of(row.iter("mark")) == ["والسلام"]
    assert row.text_content().endswith("& peace")


def test_row_marks_the_words_of_its_title(client):
    make_statement(title="War & peace")

    title = page_of(client, "peace", "/statements/").find_class("title")[0]

    assert title.text_content() == "War & peace"
    assert words_of(title.iter("mark")) == ["peace"]


def test_words_that_stand_only_in_a_file_are_shown_with_its_name(client):
    saying("Seven zeppelins over the harbour", level=Level.FILE)
    file = Attachment.objects.get()

    passage = page_of(client, "zeppelin", "/statements/").find_class("passage")[0]

    assert passage.text_content() == "In the file scan.pdf: Seven zeppelins over the harbour"
    assert passage.find(".//a").get("href") == file.get_absolute_url()


# Leads


def test_number_reference_and_address_of_a_statement_lead_to_it(client):
    statement = make_statement(reference="st-7")

    numbers = [f"{said}{statement.pk}" for said in ("", "#", "/s/", "no. ", "№ ", "statement nº ")]
    for q in (*numbers, "st-7"):
        assert leads_of(client, str(q)) == [(statement.get_absolute_url(), "statement")]
    url = f"http://localhost{statement.get_absolute_url()}"
    assert leads_of(client, url) == [(statement.get_absolute_url(), "statement")]


def test_number_of_a_draft_leads_nowhere(client):
    assert leads_of(client, str(make_statement(published=False).pk)) == []


def test_date_leads_to_its_archive_where_something_was_issued(client):
    make_statement(issued=PartialDate(2019, 10, 18))

    assert leads_of(client, "18 October 2019") == [("/statements/2019/10/18/", "date")]
    assert leads_of(client, "18 October 2018") == []


@pytest.mark.parametrize(
    "q",
    ["21 IMCWP", "imcwp 21", "21. IMCWP", "IMCWP21", "21st meeting", "Izmir 2019", "imcwp-21",
     "21st International Meeting of Communist and Workers’ Parties", "XXI IMCWP",
     "21 meeting Izmir", "the 21st IMCWP in Izmir, 2019", "21", "21. Treffen", "21ª reunión",
     "21º Encuentro",
     "XXI Encuentro Internacional de Partidos Comunistas y Obreros", "EIPCO 21", "21.º EIPCO",
     "21ème rencontre", "21e réunion internationale", "Rencontre internationale n° 21",
     "21ª reunião", "21º Encontro Internacional de Partidos Comunistas e Operários",
     "21-я встреча", "21 МВКРП", "21-я Международная встреча коммунистических и рабочих партий",
     "اللقاء ٢١", "اللقاء الأممي 21 للأحزاب الشيوعية والعمالية", "الاجتماع الـ21",
     "21η Συνάντηση", "21η Διεθνής Συνάντηση Κομμουνιστικών και Εργατικών Κομμάτων",
     "twenty-first meeting", "vigésimo primer encuentro", "la vigesimoprimera reunión",
     "vingt et unième rencontre", "vigésima primeira reunião", "двадцать первая встреча",
     "اللقاء الحادي والعشرون", "εικοστή πρώτη συνάντηση", "yirmi birinci toplantı",
     "21. toplantı", "21. Uluslararası Komünist ve İşçi Partileri Toplantısı", "21'inci buluşma"],
)  # fmt: skip
def test_what_people_call_a_meeting_leads_to_it(client, q):
    make_meeting(kind="ordinary", number=21, slug="imcwp-21", city="Izmir", start=PartialDate(2019))

    assert leads_of(client, q) == [("/meetings/imcwp-21/", "meeting")]


@pytest.mark.parametrize(
    "q", ["21 parties", "21st", "21 22 meeting", "meeting", "21 meeting Lisbon", "121st meeting"]
)
def test_what_is_no_name_of_a_meeting_does_not_lead_to_it(client, q):
    make_meeting(kind="ordinary", number=21, slug="imcwp-21", city="Izmir", start=PartialDate(2019))

    assert leads_of(client, q) == []


def test_lone_number_leads_to_the_meeting_and_to_the_statement(client):
    statement = make_statement()
    make_meeting(kind="ordinary", number=statement.pk, slug="imcwp")

    assert leads_of(client, str(statement.pk)) == [
        ("/meetings/imcwp/", "meeting"),
        (statement.get_absolute_url(), "statement"),
    ]
    assert leads_of(client, f"#{statement.pk}") == [(statement.get_absolute_url(), "statement")]


def test_what_is_longer_than_a_search_leads_nowhere(client):
    statement = make_statement()

    assert leads_of(client, f"{'x' * 200}/s/{statement.pk}") == []


def test_name_that_parties_share_leads_to_all_of_them(client):
    first = make_party(name="A", abbreviation="EPL", slug="a")
    PartyName.objects.create(
        party=make_party(name="B", slug="b"),
        kind="former",
        text="Example League",
        abbreviation="EPL",
    )

    assert leads_of(client, "epl") == [("/parties/a/", "party"), ("/parties/b/", "party")]
    assert leads_of(client, "example league") == [("/parties/b/", "party")]
    assert leads_of(client, "example") == []
    assert leads_of(client, first.slug) == [("/parties/a/", "party")]


def test_way_to_a_party_says_its_country(client):
    make_party(abbreviation="EPL", slug="a", country="GR")
    make_party(abbreviation="EPL", slug="b")

    ways = [("/parties/a/", "party, Greece"), ("/parties/b/", "party")]

    assert sorted(leads_of(client, "epl")) == ways


def test_part_of_the_name_of_one_party_leads_to_it(client):
    make_party(name="Example Party of Freedonia", slug="a")
    make_party(name="Example Party of the Blue Steppe", slug="b")
    make_topic(name="Blue whales and green parties")

    assert leads_of(client, "blue steppe") == [("/parties/b/", "party")]
    assert leads_of(client, "parties of the blue steppes") == [("/parties/b/", "party")]
    for q in ("steppe", "of the blue", "example party", "steppe blue", "green parties"):
        assert leads_of(client, q) == [], q


# Parties, meetings and topics


def test_records_are_found_by_names_and_notes_the_best_first(client):
    party = make_party(name="Example Party of Freedonia", abbreviation="EPF")
    PartyName.objects.create(party=party, kind="former", text="League of the Steppe")
    topic = make_topic(name="Steppe", slug="steppe")
    make_topic(name="Nature", slug="nature", scope_note="Forest, steppe and sea")
    make_statement(topics=[topic])

    page = page_of(client, "steppe")

    found = [
        words_of(page.xpath(f".//section[h2/@id='{kind}']//li")) for kind in ("party", "topic")
    ]
    assert found == [
        ["Example Party of Freedonia (EPF) as League of the Steppe"],
        ["Steppe 1 statement", "Nature"],
    ]
    assert words_of(page.find_class("totals")) == ["Statements 1 Parties 1 Meetings 0 Topics 2"]


def test_more_records_than_the_best_few_are_folded_away(client):
    for n in range(7):
        make_party(name=f"Example Party of Land {n}")

    page = page_of(client, "example")

    assert words_of(page.iter("summary")) == ["2 more"]
    assert len(page.xpath(".//details//li")) == 2


# Other words


def test_word_that_finds_nothing_is_mended_but_never_replaced(client):
    party = make_party(slug="p", abbreviation="EPL")
    saying("a lighthouse", parties=[party])
    saying("two lighthouses")
    saying("lighthorse")

    page = page_of(client, "lighthuose", "/statements/")
    filtered = page_of(client, "lighthuose", "/statements/", more="&party=p")

    (link,) = page.xpath(".//p[@class='suggestion']/a")
    assert (link.text, link.get("href")) == ("lighthouse", "/statements/?q=lighthouse")
    assert words_of(page.find_class("suggestion")) == ["Did you mean lighthouse? 2 statements"]
    assert words_of(filtered.find_class("suggestion")) == ["Did you mean lighthouse? 1 statement"]
    assert page.find(".//h1").text == "0 statements with “lighthuose”"


def test_misspelt_name_is_mended(client):
    make_statement(parties=[make_party(name="Example Party of Freedonia")])

    assert words_of(page_of(client, "Fredonia").find_class("suggestion")) == [
        "Did you mean freedonia? 1 statement"
    ]


def test_word_is_not_mended_to_one_that_finds_nothing_beside_the_others(client):
    saying("a lighthouse")
    saying("the sea")

    assert page_of(client, "lighthuose sea").find_class("suggestion") == []


def test_three_words_at_most_are_mended(client):
    saying("a lighthouse, a harbour, a zeppelin and meadows")

    three = page_of(client, "lighthuose harbuor zepelin meadows")
    four = page_of(client, "lighthuose harbuor zepelin medaows")

    assert words_of(three.find_class("suggestion")) == [
        "Did you mean lighthouse harbour zeppelin meadows? 1 statement"
    ]
    assert four.find_class("suggestion") == []


# Fewer words


@pytest.mark.parametrize(
    ("q", "shorter"),
    [
        ("arms zzzz", [("arms", "1 statement")]),
        ('"arms race" zzzz', [('"arms race"', "1 statement")]),
        ('"race arms" zzzz', []),
        ('peace zzzz -"cold war"', [('peace -"cold war"', "1 statement")]),
        ("peace-talks zzzz", []),
        ("peace war zzzz", [("peace war", "1 statement")]),
        ("arms peace", [("peace", "2 statements"), ("arms", "1 statement")]),
    ],
)
def test_fewer_words_are_offered_with_the_count_that_they_give(client, q, shorter):
    for text in ("an arms race", "peace, no cold war", "talks of peace"):
        saying(text)

    offered = page_of(client, q, "/statements/").xpath(".//div[@class='shorter']//li")

    assert [(one.find("a").text, one.find("small").text) for one in offered] == shorter


def test_the_rarest_of_very_many_words_are_left_out(client):
    pairs = [f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(60)]
    saying(" ".join(pairs[:-2]), "zh")
    began = time.process_time()

    offered = page_of(client, " ".join(pairs), "/statements/").find_class("shorter")

    assert words_of(offered[0].iter("a")) == [" ".join(pairs[:-2])]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("q", "shorter"),
    [
        ("what did the EPF say about harbours", ["EPF harbours"]),
        ("statement by the Freedonian party", ["Freedonian party"]),
        ("qué dijo EPF sobre harbours", ["EPF harbours"]),
        ("EPF zeppelin lighthouse", ["EPF"]),
        ("EPF zeppelin harbours", ["EPF harbours"]),
        ('"what did" EPF', ["EPF"]),
        ("what did you say", []),
    ],
)
def test_words_that_tell_little_are_left_out_first_and_names_last(client, q, shorter):
    party = make_party(name="Freedonian Party", abbreviation="EPF")
    saying("harbours", parties=[party])
    saying("a zeppelin over the lighthouse")

    offered = page_of(client, q, "/statements/").xpath(".//div[@class='shorter']//li/a")

    assert words_of(offered) == shorter


def test_what_fewer_words_find_is_offered_and_shown(client):
    saying("a lighthouse by the sea")
    saying("a lighthouse in the steppe")

    page = page_of(client, "lighthouse sea zeppelin")

    assert words_of(page.find_class("notice")) == [
        "Nothing has all of these words. This is found by lighthouse sea:"
    ]
    assert not page.find_class("shorter")  # it would say the same again
    assert len(page.find_class("rows")[0]) == 1
    assert [one.text_content().split()[:2] for one in page.find_class("totals")] == [
        ["Statements", "1"]
    ]


def test_mended_words_are_taken_where_more_of_them_stay(client):
    saying("a lighthouse by the sea")

    page = page_of(client, "lighthuose zeppelin sea", "/statements/")

    assert words_of(page.find_class("shorter")[0].findall(".//li")) == [
        "lighthouse sea 1 statement"
    ]


def test_two_words_written_as_one_are_parted(client):
    saying("an anti-war congress")

    page = page_of(client, "antiwar")

    assert words_of(page.find_class("suggestion")) == ["Did you mean anti-war? 1 statement"]


def test_statements_are_found_by_the_country_of_a_party_in_any_language_of_the_site(client):
    saying("peace", parties=[make_party(name="Example Party", country="DE")])

    for country in ("Germany", "Alemania", "ألمانيا", "Германия"):
        assert len(page_of(client, country).find_class("rows")[0]) == 1, country


def test_party_is_found_by_what_it_is_called_in_other_languages_and_shown_by_its_own_name(client):
    make_party(name="Example Communist Party", abbreviation="ECP", country="GR")
    make_party(name="Example League of Greece", country="GR")
    make_party(name="Example Communist Party of Vietnam", abbreviation="ECPV", country="VN")

    for q in (
        "partido comunista griego",
        "компартия Греции",
        "希腊共产党",
        "Yunan komünist partisi",
    ):
        found = page_of(client, q).xpath(".//section[h2/@id='party']//li")
        assert words_of(found) == ["Example Communist Party (ECP) Greece"], q


# The pages


def test_search_without_words_shows_examples_that_find_something(client):
    party = make_party(name="Example Party of Freedonia", abbreviation="EPF")
    meeting = make_meeting(kind="ordinary", number=3, city="Izmir", start=PartialDate(2019, 10))
    topic = make_topic(name="Steppe")
    make_statement(parties=[party], topics=[topic], meeting=meeting, issued=PartialDate(2019, 10))
    make_statement(topics=[topic])

    links = page_of(client, "").xpath(".//dl//a")

    assert len(links) == 9
    for link in links:
        assert page_of(client, link.text).find_class("rows"), link.text


def test_search_of_an_empty_archive_says_what_can_be_asked(client):
    assert "Statements are found by their words" in page_of(client, "").text_content()
    assert "Nothing in the archive has these words" in page_of(client, "peace").text_content()


def test_list_that_words_alone_leave_empty_says_how_to_search(client):
    make_statement(parties=[make_party(abbreviation="EPF")])

    page = page_of(client, "zzzz", "/statements/")

    assert words_of(page.find_class("empty")[0].findall("p"))[0] == (
        "No statement is found by these words. Another form, another spelling or another language "
        "of a word may find more. Show all statements"
    )
    assert page.xpath(".//dl[@class='examples']//a")
    assert "There would be" not in page.text_content()


def test_words_in_an_empty_list_with_filters_are_said_as_they_are_typed(client):
    make_statement(topics=[make_topic(slug="t", name="Steppe")])
    saying("an arms race for peace")

    page = page_of(client, '"arms race" peace', "/statements/", more="&topic=t")

    assert words_of(page.find_class("empty")[0].findall(".//li")) == [
        '1 statement without the words "arms race" peace',
        "1 statement without “Steppe”",
        "2 statements in the whole archive",
    ]


def test_search_that_finds_something_nearby_shows_no_zeros_and_no_help(client):
    saying("a lighthouse by the sea")

    page = page_of(client, "lighthouse zzzz")

    assert words_of(page.find_class("totals")) == ["Statements 1 Parties 0 Meetings 0 Topics 0"]
    assert words_of(page.find_class("notice")) == [
        "Nothing has all of these words. This is found by lighthouse:"
    ]
    assert not page.find_class("examples")


def test_search_that_finds_nothing_at_all_shows_what_can_be_asked_instead_of_zeros(client):
    make_statement(parties=[make_party(abbreviation="EPF")])

    page = page_of(client, "zzzz")

    assert not page.find_class("totals")
    assert page.xpath(".//dl[@class='examples']//a")


def test_search_keeps_what_was_typed_and_says_what_is_wrong(client):
    page = page_of(client, "???", status=400)

    assert page.xpath(".//input[@name='q']/@value") == ["???"]
    assert words_of(page.find_class("errorlist")) == ["There is no word to look for in “???”."]


def test_list_names_a_wrong_query_beside_its_box_and_the_feed_refuses_it(client):
    page = page_of(client, '-"war"', "/statements/", status=400)
    feed = client.get("/statements.rss?q=-war")

    assert words_of(page.find_class("errorlist")) == [
        "Say also what to find, not only what to leave out."
    ]
    assert feed.status_code == 400
    assert feed.content.decode().startswith("Words: Say also what to find")


def test_words_that_were_left_out_are_named_on_the_page_and_refused_in_the_feed(client):
    q = " ".join(f"word{n}" for n in range(13))

    assert "Left out: “word12”" in page_of(client, q, "/statements/").text_content()
    assert client.get(f"/statements.rss?q={quote(q)}").status_code == 400


def test_what_is_too_much_for_this_archive_is_said_in_page_and_feed_and_refused_in_neither(
    client, monkeypatch
):
    monkeypatch.setattr(matching, "MOST_CANDIDATES", 0)
    saying("A race of arms")

    page = page_of(client, '"arms race"', "/statements/")
    feed = client.get("/statements.rss", {"q": '"arms race"'})

    assert "so they are found in any order" in page.text_content()
    assert feed.status_code == 200
    assert feed.content.decode().count("<item>") == 1
    assert "so they are found in any order" in feed.content.decode()


def test_every_page_has_the_box_and_no_search_is_indexed_or_sets_a_cookie(client):
    saying("peace")

    response = client.get("/search/?q=peace")

    assert b'name="robots" content="noindex"' in response.content
    assert not response.cookies
    assert b'<form class="search" action="/search/" role="search">' in client.get("/").content


def test_browsers_are_told_how_to_search(client):
    response = client.get("/opensearch.xml")

    urls = etree.fromstring(response.content).findall("{*}Url")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert urls[0].get("template") == "http://testserver/search/?q={searchTerms}"


def test_search_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    def add_statements():
        for _ in range(4):
            saying("peace", parties=[make_party()], topics=[make_topic()])
        client.get("/search/?q=peace")  # and the facts are known

    add_statements()
    with django_assert_num_queries(12):
        client.get("/search/?q=peace")
    add_statements()
    with django_assert_num_queries(12):
        client.get("/search/?q=peace")
    # Words like it with those that have them, and all that "peace" itself takes on top.
    with django_assert_num_queries(19):
        client.get("/search/?q=paece")


def test_twelve_unknown_words_take_few_queries(client, django_assert_max_num_queries):
    saying(" ".join(f"lighthouse{letter}" for letter in "abcdefghijkl"), parties=[make_party()])
    unknown = " ".join(f"lighthuose{letter}" for letter in "abcdefghijkl")
    phrases = " ".join(
        f'"lighthouse{two[1]} lighthouse{two[0]}"' for two in ("ab", "cd", "ef", "gh", "ij", "kl")
    )
    client.get("/search/")

    with django_assert_max_num_queries(16):
        client.get(f"/search/?q={unknown}")
    with django_assert_max_num_queries(65):  # six phrases, left out in nine ways
        client.get(f"/search/?q={phrases}")


def test_word_is_compared_with_so_many_and_rather_with_those_more_like_it(client, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_COMPARED", 3)
    saying("lighthouse labourers lifeboats likelihood lieutenant")

    assert words_of(page_of(client, "lighthuose").find_class("suggestion")) == [
        "Did you mean lighthouse? 1 statement"
    ]


def test_fewer_words_are_not_offered_where_their_phrases_take_long_to_look_for(client, monkeypatch):
    monkeypatch.setattr(matching, "MOST_TRIED", 1)
    for _ in range(2):
        saying("an arms race")

    assert page_of(client, '"arms race" zzzz').find_class("shorter") == []


def test_list_with_words_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _ in range(4):
        saying("peace", parties=[make_party()], topics=[make_topic()])
    client.get("/statements/")

    # of the list 9; names, words, leads
    with django_assert_num_queries(12):
        client.get("/statements/?q=peace")
