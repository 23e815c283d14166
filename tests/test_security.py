"""Requests at the edge: only sound ones pass."""

from urllib.parse import quote, unquote_to_bytes

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from imcwp_site.security import MAX_ADDRESS_LENGTH, SoundRequestMiddleware, fault_of_address
from imcwp_site.text import find_unsound


def answer_to(path=b"/", query=""):
    """Send a request with these bytes of path and query string past the middleware."""
    environ = {"PATH_INFO": path.decode("latin-1"), "QUERY_STRING": query}
    request = RequestFactory().get("/", **environ)
    return SoundRequestMiddleware(lambda request: HttpResponse("passed"))(request)


def is_utf8(octets):
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_sound(octets):
    return is_utf8(octets) and not find_unsound(octets.decode())


@pytest.mark.parametrize(
    "query",
    [
        *("", "q=peace", "q=two+words&party=gr-kke", "q=%D9%85%D8%A4%D8%AA%D9%85%D8%B1", "q=%"),
        *(
            "q=%zz",
            "q=100%25",
            "&&&",
            "=",
            "q=a%0D%0Ab",
            "q=%09",
            "q=" + "a" * 7_000,
            "q=%F0%9F%99%82",
        ),
    ],
)
def test_sound_query_passes(query):
    assert answer_to(query=query).content == b"passed"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=%00", "U+0000"),
        ("q=a%00b&page=2", "U+0000"),
        ("page=1%00", "U+0000"),
        ("%00=1", "U+0000"),
        ("q=\0", "U+0000"),
        ("q=%1b[31m", "U+001B"),
        ("q=%7f", "U+007F"),
        ("q=%C2%85", "U+0085"),
        ("q=%EF%BF%BF", "U+FFFF"),
        ("q=%ff", "not valid UTF-8"),
        ("q=%C0%80", "not valid UTF-8"),
        ("q=%ED%A0%80", "not valid UTF-8"),
        ("q=%E2%82", "not valid UTF-8"),
        ("q=%F4%90%80%80", "not valid UTF-8"),
        ("q=\xff", "not valid UTF-8"),
        ("q=" + "a" * MAX_ADDRESS_LENGTH, "longer than 8000"),
    ],
)
def test_unsound_query_is_answered_with_a_sentence(query, sentence):
    response = answer_to(query=query)

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/statements/1/حزب/", "/parties/日本/", "/a b/", "/100%/"])
def test_sound_path_passes(path):
    assert answer_to(path.encode()).content == b"passed"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (b"/statements/\0/", "U+0000"),
        (b"/\x1b/", "U+001B"),
        (b"/\xef\xbf\xbe/", "U+FFFE"),
        (b"/" + b"a" * MAX_ADDRESS_LENGTH, "longer than"),
    ],
)
def test_unsound_path_is_answered_with_a_sentence(path, sentence):
    response = answer_to(path)

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("path", [b"/\xff/", b"/\xed\xa0\x80/", b"/\xc0\x80/"])
def test_broken_path_passes_only_as_the_percent_signs_that_django_makes_of_it(path):
    environ = {"PATH_INFO": path.decode("latin-1")}
    request = RequestFactory().get("/", **environ)

    assert not find_unsound(request.path_info)
    assert "%" in request.path_info
    assert answer_to(path).content == b"passed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/?q=%00", "/?q=%ff", "/%00", "/admin/?%7f=1", "/admin/login/?next=%00"]
)
def test_site_refuses_unsound_addresses(client, address):
    assert client.get(address).status_code == 400


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=40))
def test_only_sound_bytes_pass_as_path_and_as_query(octets):
    sound = is_sound(octets)

    assert (fault_of_address(quote(octets)) == "") == sound
    if is_utf8(octets):
        assert (answer_to(b"/" + octets).status_code == 200) == sound


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=60))
def test_only_what_decodes_to_sound_text_passes_as_a_raw_query(octets):
    query = octets.decode("latin-1")

    assert (answer_to(query=query).status_code == 200) == is_sound(unquote_to_bytes(octets))


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=40))
def test_sound_text_passes_in_any_script(text):
    sound = not find_unsound(text)

    assert (answer_to(query=f"q={quote(text, errors='replace')}").content == b"passed") >= sound
