"""The official list of places: complete, keyed by codes, and plain about codes it does not know."""

import pickle
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from site_core.kernel import geography
from site_core.kernel.geography import UnknownCode, official

METROPOLE_DE_LYON = "200046977"
VIENNE_CONDRIEU = "200077014"
PAYS_MORNANTAIS = "246900740"


@pytest.fixture(scope="module")
def communes():
    return [geography.commune(code) for code in official._communes()]


def refusal(ask, code):
    with pytest.raises(UnknownCode) as caught:
        ask(code)
    return caught.value


def test_the_list_holds_every_commune_and_intercommunality_of_2026(communes):
    assert len(communes) == 34_969
    assert len(official._intercommunalities()) == 1_255
    assert sum(commune.population or 0 for commune in communes) == 68_952_941
    kinds = [found.kind for found in official._intercommunalities().values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1,
    }  # fmt: skip


def test_every_commune_lies_in_a_known_department_and_region(communes):
    assert len(official._departments()) == 109
    assert len(official._regions()) == 26
    for commune in communes:
        assert commune.code.startswith(commune.department)
        assert geography.department_name(commune.department)
        assert geography.region_name(commune.region)


def test_members_and_intercommunalities_point_at_each_other(communes):
    from_communes = {commune.code: commune.epci for commune in communes if commune.epci}
    from_groups = {
        code: group.siren
        for group in official._intercommunalities().values()
        for code in group.members
    }
    assert from_communes == from_groups
    assert len(from_groups) == sum(
        len(group.members) for group in official._intercommunalities().values()
    )


def test_no_siren_is_shared(communes):
    own = [commune.siren for commune in communes if commune.siren]
    assert len(own) == len(set(own)) == 34_875
    assert not set(own) & set(official._intercommunalities())


@pytest.mark.parametrize(
    ("siren", "name", "kind", "size", "departments"),
    [
        (METROPOLE_DE_LYON, "Métropole de Lyon", "MET69", 58, {"69"}),
        (VIENNE_CONDRIEU, "Communauté d’agglomération Vienne Condrieu", "CA", 30, {"38", "69"}),
        (
            PAYS_MORNANTAIS,
            "Communauté de communes du Pays Mornantais (COPAMO)",
            "CC",
            11,
            {"69"},
        ),
    ],
)
def test_the_demo_territories_have_their_communes(siren, name, kind, size, departments):
    group = geography.intercommunality(siren)
    communes = geography.communes_of(siren)

    assert (group.full_name, group.kind) == (name, kind)
    assert len(communes) == size
    assert {commune.department for commune in communes} == departments
    assert tuple(commune.code for commune in communes) == group.members
    assert {commune.epci for commune in communes} == {siren}


def test_a_commune_reads_with_all_that_is_known_of_it():
    assert geography.commune("69096") == geography.Commune(
        code="69096",
        name="Grigny-sur-Rhône",
        department="69",
        region="84",
        siren="216900969",
        epci=METROPOLE_DE_LYON,
        population=10_030,
        postcodes=("69520",),
        latitude=45.60843,
        longitude=4.78976,
        former_codes=(),
    )


def test_a_commune_without_inhabitants_postcode_siren_or_point_is_readable():
    kerguelen = geography.place("98412")

    assert kerguelen.name == "Archipel des Kerguelen"
    assert kerguelen.population is None
    assert kerguelen.latitude is None
    assert kerguelen.longitude is None
    assert kerguelen.postcodes == ()
    assert kerguelen.siren == kerguelen.epci == ""
    assert geography.communes_of("98412") == (kerguelen,)


def test_an_inhabited_commune_without_a_point_is_readable():
    saint_cyr = geography.commune("69191")
    assert saint_cyr.population == 6_327
    assert saint_cyr.latitude is saint_cyr.longitude is None


def test_points_are_french_and_given_for_nine_tenths_of_the_people(communes):
    located = [commune for commune in communes if commune.latitude is not None]

    assert len(located) == 14_732
    assert sum(commune.population for commune in located) > 0.9 * 68_952_941
    for commune in located:
        if commune.department < "97":
            assert 41.3 < commune.latitude < 51.1
            assert -5.2 < commune.longitude < 9.6
        assert round(commune.latitude, 5) == commune.latitude


def test_points_that_geonames_misplaces_are_left_out():
    """Its Vitry-en-Charollais is 36 km off, its Saint-Barthélemy (38) is another village."""
    assert geography.commune("71588").latitude is None
    assert geography.commune("38363").latitude is None


@pytest.mark.parametrize("given", ["200046977", "200 046 977", " 200\u00a0046\u202f977\n"])
def test_a_siren_may_be_pasted_with_its_spaces(given):
    assert geography.place(given).name == "Métropole de Lyon"


def test_a_corsican_code_may_be_typed_in_lower_case():
    assert geography.commune("2a004").name == "Ajaccio"


def test_a_commune_answers_to_its_own_siren():
    assert geography.place("216900969") == geography.commune("69096")
    assert geography.communes_of("216900969") == (geography.commune("69096"),)


@pytest.mark.parametrize("typed", ["Saint-Denis", "saint denis", "ST DENIS", "  Sàint-Dénis "])
def test_a_shared_name_gives_every_commune_that_has_it(typed):
    codes = [commune.code for commune in geography.communes_named(typed)]
    assert codes == ["11339", "30247", "93066", "97411"]


def test_a_name_is_found_without_its_ligature_apostrophe_or_accent():
    for typed in ("L’Haÿ-les-Roses", "l hay les roses"):
        assert [found.code for found in geography.communes_named(typed)] == ["94038"]
    assert geography.communes_named("Œuilly") == geography.communes_named("oeuilly") != ()


def test_a_postcode_gives_every_commune_that_has_it():
    names = [commune.name for commune in geography.communes_of_postcode("69700")]
    assert "Givors" in names
    assert len(names) == 6
    assert geography.communes_of_postcode("00000") == ()


def test_paris_lyon_and_marseille_have_arrondissements_that_are_no_communes():
    paris, lyon, marseille = map(geography.arrondissements_of, ("75056", "69123", "13055"))

    assert [len(paris), len(lyon), len(marseille)] == [20, 9, 16]
    assert lyon[8].name == "Lyon 9e Arrondissement"
    assert lyon[8].postcodes == ("69009",)
    assert all(part.latitude and part.longitude for part in paris + lyon + marseille)
    assert geography.arrondissements_of("69096") == ()
    message = str(refusal(geography.place, "69389"))
    assert "Lyon (69123)" in message


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("69", "Europe/Paris"),
        ("2A", "Europe/Paris"),
        ("971", "America/Guadeloupe"),
        ("973", "America/Cayenne"),
        ("974", "Indian/Reunion"),
        ("975", "America/Miquelon"),
        ("976", "Indian/Mayotte"),
        ("978", "America/Marigot"),
        ("986", "Pacific/Wallis"),
        ("987", "Pacific/Tahiti"),
        ("988", "Pacific/Noumea"),
        ("69096", "Europe/Paris"),
        ("98735", "Pacific/Tahiti"),
        ("98731", "Pacific/Marquesas"),
        ("98719", "Pacific/Gambier"),
    ],
)
def test_the_clock_follows_the_department_except_far_from_tahiti(code, zone):
    assert geography.timezone(code) == zone


def test_every_time_zone_is_one_that_python_knows(communes):
    zones = {geography.timezone(commune.code) for commune in communes}
    assert len(zones) == 16
    for zone in zones:
        ZoneInfo(zone)


def test_a_name_instead_of_a_code_is_answered_with_the_codes_that_share_it():
    error = refusal(geography.place, "Saint-Denis")

    assert "Saint-Denis (11339, 30247, 93066, 97411)" in str(error)
    assert [found.code for found in error.suggestions] == ["11339", "30247", "93066", "97411"]


def test_the_name_of_an_intercommunality_is_answered_with_its_siren():
    assert "200046977" in str(refusal(geography.place, "metropole de lyon"))
    spelled_out = "Communauté d'agglomération Vienne Condrieu"
    assert VIENNE_CONDRIEU in str(refusal(geography.place, spelled_out))


def test_an_unknown_code_says_what_a_code_looks_like():
    message = str(refusal(geography.place, "99999"))
    assert "“99999”" in message
    assert "5-character INSEE code" in message
    assert "9-digit SIREN" in message


def test_the_code_of_a_merged_commune_is_answered_with_the_whole():
    assert "Oullins-Pierre-Bénite (69149)" in str(refusal(geography.commune, "69152"))


def test_a_postcode_instead_of_a_code_is_answered_with_its_communes():
    assert "Grigny-sur-Rhône (69096)" in str(refusal(geography.place, "69520"))


def test_a_code_that_lost_its_zero_in_a_spreadsheet_is_recognised():
    assert "L'Abergement-Clémenciat (01001)" in str(refusal(geography.place, "1001"))


def test_the_code_of_another_kind_of_place_is_named_as_such():
    assert "Métropole de Lyon" in str(refusal(geography.commune, METROPOLE_DE_LYON))
    assert "Grigny-sur-Rhône" in str(refusal(geography.intercommunality, "69096"))


def test_a_postcode_of_many_communes_is_answered_with_twelve_of_them():
    postcode = next(
        postcode
        for postcode, codes in official._codes_by_postcode().items()
        if len(codes) > 12
        and postcode not in official._communes()
        and postcode not in official._wholes()
    )
    error = refusal(geography.place, postcode)

    assert len(error.suggestions) > 12
    assert error.values["suggestions"].count(" (") == 12
    assert error.values["suggestions"].endswith("…")


@pytest.mark.parametrize("ask", [geography.department_name, geography.region_name])
def test_an_unknown_department_or_region_is_refused(ask):
    assert "“zz”" in str(refusal(ask, "zz"))


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        "\0",
        "69096\0",
        "9" * 10_000,
        "Saint-Denis " * 1_000,
        "\u202e69096\u202c",
        "مرحبا",
        "６９０９６",
        "\ud800",
        "%(given)s %s {0}",
        "code",
        "69096,Grigny",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "-1",
    ],
)
@pytest.mark.parametrize(
    "ask",
    [
        geography.place,
        geography.commune,
        geography.intercommunality,
        geography.communes_of,
        geography.arrondissements_of,
        geography.department_name,
        geography.region_name,
        geography.timezone,
    ],
)
def test_hostile_codes_are_refused_in_a_short_printable_sentence(ask, hostile):
    error = refusal(ask, hostile)

    assert len(str(error)) < 300
    assert str(error).isprintable()
    assert geography.communes_named(hostile) == ()
    assert geography.intercommunalities_named(hostile) == ()
    assert geography.communes_of_postcode(hostile) == ()


def test_a_refusal_can_be_said_in_another_language():
    error = refusal(geography.place, "Saint-Denis")
    french = "« %(given)s » est un nom : donnez le code, %(suggestions)s."
    assert (french % error.values).startswith("« Saint-Denis » est un nom : donnez le code, Saint")


def test_a_refusal_survives_a_trip_between_processes():
    error = refusal(geography.place, "69152")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own object)
    assert str(again) == str(error)


def test_the_list_needs_neither_django_nor_the_network():
    script = (
        "import socket, sys\n"
        "socket.socket = None\n"
        "from site_core.kernel import geography\n"
        "assert len(geography.communes_of('200046977')) == 58\n"
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_the_sources_are_credited_with_their_licences():
    licences = {credit.name: credit.licence for credit in geography.CREDITS}

    assert licences["GeoNames"] == "CC BY 4.0"
    assert any("INSEE" in name for name in licences)
    assert any("La Poste" in name for name in licences)
    assert all(credit.url.startswith("https://") for credit in geography.CREDITS)
    sources = (official.DATA / "SOURCES.md").read_text(encoding="utf-8")
    for credit in geography.CREDITS:
        assert credit.licence in sources
        assert credit.url in sources


def test_the_data_stay_small_enough_to_ship():
    assert sum(file.stat().st_size for file in official.DATA.iterdir()) < 900_000


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("mornant", ["69141", PAYS_MORNANTAIS]),
        ("VIENNE condr", [VIENNE_CONDRIEU]),
        ("Métropole de Lyon", [METROPOLE_DE_LYON]),
        ("", []),
        ("no such place", []),
    ],
)
def test_a_beginning_of_a_name_leads_to_places_the_closest_first(typed, codes):
    found = geography.places_like(typed)
    assert [place.siren if hasattr(place, "kind") else place.code for place in found] == codes


def test_a_beginning_shared_by_many_leads_to_a_few():
    assert len(geography.places_like("saint")) == 12
    assert len(geography.places_like("saint", most=3)) == 3
