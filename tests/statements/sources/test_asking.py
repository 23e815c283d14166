"""One address asked, whatever answers."""

import pytest

from statements.sources import asking
from statements.sources.asking import Answer, ask, may_be_asked, seconds_of


@pytest.mark.parametrize("path", ["/200", "/200/a b", "/200/ä?q=ü&b=%20", "/200#part"])
def test_page_that_answers_is_there(site, path):
    answer = ask(site.url(path))

    assert answer == Answer(200)
    assert answer.is_there
    assert [method for method, _path, _agent in site.asked] == ["HEAD"]


def test_who_asks_says_who_it_is(site, settings):
    settings.SITE_NAME, settings.SITE_URL = "Archive of ΚΚ", "https://archive.example.org"

    ask(site.url("/200"))

    assert site.asked[0][2] == "Archive of check of sources (+https://archive.example.org)"


def test_page_that_moved_is_there_and_its_place_is_told(site):
    answer = ask(site.url("/moved/3"))

    assert (answer.status, answer.says) == (200, site.url("/200"))


def test_page_that_moved_to_an_address_in_another_script_is_found(site):
    assert ask(site.url("/greek")).status == 200


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/loop", "redirects in a circle"),
        ("/moved/20", "too many redirects"),
        ("/reset", "connection broken off"),
        ("/nonsense", "no sound answer (BadStatusLine)"),
        ("/file", "no http address"),
    ],
)
def test_what_gives_no_page_says_why(site, path, says):
    answer = ask(site.url(path))

    assert (answer.status, answer.says, answer.is_there) == (None, says, False)


@pytest.mark.parametrize("status", [400, 404, 410, 500, 502])
def test_page_that_is_not_there_gives_its_status_after_a_second_question(site, status):
    answer = ask(site.url(f"/{status}"))

    assert answer.status == status
    assert answer.says.startswith(str(status))
    assert not answer.is_there
    assert [method for method, _path, _agent in site.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [401, 403, 451])
def test_page_that_we_may_not_see_is_there(site, status):
    assert ask(site.url(f"/{status}")).is_there


@pytest.mark.parametrize("path", ["/headless", "/badhead"])
def test_server_that_refuses_heads_is_asked_for_the_page(site, path):
    assert ask(site.url(path)) == Answer(200)


def test_busy_server_says_how_long_it_wants_to_be_left_alone(site):
    answer = ask(site.url("/busy"))

    assert (answer.status, answer.wait, answer.is_busy) == (429, 3600, True)
    assert len(site.asked) == 1


def test_page_of_a_terabyte_is_not_read(site, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_IN_ALL", 5)

    assert ask(site.url("/huge")) == Answer(200)


def test_server_that_does_not_answer_is_given_up(site, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_TO_ANSWER", 0.2)

    assert ask(site.url("/slow")).says == "no answer in time"


def test_server_that_answers_a_letter_at_a_time_is_given_up(site, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_IN_ALL", 0.5)

    answer = ask(site.url("/drip"))

    assert (answer.status, answer.is_there) == (None, False)


def test_secure_connection_to_what_has_none_is_named(site):
    answer = ask(site.url("/200").replace("http:", "https:"))

    assert answer.says.startswith("no secure connection")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://0.0.0.0:9/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
    ],
)
def test_address_inside_a_private_network_is_not_asked(url):
    assert ask(url).says == "an address inside a private network, which is not asked"


def test_address_inside_a_private_network_is_not_asked_after_a_redirect_either(site):
    answer = ask(site.url("/away"))

    assert answer.says == "an address inside a private network, which is not asked"
    assert {path for _method, path, _agent in site.asked} == {"/away"}


@pytest.mark.parametrize("text", ["93.184.216.34", "2606:4700::1111"])
def test_address_of_the_public_internet_may_be_asked(text):
    assert may_be_asked(text, 443)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://[",
        "http://a:b/",
        "http://example..org/",
        "http://a\0b/",
        "http://" + "a" * 300 + ".example/",
        "ftp://example.org/",
        "http://user:secret@[::1]/",
        "",
    ],
)
def test_what_is_no_address_is_said_to_be_none(url):
    answer = ask(url)

    assert answer.status is None
    assert answer.says


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("99999999999", 604_800),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("soon", 0),
        ("", 0),
        ("-5", 0),
    ],
)
def test_wish_to_be_left_alone_is_read_as_seconds(header, seconds):
    assert seconds_of(header) == seconds
