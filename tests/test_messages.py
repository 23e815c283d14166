"""The catalogues of the interface: complete in every language, and compiled anywhere."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, override

from imcwp_site import catalogues, messages

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture(scope="module")
def used():
    return messages.messages_in_use()


@pytest.fixture
def small_site(tmp_path, settings):
    """A site of one template, with a catalogue of its own."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n   <p>{% translate "Peace" %}\n'
        '{% translate "By" context "authors" %} {% include "x" with label=_("Land") %}\n'
        "{% blocktranslate count n=number %}{{ n }} party{% plural %}{{ n }} parties"
        "{% endblocktranslate %}"
    )
    catalogue = tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        HEAD
        + 'msgid "Peace"\nmsgstr "Paz"\n\nmsgid "Bread"\nmsgstr "Pan"\n\n'
        + 'msgid "%(n)s party"\nmsgid_plural "%(n)s parties"\n'
        + 'msgstr[0] "%(n)s partido"\nmsgstr[1] "partidos"\n'
    )
    return catalogue


# The catalogues of the site


def test_there_is_a_catalogue_for_every_language():
    assert sorted(catalogues.paths()) == sorted(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_catalogue_is_complete_and_keeps_placeholders(language, used):
    assert list(messages.faults(language, used)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_compiled_catalogue_speaks_its_language(language):
    with override(language):
        assert gettext("Skip to the content") != "Skip to the content"


def test_messages_of_code_and_of_templates_are_found(used):
    assert used.get("The address is not valid UTF-8.")
    assert used.get("Skip to the content")
    assert used.get("By", context="authors")
    assert used.get("%(count)s statement").id == ("%(count)s statement", "%(count)s statements")


# What is found wrong


def message(*ids: str) -> Message:
    return Message(ids[0] if len(ids) == 1 else ids)


def translated(*ids: str, string, **fields) -> Message:
    return Message(ids[0] if len(ids) == 1 else ids, string, **fields)


@pytest.mark.parametrize(
    ("ids", "string", "fault"),
    [
        (["Peace"], "Paz", ""),
        (["Peace"], "", "missing"),
        (["%(n)s of %(all)s"], "%(all)s: %(n)s", ""),
        (["%(n)s of %(all)s"], "%(n)s", "other placeholders"),
        (["of %(all)s"], "de %(todo)s", "other placeholders"),
        (["%s by"], "de", "other placeholders"),
        (["a <b>{{x}}</b>"], "a <i>{{x}}</i>", "other placeholders"),
        ([" and "], " y", "other blanks at the ends"),
        (["%(n)s day", "%(n)s days"], ("un día", "%(n)s días"), ""),
        (["%(n)s day", "%(n)s days"], ("un día", ""), "missing"),
        (["%(n)s day", "%(n)s days"], ("%(n)s",), "1 plural forms and not 2"),
        (["%(n)s in %(m)s", "%(n)s in %(m)s"], ("one", "%(n)s, %(m)s"), "other placeholders"),
    ],
)
def test_wrong_translation_is_named(ids, string, fault):
    assert messages.fault_of(message(*ids), translated(*ids, string=string), 2) == fault


def test_missing_and_fuzzy_translations_are_named():
    fuzzy = translated("Peace", string="Paz", flags={"fuzzy"})

    assert messages.fault_of(message("Peace"), None, 2) == "missing"
    assert messages.fault_of(message("Peace"), fuzzy, 2) == "fuzzy"


def test_plurals_of_one_singular_need_contexts(small_site):
    page = small_site.parents[3] / "templates" / "other.html"
    page.write_text(
        "{% load i18n %}{% blocktranslate count n=number %}{{ n }} party{% plural %}"
        "All {{ n }} parties{% endblocktranslate %}"
    )

    with pytest.raises(ValueError, match="need contexts"):
        messages.messages_in_use()


# The commands


def test_command_lists_what_is_lacking_and_fails(small_site, capsys):
    before = small_site.read_text()

    with pytest.raises(CommandError, match="2 translations are lacking or wrong"):
        call_command("makemessages", "--check")

    said = capsys.readouterr().out
    assert "es: missing: authors 'By'" in said
    assert "es: missing:  'Land'" in said
    assert small_site.read_text() == before


def test_command_adds_new_messages_and_removes_unused_ones(small_site):
    call_command("makemessages")

    catalogue = catalogues.read(small_site)
    assert catalogue.get("Peace").string == "Paz"
    assert catalogue.get("Land").string == ""
    assert catalogue.get("Bread") is None


def test_catalogue_is_compiled_once_and_again_when_it_changes(small_site):
    first, second = catalogues.compile_changed(), catalogues.compile_changed()
    small_site.write_text(small_site.read_text() + "\n")

    assert (first, second, catalogues.compile_changed()) == (["es"], [], ["es"])
    assert {path.name for path in Path(small_site.parent).iterdir()} == {"django.po", "django.mo"}
