"""Names that could mean several parties: written down before the matching was.

`chosen` is the party that the desk may preselect; `asked` are the parties that it has to offer
without preselecting any. Where the archive has no such party, nothing may be chosen.
"""

import pytest

from imcwp_site.dates import PartialDate
from statements.signatories.matching import PartyIndex

pytestmark = pytest.mark.django_db

ASKED = {
    # Abbreviations that several parties share
    "CPA": "al-pksh ar-pca am-cpa au-cpa",
    "CPB": "bd-cpb by-cpb gb-cpb br-pcdob bg-kpb",
    "CPC": "ca-cpc cn-cpc cu-pcc",
    "CPI": "in-cpi ie-cpi il-maki",
    "CPK": "kz-cpk iq-kcp",
    "CPP": "pk-cpp pl-kpp",
    "CPS": "sz-cps es-pce sk-kss",
    "CPV": "vn-cpv ve-pcv",
    "PCV": "vn-cpv ve-pcv",
    "DKP": "de-dkp dk-dkp",
    "ICP": "iq-icp it-pci",
    "JCP": "jp-jcp jo-jcp",
    "KPM": "mk-kpm kw-kpm",
    "NCP": "gb-ncp np-ncp",
    "PCB": "be-pcb br-pcb bo-pcb",
    "PCC": "cu-pcc co-pcc cl-pcch ca-cpc",
    "PCE": "es-pce ec-pce",
    "PCP": "pt-pcp ps-pcp py-pcp pe-pcp",
    "PCR": "ro-pcr re-pcr it-prc",
    "PdA": "at-pda ch-pda",
    "PPP": "ps-ppp gy-ppp",
    "PRC": "it-prc fr-prc",
    "SCP": "sd-scp sy-scp sy-scp-unified ch-pcs",
    "SKP": "fi-skp se-skp",
    "WPB": "bd-wpb be-ptb",
    "WPI": "ie-wp ie-wp-2",
    "AKP": "az-cpa az-cpa-2",
    "PC": "it-pc ch-pc ar-pca be-pcb",
    "KP": "tr-tkp",
    # Names that several parties share, or that no word decides
    "Syrian Communist Party": "sy-scp sy-scp-unified",
    "Communist Party of Syria": "sy-scp sy-scp-unified",
    "Communist Party of Azerbaijan": "az-cpa az-cpa-2",
    "Communist Party of Azerbaidjan": "az-cpa az-cpa-2",
    "Workers' Party of Ireland": "ie-wp ie-wp-2",
    "WP, Ireland": "ie-wp ie-wp-2",
    "Communist Party": "it-pc ch-pc",
    "Communist Party of Italy": "it-pc it-pci",
    "Danish Communist Party": "dk-dkp dk-kpid",
    "Communist Party, Denmark": "dk-dkp dk-kpid",
    "Communist Party of Denmark (KPiD)": "dk-dkp dk-kpid",
    "Komunistyczna Partia Danii": "dk-dkp dk-kpid",
    "KP Brazylii": "br-pcb br-pcdob",
    "Communist Party, Brazil": "br-pcb br-pcdob",
    "Communist Party of Peru": "pe-pcp pe-pcp-pr",
    "Popular Socialist Party, Mexico": "mx-ppsm mx-pps",
    "Communist Party of Nepal": "np-ncp np-cpnuml",
    "Communist Party of the Peoples of Spain": "es-pcpe es-pcte",
    "Workers' Party": "ie-wp ie-wp-2 kp-wpk",
    "Communist Party of Greece (Germany)": "gr-kke",
}
NOT_CHOSEN = [
    "Communist Party of Iran",
    "Communist Party of Slovenia",
    "Communist Party of Iceland",
    "Communist Party of Nigeria",
    "Communist Party of India (Maoist)",
    "Communist Party of India (Marxist-Leninist) Liberation",
    "Communist Party of Turkey (Marxist-Leninist)",
    "Communist Party of Great Britain (Marxist-Leninist)",
    "Party of Communities of Romania",
    "Socialist Party of Greece",
    "Greece",
    "Communist",
    "of the",
    "?",
]
CHOSEN = {
    "CPI(M)": "in-cpim",
    "CPI (M)": "in-cpim",
    "CPI-M": "in-cpim",
    "CPIM": "in-cpim",
    "Communist Party of India": "in-cpi",
    "Communist Party οf India": "in-cpi",
    "Communist Party of India (Marxist)": "in-cpim",
    "CP of India (Marxist)": "in-cpim",
    "Communist Party of India [Marxist]": "in-cpim",
    "Communist Party of India - Marxist": "in-cpim",
    "CPI, Ireland": "ie-cpi",
    "CPI (Ireland)": "ie-cpi",
    "Ireland: CPI": "ie-cpi",
    "India - CPI": "in-cpi",
    "Brazilian CP": "br-pcb",
    "Brazilian Communist Party": "br-pcb",
    "Brazilian Communist Party (PCB)": "br-pcb",
    "PCB (Brazil)": "br-pcb",
    "PCB - Bolivia": "bo-pcb",
    "CP of Brazil": "br-pcdob",
    "Communist Party of Brazil (PCdoB)": "br-pcdob",
    "Partido Comunista do Brasil": "br-pcdob",
    "Partido Comunista Brasileiro": "br-pcb",
    "PC do B": "br-pcdob",
    "Communist Party of Denmark": "dk-dkp",
    "CP of Denmark": "dk-dkp",
    "Communist Party in Denmark": "dk-kpid",
    "CP in Denmark": "dk-kpid",
    "KPiD": "dk-kpid",
    "DKP, Denmark": "dk-dkp",
    "DKP (Germany)": "de-dkp",
    "German Communist Party (DKP)": "de-dkp",
    "Peruvian Communist Party": "pe-pcp",
    "Communist Party of Peru - Red Fatherland": "pe-pcp-pr",
    "Syrian Communist Party (Unified)": "sy-scp-unified",
    "Syrian CP [Unified]": "sy-scp-unified",
    "Communist Party, Turkey": "tr-tkp",
    "Communist Party, Turkey (KP)": "tr-tkp",
    "KP, Turkey": "tr-tkp",
    "TKP": "tr-tkp",
    "Party of the Communists, Mexico": "mx-pcm",
    "Communist Party (Italy)": "it-pc",
    "Communist Party, Italy": "it-pc",
    "Italian Communist Party": "it-pci",
    "Communist Party (Switzerland)": "ch-pc",
    "Swiss Communist Party": "ch-pcs",
    "Popular Socialist Party of Mexico": "mx-ppsm",
    "Communist Party of Palestine": "ps-pcp",
    "Palestinian People's Party": "ps-ppp",
    "Palestinian People’s Party": "ps-ppp",
    "КПРФ": "ru-kprf",
    "ΚΚΕ": "gr-kke",
    "KKE": "gr-kke",
    "حزب توده ایران": "ir-tudeh",
    "حزب تودهٔ ايران": "ir-tudeh",
    "Τudeh Party of Iran": "ir-tudeh",
    "日本共産党": "jp-jcp",
    "Κομμουνιστικό Κόμμα Ελλάδας (ΚΚΕ)": "gr-kke",
    "Communist Party of the Soviet Union": "ru-cpsu",
    "CPSU": "ru-cpsu",
    "Union of Communist Parties-CPSU": "ru-ucp-cpsu",
    "KPO": "at-kpoe",
    "Communist Party of Austria (KPÖ)": "at-kpoe",
    "Communist Party of Colombia": "co-pcc",
    "Communist Party of Portugal": "pt-pcp",
    "Hungarian Workers' Communist Party": "hu-munkaspart",
    "Socialist Party of Australia": "au-cpa",
    "Communist Party of Swaziland": "sz-cps",
    "Egyprian Communist Party": "eg-ecp",
    "Communist Party of Luxemburg": "lu-kpl",
    "Communist Party of Macedonia (FYROM)": "mk-kpm",
    "Greece, Communist Party of Greece": "gr-kke",
    "Communist Party of Greece - Greece": "gr-kke",
    "Communist Party of Greece (KKE)": "gr-kke",
    "The Communist Party of Greece": "gr-kke",
    "COMMUNIST PARTY OF GREECE": "gr-kke",
    "PKP-1930": "ph-pkp1930",
    "KSCM": "cz-kscm",
    "CPB, Bulgaria": "bg-kpb",
    "CPB (Brazil)": "br-pcdob",
    "CP of Cuba": "cu-pcc",
    "C.P. of Cuba": "cu-pcc",
}


@pytest.fixture
def index(archive):
    return PartyIndex()


def chosen_for(index, printed, date=None):
    match = index.match(printed, date=date)
    return match.chosen.slug if match.chosen else None


@pytest.mark.parametrize(("printed", "offered"), ASKED.items())
def test_name_that_may_mean_several_parties_is_asked(index, printed, offered):
    match = index.match(printed)

    assert match.chosen is None
    assert set(offered.split()) <= {candidate.party.slug for candidate in match.candidates}


@pytest.mark.parametrize("printed", NOT_CHOSEN)
def test_name_of_a_party_that_the_archive_has_not_is_never_another(index, printed):
    assert chosen_for(index, printed) is None


@pytest.mark.parametrize(("printed", "slug"), CHOSEN.items())
def test_name_that_means_one_party_finds_it(index, printed, slug):
    assert chosen_for(index, printed) == slug


@pytest.mark.parametrize(
    ("printed", "date", "slug"),
    [
        ("Communist Party of the Peoples of Spain", "2011", "es-pcpe"),
        ("Communist Party of the Peoples of Spain", "2020", None),
        ("Communist Party of the Workers of Spain", "2020-03", "es-pcte"),
        ("Socialist Party of Australia", "1995-05-01", "au-cpa"),
        ("Socialist Party of Australia", "2013", "au-cpa"),
        ("PRC", "1999", None),  # neither is known not to have existed
    ],
)
def test_date_of_the_statement_decides_where_it_can(index, printed, date, slug):
    assert chosen_for(index, printed, PartialDate.parse(date)) == slug
