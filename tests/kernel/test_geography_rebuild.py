"""Rebuilding the official list: only points that two facts support, and always the same bytes."""

import json

import pytest

from site_core.kernel.geography import matching, rebuild
from site_core.kernel.geography.matching import Official, believable, by_code, by_name, marks


def commune(code, name, *, epci="", population=2_000, core=(), parts=()):
    department = code[:2]
    return Official(code, name, department, epci, population, frozenset(core), frozenset(parts))


def listed(*communes):
    return {found.code: found for found in communes}


def geonames_line(name, code, latitude=45.6, longitude=4.8, *, population=900, alternates=""):
    row = [""] * 19
    row[1], row[3], row[4], row[5] = name, alternates, str(latitude), str(longitude)
    row[8], row[13], row[14] = "FR", code, str(population)
    return "\t".join(row) + "\n"


def city(name, department, latitude=45.6, longitude=4.8, country="FR"):
    return {
        "name": name, "admin2": department, "country": country,
        "lat": str(latitude), "lng": str(longitude),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("official", "named"),
    [
        (commune("69096", "Grigny-sur-Rhône"), "Grigny sur Rhône"),
        (commune("69149", "Oullins-Pierre-Bénite", core={"oullins"}), "Oullins"),
        (commune("74123", "Faverges-Seythenex", parts={"seythenex"}), "Seythenex"),
        (commune("95306", "Herblay-sur-Seine"), "Herblay"),
        (commune("97212", "Gros-Morne"), "Le Gros-Morne"),
    ],
)
def test_a_place_with_the_code_and_a_name_of_the_commune_gives_its_point(official, named):
    places = marks([geonames_line(named, official.code)])
    assert by_code(listed(official), places) == {official.code: (45.6, 4.8)}


def test_a_place_with_the_code_but_a_foreign_name_gives_nothing():
    places = marks([geonames_line("Saint-François", "03208", population=13_577)])
    assert by_code(listed(commune("03208", "Le Pin")), places) == {}


def test_the_place_of_the_same_name_wins_over_larger_parts():
    places = marks(
        [
            geonames_line("Pierre-Bénite", "69149", 45.70, population=10_000),
            geonames_line("Oullins-Pierre-Bénite", "69149", 45.71, population=0),
        ]
    )
    merged = commune("69149", "Oullins-Pierre-Bénite", parts={"pierre benite"})
    assert by_code(listed(merged), places) == {"69149": (45.71, 4.8)}


def test_places_of_other_countries_or_without_a_code_are_not_read():
    abroad = geonames_line("Grigny", "69096").replace("\tFR\t", "\tBE\t")
    assert marks([abroad, geonames_line("Grigny", "")]) == []


def test_a_name_unique_in_its_department_gives_its_point():
    communes = listed(commune("69244", "Tassin-la-Demi-Lune"), commune("98818", "Nouméa"))
    communes["98818"] = communes["98818"]._replace(department="988")
    cities = [city("Tassin la Demi Lune", "69"), city("Nouméa", "98818", -22.3, 166.4, "NC")]
    assert by_name(communes, cities) == {"69244": (45.6, 4.8), "98818": (-22.3, 166.4)}


def test_a_name_that_is_not_unique_in_its_department_gives_nothing():
    twins = listed(commune("69001", "Saint-Jean"), commune("69002", "Saint-Jean"))
    assert by_name(twins, [city("Saint-Jean", "69")]) == {}
    assert (
        by_name(
            listed(commune("69001", "Saint-Jean")),
            [city("Saint-Jean", "69"), city("St Jean", "69")],
        )
        == {}
    )


def test_a_village_smaller_than_the_list_goes_is_another_place():
    assert by_name(listed(commune("76486", "Orival", population=818)), [city("Orival", "76")]) == {}


def test_a_place_far_from_its_intercommunality_and_among_strangers_is_refused():
    fellows = {f"6900{n}": (45.0 + n / 100, 4.0) for n in range(4)}
    strangers = {f"3800{n}": (46.0, 5.0 + n / 100) for n in range(7)}
    communes = listed(
        *(commune(code, code, epci="one") for code in (*fellows, "69010")),
        *(commune(code, code, epci="other") for code in strangers),
    )
    sure = fellows | strangers

    assert believable(communes, {"69010": (46.0, 5.0)}, sure) == {}
    assert believable(communes, {"69010": (45.1, 4.1)}, sure) == {"69010": (45.1, 4.1)}


def test_a_remote_place_without_nearer_strangers_is_kept():
    fellows = {f"1300{n}": (43.7, 4.6 + n / 100) for n in range(4)}
    communes = listed(*(commune(code, code, epci="one") for code in (*fellows, "13096")))
    assert believable(communes, {"13096": (43.4, 4.4)}, fellows) == {"13096": (43.4, 4.4)}


def test_distances_are_kilometres():
    lyon, vienne = (45.7485, 4.8467), (45.5256, 4.8748)
    assert matching.distance(lyon, vienne) == pytest.approx(25, abs=0.5)


@pytest.fixture
def packages(tmp_path):
    """The smallest packages that have one of everything."""
    grigny = {
        "code": "69096", "nom": "Grigny-sur-Rhône", "type": "commune-actuelle", "population": 10,
        "departement": "69", "region": "84", "siren": "216900969", "codesPostaux": ["69520"],
        "anciensCodes": ["69999"],
    }  # fmt: skip
    empty = {
        "code": "98412", "nom": "Archipel des Kerguelen", "type": "commune-actuelle",
        "departement": "984", "region": "984",
    }  # fmt: skip
    part = {
        "code": "69381", "nom": "Lyon 1er Arrondissement", "type": "arrondissement-municipal",
        "commune": "69123", "population": 5, "codesPostaux": ["69001"],
    }  # fmt: skip
    former = {
        "code": "69096", "nom": "Grigny", "type": "commune-deleguee", "chefLieu": "69096",
    }  # fmt: skip
    group = {
        "code": "200046977", "nom": "Métropole de Lyon", "type": "MET69",
        "membres": [{"code": "69096"}],
    }  # fmt: skip
    files = {
        "communes.json": [empty, grigny, part, former],
        "epci.json": [group],
        "departements.json": [
            {"code": "984", "nom": "TAAF", "region": "984", "zone": "com"},
            {"code": "69", "nom": "Rhône", "region": "84", "zone": "metro"},
        ],
        "regions.json": [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
        "cities.json": [city("Lyon 01", "69", 45.76758, 4.8345)],
    }
    for name, records in files.items():
        (tmp_path / name).write_text(json.dumps(records), encoding="utf-8")
    (tmp_path / "cities500.txt").write_text(geonames_line("Grigny", "69096"), encoding="utf-8")
    return tmp_path


def run(packages, output):
    rebuild.main([
        "--decoupage", str(packages),
        "--geonames", str(packages / "cities500.txt"),
        "--cities", str(packages / "cities.json"),
        "--output", str(output),
    ])  # fmt: skip
    return {file.name: file.read_bytes() for file in output.iterdir()}


def test_rebuilding_twice_gives_the_same_bytes_and_says_what_it_wrote(packages, tmp_path, capsys):
    first, second = run(packages, tmp_path / "one"), run(packages, tmp_path / "two")

    assert first == second
    said = capsys.readouterr().out
    assert "communes.csv.xz: 2 places" in said
    assert "located: 1 communes, 100.0% of people" in said


def test_what_is_rebuilt_is_what_is_read(packages, tmp_path):
    written = run(packages, tmp_path / "out")

    lines = rebuild.lzma.decompress(written["communes.csv.xz"]).decode().splitlines()
    assert lines[1:] == [
        "69096,Grigny-sur-Rhône,69,84,216900969,200046977,10,69520,45.60000,4.80000,69999",
        "98412,Archipel des Kerguelen,984,984,,,,,,,",
    ]
    assert written["departments.csv"].decode().splitlines()[1:] == [
        "69,Rhône,84,Europe/Paris",
        "984,TAAF,984,Indian/Kerguelen",
    ]
    assert written["arrondissements.csv"].decode().splitlines()[1:] == [
        "69381,Lyon 1er Arrondissement,69123,5,69001,45.76758,4.83450",
    ]


def test_a_commune_in_two_intercommunalities_stops_the_rebuild(packages, tmp_path):
    groups = json.loads((packages / "epci.json").read_text(encoding="utf-8"))
    (packages / "epci.json").write_text(json.dumps(groups * 2), encoding="utf-8")
    with pytest.raises(ValueError, match="69096 is a member of two"):
        run(packages, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_member_that_is_no_current_commune_stops_the_rebuild(packages, tmp_path):
    (packages / "epci.json").write_text(
        json.dumps([{"code": "1", "membres": [{"code": "69999"}]}]), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="69999"):
        run(packages, tmp_path / "out")
