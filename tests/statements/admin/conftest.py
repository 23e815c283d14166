import pytest

from tests.factories import make_party


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def parties(db):
    """Made-up parties, of which two share an abbreviation and one bore another name."""
    greek, italian, spanish = (
        make_party(
            slug=f"{country.lower()}-ep",
            name=f"Example Party of {name}",
            abbreviation=abbreviation,
            country=country,
        )
        for country, name, abbreviation in (
            ("GR", "Greece", "EPG"),
            ("IT", "Italy", "EP"),
            ("ES", "Spain", "EP"),
        )
    )
    greek.names.create(kind="former", text="Example League of Greece", until="1990")
    return {"greek": greek, "italian": italian, "spanish": spanish}
