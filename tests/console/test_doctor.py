"""The doctor is silent about a healthy deployment, and names each fault."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    ReferenceIndex,
    Site,
    Workflow,
    WorkflowPage,
)
from wagtail.search.models import IndexEntry

from blog.models import BlogIndex, Post
from console.doctor import examine
from site_core.kernel import audit, scoping
from site_core.kernel.models import (
    District,
    KikaluImage,
    OperatorLink,
    ReferentTask,
    RoleGroup,
    Territory,
    TerritoryRole,
    Topic,
    Town,
)
from tests.factories import make_editor, make_image, make_post, make_referent, make_text
from tests.factories.chains import forge

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Plant = Callable[[Territory, Territory], Any]


@pytest.fixture
def settled(a: Territory, b: Territory) -> None:
    """People with roles, and a search index that knows every page."""
    make_referent(a, b)
    make_editor(a)


def codes() -> set[str]:
    """What the doctor finds."""
    return {finding.code for finding in examine().findings}


def run(sql: str) -> None:
    """One statement to the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def first(model: Any, territory: Territory) -> Any:
    """A row of a territory."""
    return model.all_rows.filter(territory=territory).order_by("pk")[0]


def section(territory: Territory) -> Page:
    """A page below the home."""
    return BlogIndex.objects.get(path__startswith=territory.site.root_page.path).page_ptr


def page(territory: Territory) -> Any:
    """One page as a queryset that can be updated."""
    return Page.objects.filter(pk=section(territory).pk)


def group(territory: Territory, role: str) -> Any:
    """The group of a role."""
    return RoleGroup.all_rows.get(territory=territory, role=role).group


def move_away(a: Territory) -> None:
    page(a).update(path=f"{a.site.root_page.path}ZZZZ0001", depth=4)


def lost_home(_a: Territory, _b: Territory) -> None:
    Page.objects.get(depth=1).add_child(instance=Page(title="Perdue", slug="perdue"))


def second_site(a: Territory, _b: Territory) -> None:
    Site.objects.create(hostname="autre.localhost", port=80, root_page=a.site.root_page)


def grant_publish(a: Territory, _b: Territory) -> None:
    GroupPagePermission.objects.create(
        group=group(a, "editor"),
        page=a.site.root_page,
        permission=Permission.objects.get(codename="publish_page"),
    )


def grant_on_the_neighbours_pages(a: Territory, b: Territory) -> None:
    GroupPagePermission.objects.create(
        group=group(a, "editor"),
        page=b.site.root_page,
        permission=Permission.objects.get(codename="change_page"),
    )


def grant_on_the_root_collection(a: Territory, _b: Territory) -> None:
    GroupCollectionPermission.objects.create(
        group=group(a, "editor"),
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="add_kikaluimage"),
    )


def district_elsewhere(a: Territory, b: Territory) -> None:
    with scoping.scope(a):
        district = District.objects.create(town=first(Town, a), name="Le Bourg")
    forge("UPDATE kernel_district SET town_id = %s WHERE id = %s", first(Town, b).pk, district.pk)


def town_elsewhere(a: Territory, b: Territory) -> None:
    Post.objects.filter(pk=make_post(a).pk).update(town=first(Town, b))


def topic_elsewhere(a: Territory, b: Territory) -> None:
    forge(
        "INSERT INTO blog_post_topics (post_id, topic_id) VALUES (%s, %s)",
        make_post(a).pk,
        first(Topic, b).pk,
    )


def picture_of_the_neighbour_in_a_text(a: Territory, b: Territory) -> None:
    post = make_post(a)
    ReferenceIndex.objects.create(
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=ContentType.objects.get_for_model(Post),
        object_id=str(post.pk),
        to_content_type=ContentType.objects.get_for_model(KikaluImage),
        to_object_id=str(make_image(b).pk),
        model_path="body.image",
        content_path="body.1.image",
        content_path_hash="00000000-0000-0000-0000-000000000000",
    )


def picture_without_file(a: Territory, _b: Territory) -> None:
    picture = make_image(a)
    picture.file.storage.delete(picture.file.name)


def failed_task(_a: Territory, _b: Territory) -> None:
    DBTaskResult.objects.create(
        status="FAILED",
        finished_at=timezone.now(),
        run_after=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="modelsearch.tasks.insert_or_update_object_task",
        backend_name="default",
    )


def second_workflow(a: Territory, _b: Territory) -> None:
    WorkflowPage.objects.create(
        page=section(a), workflow=Workflow.objects.create(name="Autre", active=True)
    )


def head_set_back(a: Territory, _b: Territory) -> None:
    audit.record(territory=a, action="test.act")
    forge("UPDATE kernel_audithead SET sequence = sequence - 1 WHERE territory_id = %s", a.pk)


def trigger_gone(_a: Territory, _b: Territory) -> None:
    on = " ON kernel_closedchain" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER closed_chain_stays{on}")


FAULTS: dict[str, tuple[str, Plant]] = {
    "a depth that is not the path's": ("D101", lambda a, _b: page(a).update(depth=9)),
    "a page without a parent": ("D102", lambda a, _b: move_away(a)),
    "a wrong number of children": ("D103", lambda a, _b: page(a).update(numchild=7)),
    "a collection that counts wrong": (
        "D103",
        lambda a, _b: Collection.objects.filter(pk=a.collection_id).update(numchild=3),
    ),
    "an address that is not the parent's": (
        "D104",
        lambda a, _b: page(a).update(url_path="/ailleurs/"),
    ),
    "a default site": ("kikalu.W101", lambda a, _b: Site.objects.update(is_default_site=True)),
    "a site without its domain": (
        "D201",
        lambda a, _b: DjangoSite.objects.filter(domain=a.site.hostname).delete(),
    ),
    "a domain without its site": (
        "D202",
        lambda _a, _b: DjangoSite.objects.create(domain="oubli.example", name="Oubli"),
    ),
    "a home without a site": ("D203", lost_home),
    "a site without a territory": ("D204", second_site),
    "a territory without its legal notices": (
        "D206",
        lambda a, _b: Page.objects.filter(
            path__startswith=a.site.root_page.path, slug="mentions-legales"
        ).delete(),
    ),
    "a section that is not published": ("D206", lambda a, _b: page(a).update(live=False)),
    "no workflow": ("D301", lambda _a, _b: WorkflowPage.objects.all().delete()),
    "a workflow that is switched off": (
        "D301",
        lambda _a, _b: Workflow.objects.update(active=False),
    ),
    "a task that is switched off": (
        "D301",
        lambda _a, _b: ReferentTask.objects.update(active=False),
    ),
    "another workflow on some pages": ("D301", second_workflow),
    "a role without its rights": (
        "D302",
        lambda a, _b: first(TerritoryRole, a).user.groups.clear(),
    ),
    "rights without the role": (
        "D303",
        lambda a, b: group(a, "editor").user_set.add(first(TerritoryRole, b).user),
    ),
    "a right missing on pages": (
        "D304",
        lambda a, _b: GroupPagePermission.objects.filter(group=group(a, "referent"))[0].delete(),
    ),
    "a right missing on files": (
        "D304",
        lambda a, _b: GroupCollectionPermission.objects.filter(group=group(a, "editor"))[
            0
        ].delete(),
    ),
    "a group that cannot enter": (
        "D304",
        lambda a, _b: group(a, "editor").permissions.clear(),
    ),
    "a right too many on pages": ("D305", grant_publish),
    "a right on the neighbour's pages": ("D305", grant_on_the_neighbours_pages),
    "a right on everybody's files": ("D305", grant_on_the_root_collection),
    "a right on all accounts": (
        "D305",
        lambda a, _b: group(a, "editor").permissions.add(
            Permission.objects.get(codename="change_user")
        ),
    ),
    "a row that points over the wall": ("D401", district_elsewhere),
    "a page in the neighbour's town": ("D402", town_elsewhere),
    "a page on the neighbour's topic": ("D402", topic_elsewhere),
    "the neighbour's picture in a text": ("D403", picture_of_the_neighbour_in_a_text),
    "a migration that has not run": (
        "D501",
        lambda _a, _b: MigrationRecorder.Migration.objects.filter(
            app="kernel", name="0001_initial"
        ).delete(),
    ),
    "a database newer than the code": (
        "D502",
        lambda _a, _b: MigrationRecorder(connection).record_applied("kernel", "9999_later"),
    ),
    "a column that is missing": (
        "D503",
        lambda _a, _b: run("ALTER TABLE members_membership RENAME COLUMN display_name TO shown"),
    ),
    "a column left over": (
        "D504",
        lambda _a, _b: run("ALTER TABLE members_membership ADD COLUMN shown integer NULL"),
    ),
    "a table copied by half": (
        "D504",
        lambda _a, _b: run("CREATE TABLE new__kernel_town (id integer)"),
    ),
    "a trigger removed": ("D506", trigger_gone),
    "an audit chain cut": ("D507", head_set_back),
    "a picture without its file": ("D601", picture_without_file),
    "a page that no search finds": (
        "D602",
        lambda _a, _b: IndexEntry.objects.all()[:1][0].delete(),
    ),
    "a background task that failed": ("D603", failed_task),
}
MENDED = {"D201", "D302", "D303", "D304", "D305"}


@pytest.mark.usefixtures("settled")
def test_a_healthy_deployment_has_nothing_to_mend() -> None:
    diagnosis = examine()
    assert [str(finding) for finding in diagnosis.findings] == []
    assert diagnosis.healthy
    assert diagnosis.checks > 15


@pytest.mark.usefixtures("settled")
def test_the_texts_of_a_group_have_addresses_of_their_own_and_keep_them(a: Territory) -> None:
    text = make_text(a, title="Notre charte")
    assert "D104" not in codes()
    address = text.url_path
    Page.objects.filter(pk=text.pk).update(url_path="/ailleurs/")
    assert "D104" in codes()
    call_command("set_url_paths")
    assert Page.objects.get(pk=text.pk).url_path == address
    assert "/textes/" in address
    assert "D104" not in codes()


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("fault", FAULTS)
def test_the_doctor_names(fault: str, a: Territory, b: Territory) -> None:
    code, plant = FAULTS[fault]
    plant(a, b)
    findings = {finding.code: finding for finding in examine().findings}
    assert code in findings
    assert findings[code].sentence
    assert findings[code].mend


@pytest.mark.postgresql
@pytest.mark.usefixtures("settled")
def test_the_doctor_names_a_hole_in_the_second_wall() -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE kernel_auditpart DROP CONSTRAINT kernel_auditpart_link_id_inside")
    findings = {finding.code: finding.found for finding in examine().findings}
    assert findings["D505"] == ["kernel.AuditPart.link"]


@pytest.mark.usefixtures("settled")
def test_the_doctor_says_when_the_network_site_is_missing(settings: Any) -> None:
    settings.OPERATOR_HOST = "ailleurs.localhost"
    assert "D205" in codes()


@pytest.mark.usefixtures("settled")
def test_nothing_else_is_examined_while_the_database_is_not_ready(
    a: Territory, b: Territory
) -> None:
    run("ALTER TABLE kernel_topic RENAME COLUMN name TO label")
    lost_home(a, b)
    assert codes() == {"D503", "D504"}


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("fault", [name for name, (code, _p) in FAULTS.items() if code in MENDED])
def test_what_is_safe_is_mended(fault: str, a: Territory, b: Territory) -> None:
    FAULTS[fault][1](a, b)
    links = OperatorLink.objects.count()
    out = StringIO()
    call_command("doctor", "--fix", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["ok"] is True
    assert FAULTS[fault][0] in {finding["code"] for finding in answer["mended"]}
    assert examine().healthy
    assert OperatorLink.objects.count() == links + 1


@pytest.mark.usefixtures("settled")
def test_what_is_not_safe_is_left_alone(a: Territory, b: Territory) -> None:
    town_elsewhere(a, b)
    with pytest.raises(CommandError):
        call_command("doctor", "--fix", stdout=StringIO())
    assert Post.objects.get().town_id == first(Town, b).pk


@pytest.mark.usefixtures("settled")
def test_the_command_says_what_is_wrong_and_how_to_mend_it(a: Territory, b: Territory) -> None:
    FAULTS["a site without its domain"][1](a, b)
    out = StringIO()
    with pytest.raises(CommandError, match="1"):
        call_command("doctor", stdout=out)
    said = out.getvalue()
    assert said.startswith("D201 ")
    assert a.site.hostname in said
    assert "--fix" in said


@pytest.mark.usefixtures("settled")
def test_the_command_answers_in_json(a: Territory, b: Territory) -> None:
    out = StringIO()
    call_command("doctor", "--json", stdout=out)
    assert json.loads(out.getvalue())["ok"] is True
    FAULTS["a domain without its site"][1](a, b)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["ok"] is False
    (finding,) = answer["findings"]
    assert finding["code"] == "D202"
    assert finding["count"] == 1
    assert finding["found"] == ["oubli.example"]
    assert finding["fixable"] is False


@pytest.mark.usefixtures("settled")
def test_examining_asks_as_many_questions_with_more_pages_and_people(
    a: Territory, b: Territory, django_assert_max_num_queries: Any
) -> None:
    examine()
    with django_assert_max_num_queries(1_000) as few:
        examine()
    for place in (a, b):
        make_post(place)
        make_post(place)
        make_editor(place)
        make_image(place)
    with django_assert_max_num_queries(1_000) as many:
        examine()
    assert len(many) == len(few)
