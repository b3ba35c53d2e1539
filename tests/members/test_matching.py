"""What matches what a member asked for."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from members.matching import Criteria, Item, Reason, matching, reason
from site_core.kernel.points import kilometres

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MORNANT, LYON = (45.6189, 4.6712), (45.7640, 4.8357)  # 20 km apart
keys = st.integers(1, 4)
sets = st.frozensets(keys, max_size=3)
paths = st.sampled_from(["0001", "0002", "0003"])
kinds = st.sampled_from(["post", "event", "poll"])
points = st.tuples(st.floats(45, 46), st.floats(4, 5))
items = st.builds(
    Item,
    kind=kinds,
    page=keys,
    at=st.just(NOON),
    author=st.none() | keys,
    lineage=st.lists(paths, max_size=2).map(tuple),
    town=st.none() | keys,
    district=st.none() | keys,
    topics=sets,
    point=st.none() | points,
)
asked = st.builds(
    Criteria,
    person=st.none() | keys,
    towns=sets,
    districts=sets,
    topics=sets,
    kinds=st.frozensets(kinds),
    circle=st.none() | st.tuples(st.floats(45, 46), st.floats(4, 5), st.integers(1, 50)),
    followed=st.frozensets(paths, max_size=2),
    followed_topics=sets,
    followed_towns=sets,
)


def post(**facts: object) -> Item:
    """A post of commune 1 about topic 1."""
    return replace(Item(kind="post", page=1, at=NOON, town=1, topics=frozenset({1})), **facts)


def test_who_asks_for_nothing_in_particular_gets_everything() -> None:
    assert reason(Criteria(), post()) is Reason.CRITERIA
    assert reason(Criteria(), Item("event", 1, NOON)) is Reason.CRITERIA


def test_place_and_topic_and_kind_must_all_fit() -> None:
    wanted = Criteria(
        towns=frozenset({1}), topics=frozenset({1, 2}), kinds=frozenset({"post", "event"})
    )
    assert reason(wanted, post())
    assert not reason(wanted, post(town=2))
    assert not reason(wanted, post(topics=frozenset({3})))
    assert not reason(wanted, post(topics=frozenset()))
    assert not reason(wanted, post(kind="poll"))


def test_a_commune_or_a_district_is_enough() -> None:
    wanted = Criteria(towns=frozenset({1}), districts=frozenset({7}))
    assert reason(wanted, post(town=1, district=None))
    assert reason(wanted, post(town=2, district=7))
    assert not reason(wanted, post(town=2, district=8))


def test_what_is_about_the_whole_territory_is_in_each_commune() -> None:
    assert reason(Criteria(towns=frozenset({3})), post(town=None))


def test_what_has_no_point_is_in_no_circle_but_in_its_district() -> None:
    near = Criteria(circle=(*MORNANT, 5))
    assert not reason(near, post(point=None))
    assert not reason(near, post(town=None, point=None))
    assert reason(near, post(point=MORNANT))
    assert not reason(near, post(point=LYON))
    assert reason(Criteria(circle=(*MORNANT, 30)), post(point=LYON))
    wanted = Criteria(circle=(*MORNANT, 5), districts=frozenset({7}))
    assert reason(wanted, post(district=7, point=None))


def test_what_is_followed_always_comes() -> None:
    elsewhere = Criteria(
        towns=frozenset({9}), kinds=frozenset({"poll"}), followed=frozenset({"0001"})
    )
    assert reason(elsewhere, post(lineage=("0001", "00010002"))) is Reason.FOLLOWED
    assert not reason(elsewhere, post(lineage=("0002",)))
    assert reason(Criteria(towns=frozenset({9}), followed_topics=frozenset({1})), post())
    assert reason(Criteria(topics=frozenset({9}), followed_towns=frozenset({1})), post())


def test_one_s_own_text_is_no_news() -> None:
    mine = Criteria(person=5, followed=frozenset({"0001"}))
    assert not reason(mine, post(author=5, lineage=("0001",)))
    assert reason(mine, post(author=6))


@given(wanted=asked, item=items)
def test_asking_for_less_never_brings_more(wanted: Criteria, item: Item) -> None:
    if not reason(wanted, item):
        for name in ("topics", "kinds"):
            one_more = getattr(wanted, name) | {"never" if name == "kinds" else 99}
            assert not reason(replace(wanted, **{name: one_more}), item) or not getattr(
                wanted, name
            ), "one more value of a narrowed criterion may only add items that have it"


@given(wanted=asked, item=items)
def test_following_only_adds(wanted: Criteria, item: Item) -> None:
    without = replace(
        wanted, followed=frozenset(), followed_topics=frozenset(), followed_towns=frozenset()
    )
    if reason(without, item):
        assert reason(wanted, item)


@given(wanted=asked, item=items)
def test_a_circle_holds_only_what_is_placed_inside(wanted: Criteria, item: Item) -> None:
    alone = Criteria(circle=wanted.circle)
    if alone.circle and reason(alone, item):
        assert item.point is not None
        assert kilometres(alone.circle[:2], item.point) <= alone.circle[2]


@given(wanted=asked, found=st.lists(items, max_size=8))
def test_order_is_kept_and_nothing_is_told_twice(wanted: Criteria, found: list[Item]) -> None:
    kept = [item for item, _why in matching(wanted, found)]
    assert kept == [item for item in found if reason(wanted, item)]
    assert list(matching(wanted, kept)) == list(matching(wanted, found))
