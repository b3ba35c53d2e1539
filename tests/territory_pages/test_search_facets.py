"""How many answers each choice leaves, and when “this week” is."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from site_core.kernel import clock
from territory_pages.search.facets import Choice, Facet, counted
from territory_pages.search.periods import periods

KINDS, TOWNS = ["post", "event", "poll"], [1, 2, None]
answers = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(TOWNS), st.sets(st.sampled_from("ab")))
)
choices = st.fixed_dictionaries(
    {
        "type": st.sets(st.sampled_from(KINDS)),
        "commune": st.sets(st.sampled_from([1, 2])),
        "quand": st.sets(st.sampled_from("ab")),
    }
)
Answer = tuple[str, int | None, set[str]]
PARIS = ZoneInfo("Europe/Paris")


def kept(answer: Answer, chosen: dict[str, set[object]]) -> bool:
    """Whether one answer fits everything that was chosen."""
    kind, town, when = answer
    return (
        (not chosen["type"] or kind in chosen["type"])
        and (not chosen["commune"] or town in chosen["commune"])
        and (not chosen["quand"] or bool(when & chosen["quand"]))
    )


@given(answers, choices)
def test_a_figure_is_what_one_finds_by_choosing_it(
    found: list[Answer], chosen: dict[str, set[object]]
) -> None:
    alike = Counter((kind, town, frozenset(when)) for kind, town, when in found)
    groups = [
        ({"type": [kind], "commune": [town], "quand": when}, number)
        for (kind, town, when), number in alike.items()
    ]
    counts, total = counted(groups, chosen)
    assert total == sum(kept(answer, chosen) for answer in found)
    for name, keys in (("type", KINDS), ("commune", [1, 2]), ("quand", ["a", "b"])):
        for key in keys:
            instead = {**chosen, name: {key}}
            assert counts[name][key] == sum(kept(answer, instead) for answer in found)


def test_a_choice_that_leaves_nothing_is_offered_only_when_it_is_made() -> None:
    facet = Facet("commune", "Où", (Choice("69141", "Mornant", 1), Choice("69133", "Millery", 2)))
    assert [option.value for option in facet.options({1: 3}, [])] == ["69141"]
    made = facet.options({1: 3}, [2])
    assert [(option.value, option.count, option.chosen) for option in made] == [
        ("69141", 3, False),
        ("69133", 0, True),
    ]


def test_a_choice_is_named_by_its_value_or_by_its_key() -> None:
    facet = Facet("type", "Quoi", (Choice("billet", "Billets", "post"),))
    assert facet.named("billet") == facet.named("post") == facet.choices[0]
    assert facet.named("poste") is None


moments = st.integers(-600_000_000, 5_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))


@given(moments, st.sampled_from(["Europe/Paris", "Pacific/Tahiti", "Indian/Reunion", "UTC"]))
def test_today_is_in_this_week_and_in_this_month(now: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    today, week, month, coming, past = periods(now, zone)
    for period in (today, week, month):
        assert period.start
        assert period.end
        assert period.start <= now < period.end
        assert period.start == clock.start_of_day(period.start.astimezone(zone).date(), zone)
    assert week.start.astimezone(zone).weekday() == 0
    assert timedelta(days=6, hours=22) <= week.end - week.start <= timedelta(days=7, hours=2)
    assert month.start.astimezone(zone).day == month.end.astimezone(zone).day == 1
    assert week.start <= today.start
    assert today.end <= week.end
    assert month.start <= today.start
    assert today.end <= month.end
    assert (coming.start, coming.end, past.start, past.end) == (now, None, None, now)


def test_december_ends_in_january() -> None:
    month = periods(datetime(2026, 12, 31, 12, tzinfo=UTC), PARIS)[2]
    assert month.start == datetime(2026, 12, 1, tzinfo=PARIS)
    assert month.end == datetime(2027, 1, 1, tzinfo=PARIS)
