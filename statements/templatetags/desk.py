from django import template

from statements.admin.overview import recent_changes, tasks

register = template.Library()


# The sections in the order of the work; what is not named here comes last.
ORDER = ("statements", "meetings", "parties", "editors")


@register.filter
def by_work(app_list):
    """Give the sections of the desk in the order of the work."""
    places = {app: place for place, app in enumerate(ORDER)}
    return sorted(app_list, key=lambda app: places.get(app["app_label"], len(ORDER)))


@register.simple_tag
def desk_tasks(editor):
    """Give what waits for the editor at the desk."""
    return tasks(editor)


@register.simple_tag
def desk_changes(editor):
    """Give the last changes of statements that the editor may read."""
    return recent_changes(editor)


@register.simple_tag
def desk_unsaved(editor):
    """Give what the editor has not saved, without what was typed, which may be megabytes each."""
    return editor.unsaved.defer("data")
