"""The commands of bin/: what they start ends with them, what they empty was theirs."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from bin import messages, prepare_demo

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        os.sched_yield()
    return found


def gone(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except FileNotFoundError:
        return True
    return state == "Z"


@pytest.fixture
def parent(tmp_path):
    """A command that starts a sleeper and a deaf child, writes their numbers, and waits."""
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import pathlib, sys
            sys.path.insert(0, {str(ROOT / "bin")!r})
            from children import asked_to_end, hold_signals, start, stop

            DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);" \\
                "open('deaf', 'w').close(); time.sleep(600)"
            here = pathlib.Path({str(tmp_path)!r})
            hold_signals()
            children = [
                start(["sleep", "600"]),
                start([sys.executable, "-c", DEAF], folder=here),
            ]
            while not (here / "deaf").exists():
                pass
            (here / "ready").write_text(" ".join(str(child.pid) for child in children))
            (here / "ready").rename(here / "pids")
            while not asked_to_end(0.1):
                pass
            stop(children, grace=0.3)
            """
        )
    )
    process = subprocess.Popen([sys.executable, str(script)], start_new_session=True)
    wait_for((tmp_path / "pids").exists)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    yield process, pids
    for pid in [process.pid, *pids]:
        if not gone(pid):
            os.kill(pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_a_command_ends_all_that_it_started_even_the_deaf(parent, signum):
    process, pids = parent
    process.send_signal(signum)
    assert process.wait(PATIENCE) == 0
    assert all(gone(pid) for pid in pids)


def test_a_signal_to_the_whole_group_ends_the_command_in_order(parent):
    process, pids = parent
    os.killpg(process.pid, signal.SIGTERM)
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert all(gone(pid) for pid in pids)


def test_what_a_command_started_is_asked_to_end_when_the_command_is_killed(parent):
    process, (sleeper, _deaf) = parent
    process.kill()
    process.wait()
    wait_for(lambda: gone(sleeper))


@pytest.fixture
def demo_data(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KIKALU_ENV", "demo")
    for name in ("kikalu.sqlite3", "kikalu.sqlite3-wal", "media/a/b.jpg", "mail/1.log", "notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def test_a_reset_removes_what_kikalu_wrote_and_nothing_else(demo_data):
    prepare_demo.reset(demo_data)
    assert [path.name for path in demo_data.iterdir()] == ["notes.md"]


def test_a_reset_of_a_linked_media_folder_leaves_what_it_leads_to(demo_data, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept.jpg").write_text("x")
    (demo_data / "static").symlink_to(elsewhere)
    prepare_demo.reset(demo_data)
    assert not (demo_data / "static").is_symlink()
    assert (elsewhere / "kept.jpg").exists()


def test_a_reset_refuses_another_database_than_the_file_of_the_folder(demo_data, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/kikalu")
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        prepare_demo.reset(demo_data)
    assert (demo_data / "kikalu.sqlite3").exists()


def test_a_reset_refuses_production(demo_data, monkeypatch):
    monkeypatch.setenv("KIKALU_ENV", "production")
    with pytest.raises(SystemExit, match="production"):
        prepare_demo.reset(demo_data)
    assert (demo_data / "kikalu.sqlite3").exists()


@pytest.mark.parametrize("folder", [Path("/"), Path.home(), ROOT, ROOT.parent])
def test_a_reset_refuses_a_folder_that_nobody_means_to_empty(folder, demo_data):
    with pytest.raises(SystemExit, match="refuses"):
        prepare_demo.reset(folder)


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A small project with one module and one template, and its empty catalogue."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCES", ("blog", "templates"))
    (tmp_path / "blog").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "blog" / "models.py").write_text(
        '_("Post")\nngettext("%(n)s post", "%(n)s posts", 2)\npgettext_lazy("month", "May")\n'
    )
    (tmp_path / "templates" / "home.html").write_text(
        "{% load i18n %}{% translate 'Welcome' %}"
        "{% blocktranslate count n=n trimmed %}\n One visit\n{% plural %}\n {{ n }} visits\n"
        "{% endblocktranslate %}{{ x|default:_('Nothing') }}"
    )
    return tmp_path / "django.po", tmp_path / "django.mo"


def write(catalog, po, mo):
    po.write_bytes(messages.written(catalog))
    mo.write_bytes(messages.compiled(messages.read(po)))


def translated(po):
    """The catalogue with every string given a translation that keeps its placeholders."""
    catalog = messages.merged(messages.read(po), messages.extracted())
    for message in catalog:
        if message.id:
            message.string = message.id if isinstance(message.id, str) else tuple(message.id)
    return catalog


def test_strings_of_modules_and_templates_are_found(sources):
    identifiers = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in messages.extracted()
        if message.id
    }
    assert identifiers == {
        "Post",
        ("%(n)s post", "%(n)s posts"),
        "May",
        "Welcome",
        ("One visit", "%(n)s visits"),
        "Nothing",
    }


def test_a_complete_catalogue_passes(sources):
    write(translated(sources[0]), *sources)
    assert messages.check(*sources) == []


def test_a_string_without_translation_fails(sources):
    catalog = translated(sources[0])
    catalog.get("Welcome").string = ""
    write(catalog, *sources)
    assert messages.check(*sources) == ["not translated: 'Welcome'"]


def test_a_doubtful_translation_fails(sources):
    catalog = translated(sources[0])
    catalog.get("Welcome").flags.add("fuzzy")
    write(catalog, *sources)
    assert "doubtful (fuzzy): 'Welcome'" in messages.check(*sources)


def test_a_translation_that_lost_a_placeholder_fails(sources):
    catalog = translated(sources[0])
    catalog.get("%(n)s post").string = ("un billet", "des billets %(nombre)s")
    write(catalog, *sources)
    (fault,) = messages.check(*sources)
    assert "%(n)s post" in fault


def test_a_string_that_is_gone_makes_the_catalogue_stale(sources):
    write(translated(sources[0]), *sources)
    (sources[0].parent / "blog" / "models.py").write_text('_("Post")\n')
    assert messages.check(*sources) == ["django.po is not up to date"]


def test_a_compiled_catalogue_older_than_its_source_fails(sources):
    catalog = translated(sources[0])
    write(catalog, *sources)
    catalog.get("Welcome").string = "Bienvenue"
    sources[0].write_bytes(messages.written(catalog))
    assert messages.check(*sources) == ["django.mo is not the compiled form of its source"]


def test_bringing_the_catalogue_up_to_date_twice_changes_nothing(sources):
    write(translated(sources[0]), *sources)
    before = sources[0].read_bytes()
    write(messages.merged(messages.read(sources[0]), messages.extracted()), *sources)
    assert sources[0].read_bytes() == before
