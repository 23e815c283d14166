"""What a statement is found by."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from imcwp_site.publishing import State
from imcwp_site.slugs import former_slugs_of
from meetings.models import Meeting
from parties.models import Party
from statements.index.shape import Standing
from statements.models import Signature, Topic

Keys = Mapping[str, Mapping[str, int]]  # kind of record -> slug -> key


def keys_of(contents: Iterable[Mapping[str, Any]]) -> Keys:
    """Give the keys of the records that the contents name by slug, in three queries."""
    contents = list(contents)
    slugs = {
        "party": {one["party"] for content in contents for one in content["signatures"]},
        "topic": {slug for content in contents for slug in content["topics"]},
        "meeting": {content["meeting"] for content in contents},
    }
    models: dict[str, Any] = {"party": Party, "topic": Topic, "meeting": Meeting}
    return {kind: keys_by_slug(model, slugs[kind] - {""}) for kind, model in models.items()}


def keys_by_slug(model: Any, slugs: set[str]) -> dict[str, int]:
    """Give the keys of the records that bear these names, or bore them when they were read."""
    keys = dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    if missing := slugs - keys.keys():
        former = former_slugs_of(model).filter(slug__in=missing)
        keys |= dict(former.values_list("slug", "record"))
    return keys


def standing_of(content: Mapping[str, Any]) -> Standing:
    """Tell who may know the words of a content at this moment."""
    if content["state"] != State.PUBLISHED:
        return Standing.HIDDEN
    is_due = datetime.datetime.fromisoformat(content["published_at"]) <= timezone.now()
    return Standing.PUBLIC if is_due else Standing.AWAITED


def facts_of(content: Mapping[str, Any], keys: Keys) -> set[str]:
    """Give the facts of a published statement as terms; none of any other.

    `public` stands for published, whether or not its time has come. Records are named by key,
    which a renaming leaves alone. A date is a month, a year or nothing, and a day beside it. A text
    is its language, its status, and whether its words are here: `text:en/original/here`.
    """
    if content["state"] != State.PUBLISHED:
        return set()
    issued, added = content["issued"], content["published_at"]
    facts = {
        "public",
        f"kind:{content['kind']}",
        f"issued:{issued[:7]}",
        f"issued-day:{issued[8:]}",
        f"added:{added[:7]}",
        f"added-day:{added[8:10]}",
    }
    facts |= {f"language:{text['language']}" for text in content["texts"]}
    facts |= {
        f"text:{text['language']}/{text['status']}/{'here' if text['body'] else ''}"
        for text in content["texts"]
    }
    facts |= {f"topic:{keys['topic'][slug]}" for slug in content["topics"]}
    if content["meeting"]:
        facts.add(f"meeting:{keys['meeting'][content['meeting']]}")
    for one in content["signatures"]:
        if one["party"]:
            key = keys["party"][one["party"]]
            facts.add(f"party:{key}")
            if Signature.Role(one["role"]).speaks:
                facts.add(f"speaker:{key}")
    return facts
