"""Contents of statements, generated."""

from hypothesis import strategies as st

from imcwp_site.publishing import State
from statements import versions
from statements.models import Signature, StatementRelation

ROLES = Signature.Role.values
WORDS = st.sampled_from(["", "One", "Two words", "عنوان", "標題"])
DATES = st.sampled_from(["", "2019", "2019-10", "2019-10-18"])


def contents(parties, topics, meetings, files, others=()):
    """Generate contents of drafts that speak of these records."""
    signature = st.fixed_dictionaries(
        {
            "party": st.sampled_from(["", *parties]),
            "printed_name": WORDS,
            "role": st.sampled_from(ROLES),
            "position": st.integers(0, 3),
            "group": WORDS,
            "source": WORDS,
            "confidence": st.sampled_from(["", "high"]),
            "added": DATES,
        }
    ).filter(lambda one: one["party"] or one["printed_name"])
    text = st.fixed_dictionaries(
        {
            "language": st.sampled_from(["ar", "en", "es", "zh-hans"]),
            "status": st.sampled_from(["", "official"]),
            "translated_from": st.sampled_from(["", "el"]),
            "title": WORDS,
            "summary": WORDS,
            "body": st.sampled_from(["", "<p>Words.</p>", "<p>كلمات</p><ul><li>x</li></ul>"]),
        }
    )
    file = st.fixed_dictionaries(
        {
            "sha256": st.sampled_from(sorted(files)),
            "name": st.sampled_from(["a.pdf", "b.pdf"]),
            "description": WORDS,
            "kind": st.sampled_from(["document", "scan"]),
            "language": st.sampled_from(["", "ar"]),
            "alt": WORDS,
        }
    ).map(lambda one: one | {"size": files[one["sha256"]]})
    signature_list = st.fixed_dictionaries(
        {
            "title": WORDS,
            "stated_count": st.sampled_from([None, 3]),
            "is_complete": st.sampled_from([None, True, False]),
            "is_open": st.booleans(),
            "note": WORDS,
            "source": WORDS,
            "confidence": st.just(""),
        }
    )
    relation = st.fixed_dictionaries(
        {
            "other": st.sampled_from(others or [1]),
            "kind": st.sampled_from(StatementRelation.Kind.values),
            "note": WORDS,
            "source": WORDS,
            "confidence": st.sampled_from(["", "high"]),
        }
    )
    return st.fixed_dictionaries(
        {
            "format": st.just(versions.FORMAT),
            "kind": st.sampled_from(["statement", "appeal"]),
            "title": WORDS,
            "note": WORDS,
            "source": WORDS,
            "confidence": st.sampled_from(["", "low"]),
            "state": st.just(State.DRAFT.value),
            "withdrawal_reason": WORDS,
            "issued": DATES,
            "posted": DATES,
            "published_at": st.sampled_from(["", "2020-01-01T00:00:00.000001+00:00"]),
            "meeting": st.sampled_from(["", *meetings]),
            "topics": st.lists(st.sampled_from(topics), unique=True),
            "signature_list": st.none() | signature_list,
            "signatures": st.lists(
                signature,
                max_size=6,
                # A party signs once in a role; a printed name may stand twice.
                unique_by=lambda one: (one["party"], one["role"]) if one["party"] else id(one),
            ).map(lambda some: sorted(some, key=versions.signature_order)),
            "texts": st.lists(text, max_size=4, unique_by=lambda one: one["language"]).map(
                lambda some: sorted(some, key=lambda one: one["language"])
            ),
            "attachments": st.lists(file, max_size=3, unique_by=lambda one: one["sha256"]).map(
                lambda some: sorted(some, key=lambda one: (one["name"], one["sha256"]))
            ),
            "relations": st.lists(
                relation,
                max_size=3 if others else 0,
                unique_by=lambda one: (one["kind"], one["other"]),
            ).map(lambda some: sorted(some, key=versions.relation_order)),
        }
    ).map(without_empty_relations)


def without_empty_relations(content):
    """Contents name relations where there are any."""
    return {name: value for name, value in content.items() if value or name != "relations"}
