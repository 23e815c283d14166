from imcwp_site.languages import direction
from imcwp_site.translated import language_of


class Translating:
    """A form with a box for each language that the archive's own words are said in."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if language := language_of(db_field.name):
            field.widget.attrs |= {"lang": language, "dir": direction(language)}
        return field
