"""`verify_audit`, as the operator runs it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from site_core.kernel import audit, scoping
from site_core.kernel.models import AuditHead, AuditLink, Territory
from tests.factories.chains import forge

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def verify(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def verify_broken(*arguments: str) -> str:
    """What the command prints before it fails."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def chain(a: Territory, b: Territory) -> list[AuditLink]:
    """Some acts everywhere; gives those of our territory."""
    for place in (a, b, None, a, a):
        audit.record(territory=place, action="test.act")
    with scoping.scope(a):
        return list(AuditLink.objects.order_by("sequence"))


def break_at(link: AuditLink) -> None:
    forge("UPDATE kernel_auditlink SET action = 'x.y' WHERE id = %s", link.pk)


def test_whole_chains_pass(chain: list[AuditLink]) -> None:
    assert verify() == "Toutes les chaînes sont entières.\n"


def test_the_json_has_every_chain_with_its_end(
    chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    answer = json.loads(verify("--json"))
    assert answer["ok"] is True
    by_slug = {one["slug"]: one for one in answer["chains"]}
    assert {"operator", a.slug, b.slug} <= set(by_slug)
    assert by_slug[a.slug] == {
        "whole": True,
        "chain": str(a.public_id),
        "slug": a.slug,
        "links": len(chain),
        "digest": chain[-1].digest,
        "erased": 0,
        "broken_at": None,
        "reason": "",
    }


def test_a_broken_chain_fails_and_is_named_with_its_link(
    chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    break_at(chain[-2])
    said = verify_broken()
    assert said.startswith(f"{a.slug}, maillon {chain[-2].sequence}\xa0: ")
    assert b.slug not in said
    answer = json.loads(verify_broken("--json"))
    assert answer["ok"] is False
    broken = [one["slug"] for one in answer["chains"] if not one["whole"]]
    assert broken == [a.slug]


def test_one_territory_can_be_verified_alone(
    chain: list[AuditLink], a: Territory, b: Territory
) -> None:
    break_at(chain[-1])
    assert verify("--territory", b.slug) == "Toutes les chaînes sont entières.\n"
    verify_broken("--territory", a.slug)


def test_an_unknown_territory_is_refused() -> None:
    with pytest.raises(CommandError, match="nulle-part"):
        call_command("verify_audit", "--territory", "nulle-part")


# A chain rewritten as a whole


@pytest.fixture
def earlier(chain: list[AuditLink], tmp_path: Path) -> str:
    """An earlier report."""
    file = tmp_path / "journal.json"
    file.write_text(verify("--json"))
    return str(file)


def rewrite(a: Territory, *, links: int) -> None:
    """What a patient forger does: every link again, with other contents."""
    for table in ("auditpart", "auditlink", "audithead"):
        forge(f"DELETE FROM kernel_{table} WHERE territory_id = %s", a.pk)  # noqa: S608
    for _time in range(links):
        audit.record(territory=a, action="test.act", why="une autre histoire")


def test_a_chain_that_grew_agrees_with_an_earlier_report(a: Territory, earlier: str) -> None:
    audit.record(territory=a, action="test.act")
    assert verify("--against", earlier) == "Toutes les chaînes sont entières.\n"


@pytest.mark.parametrize("more", [-2, 0, 3])
def test_a_chain_rewritten_as_a_whole_is_found_with_an_earlier_report(
    chain: list[AuditLink], a: Territory, earlier: str, more: int
) -> None:
    rewrite(a, links=len(chain) + more)
    assert verify() == "Toutes les chaînes sont entières.\n"
    assert a.slug in verify_broken("--against", earlier)


def test_a_chain_emptied_with_its_head_is_found_with_an_earlier_report(
    a: Territory, earlier: str
) -> None:
    rewrite(a, links=0)
    assert not AuditHead.all_rows.filter(territory=a).exists()
    assert f"{a.slug}, maillon 1\xa0: " in verify_broken("--against", earlier)


def test_the_chain_of_a_deleted_territory_agrees_when_it_was_closed(
    a: Territory, earlier: str
) -> None:
    audit.close_chain(territory=a, actor=None, why="fusion")
    Territory.objects.get(pk=a.pk).delete()
    assert verify("--against", earlier) == "Toutes les chaînes sont entières.\n"


def test_a_chain_that_vanished_is_found_with_an_earlier_report(a: Territory, earlier: str) -> None:
    rewrite(a, links=0)
    Territory.objects.get(pk=a.pk).delete()
    assert f"{a.public_id}\xa0: la chaîne a disparu." in verify_broken("--against", earlier)
    answer = json.loads(verify_broken("--json", "--against", earlier))
    assert [one["chain"] for one in answer["chains"] if not one["whole"]] == [str(a.public_id)]


@pytest.mark.parametrize("text", ["", "{}", '{"chains": [1]}', "\x00"])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "autre.txt"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"autre\.txt"):
        call_command("verify_audit", "--against", str(file))


def test_a_missing_file_is_refused(tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(CommandError, match="absent") as refused:
        call_command("verify_audit", "--against", str(tmp_path / "absent"))
    assert "No such file" not in str(refused.value)
