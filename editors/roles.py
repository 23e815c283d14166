"""Who may do what at the desk: three roles, each a group of permissions.

A later change of a role is a migration that calls `grant` again, as `0003_roles` does.
"""

CONTRIBUTOR, EDITOR, ADMINISTRATOR = "Contributor", "Editor", "Administrator"
READ = ("view",)
WRITE = ("view", "add", "change", "delete")

# What belongs to a statement, which whoever may write the statement may write.
OF_STATEMENTS = (
    "text signature signaturelist statementtopic attachment statementrelation previewlink"
)
READ_BY_ALL = "version topic kindname concern"
# The subjects of the archive other than statements and the vocabulary.
OF_EDITORS = (
    "parties.party parties.partyname parties.partywebsite parties.partystanding "
    "parties.partynote parties.partyrelation parties.partyformerslug "
    "meetings.meeting meetings.hosting meetings.meetingtheme meetings.printedcount "
    "meetings.printeddates meetings.participation meetings.workinggroupterm "
    "meetings.meetingformerslug "
    "statements.dossier statements.dossierentry statements.dossierformerslug "
    "statements.periodical statements.periodicalissue statements.issueedition "
    "statements.issuecontributor "
    "documents.document documents.documenttext"
)


def permissions_of(role: str) -> set[tuple[str, str, str]]:
    """Give what a role may do as (app, model, action)."""
    granted = {("statements", "statement", action) for action in WRITE}
    granted |= {
        ("statements", model, action) for model in OF_STATEMENTS.split() for action in WRITE
    }
    granted |= {("statements", model, "view") for model in READ_BY_ALL.split()}
    others = [tuple(label.split(".")) for label in OF_EDITORS.split()]
    granted |= {(app, model, "view") for app, model in others}
    if role in (EDITOR, ADMINISTRATOR):
        granted |= {(app, model, action) for app, model in others for action in WRITE}
        granted |= {
            ("statements", "statement", "publish"),
            ("statements", "statement", "edit_all"),
            ("statements", "dossier", "publish"),
            ("documents", "document", "publish"),
            ("statements", "batch", "view"),
            ("statements", "batch", "add"),
            ("statements", "sourcecheck", "view"),
        }
    if role == ADMINISTRATOR:
        vocabulary = ("topic", "topicformerslug")
        granted |= {("statements", "kindname", action) for action in ("add", "change")}
        granted |= {("statements", model, action) for model in vocabulary for action in WRITE}
        granted |= {("editors", "editor", action) for action in WRITE}
        granted |= {("auth", "group", action) for action in WRITE}
    return granted


def codename_of(model: str, action: str) -> str:
    """Give the name under which Django keeps a permission."""
    return "edit_all_statements" if action == "edit_all" else f"{action}_{model}"


def grant(apps) -> None:
    """Make the groups and give each exactly its permissions, in a migration.

    Django makes permissions only after all migrations: those that are missing are made here, as
    Django names them. What a later migration makes is granted by a later migration too.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for role in (CONTRIBUTOR, EDITOR, ADMINISTRATOR):
        granted = []
        for app, model, action in sorted(permissions_of(role)):
            if model not in apps.all_models[app]:
                continue
            content_type, _new = content_types.get_or_create(app_label=app, model=model)
            options = apps.get_model(app, model)._meta
            codename = codename_of(model, action)
            name = dict(options.permissions).get(
                codename, f"Can {action} {options.verbose_name_raw}"
            )
            permission, _new = permissions.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": str(name)},
            )
            granted.append(permission)
        group, _new = groups.get_or_create(name=role)
        group.permissions.set(granted)
