"""`make bench`: what pages cost among ever more territories, and with ever more in one of them.

Prints ratios and keeps JSON.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.flows import FLOWS, ITEMS, LISTS, MEMBERS, SIZES, Flow

BENCH = Path(__file__).parent
PLACE = "banc.localhost"
PER_PAGE, FARTHEST = 20, 100  # cards on a page of a list, and the farthest page that is asked for
REPEATS = 15
SECONDS = 4


def prepare(folder: str) -> None:
    """Point the project at a folder of its own, migrate and open the measured territory."""
    os.environ |= {"KIKALU_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def median(repeats: int, act: Callable[[], Any]) -> float:
    """The median duration of an act, in milliseconds."""
    times = []
    for _time in range(repeats):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(times), 2)


def flows(
    asked: Iterable[Flow], pages: dict[str, int], people: dict[str, Any]
) -> dict[str, dict[str, float]]:
    """Each flow's queries with every cache empty, and its median time to be drawn, not kept."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench.place import client  # noqa: PLC0415
    from site_core.kernel import hosts  # noqa: PLC0415

    found = {}
    for flow in asked:
        host = "inconnu.localhost" if flow.actor == "stranger" else PLACE
        browser = client(host, people.get(flow.actor))
        path = flow.path.format(**pages)
        expected = 404 if flow.actor == "stranger" else 200
        answer = browser.get(path)
        if answer.status_code != expected:
            raise SystemExit(f"{flow.name}: {path} answers {answer.status_code} {answer.headers}")
        cache.clear()
        hosts.forget()
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        count = len(queries)
        milliseconds = median(REPEATS, lambda browser=browser, path=path: browser.get(path))
        found[flow.name] = {"queries": count, "ms": milliseconds}
        if flow.queries is not None and count > flow.queries:
            found[flow.name]["over_budget"] = flow.queries
        if flow.milliseconds is not None and milliseconds > flow.milliseconds:
            found[flow.name]["over_time"] = flow.milliseconds
    return found


def provisioning(number: int) -> float:
    """How long one more territory takes to open, in milliseconds."""
    from console.provisioning import provision_territory  # noqa: PLC0415

    started = time.perf_counter()
    provision_territory(code="246900740", hostname=f"neuf{number}.localhost", slug=f"neuf-{number}")
    return round((time.perf_counter() - started) * 1000, 1)


def served(folder: str) -> dict[str, float]:
    """Requests a second of the home and of an empty view, by one server in one run."""
    port = 8790
    environment = dict(os.environ, KIKALU_DATA=folder, PORT=str(port))
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
            "site_core.wsgi:application",
        ],
        cwd=BENCH.parent,
        env=environment,
    )
    try:
        wait(port)
        return {
            name: rate(port, path) for name, path in (("empty view", "/banc/vide/"), ("home", "/"))
        } | {"resident MB": round(resident(server.pid), 1)}
    finally:
        server.terminate()
        server.wait(20)


def wait(port: int) -> None:
    """Until the server answers; SystemExit after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if ask(HTTPConnection("127.0.0.1", port, timeout=30), "/") == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The server does not answer.")


def ask(connection: HTTPConnection, path: str) -> int:
    """One request; its status."""
    connection.request("GET", path, headers={"Host": PLACE})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def rate(port: int, path: str) -> float:
    """Requests answered in a second over one connection, once warm."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _time in range(10):
        ask(connection, path)
    done, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        ask(connection, path)
        done += 1
    return round(done / SECONDS, 1)


def resident(pid: int) -> float:
    """The memory of the server's largest process, in megabytes (10^6 bytes)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = []
    for one in (str(pid), *children):
        pages = int(Path(f"/proc/{one}/statm").read_text().split()[1])
        sizes.append(pages * resource.getpagesize() / 1e6)
    return max(sizes)


def report(title: str, found: dict[str, Any]) -> None:
    """A table: each flow at each size, and the ratio of the largest to the smallest."""
    sizes = list(found)
    print(f"\n{title:<22}" + "".join(f"{f'{int(n):,}':>22}" for n in sizes) + f"{'ratio':>8}")
    for flow in found[sizes[0]]["flows"]:
        cells = [found[n]["flows"][flow] for n in sizes]
        line = f"{flow:<22}"
        for cell in cells:
            over = "!" if "over_budget" in cell or "over_time" in cell else " "
            line += f"{cell['queries']:>8} q {cell['ms']:>9.2f} ms{over}"
        print(line + f"{cells[-1]['ms'] / cells[0]['ms']:>8.2f}")
    for key in ("provision ms", "home / empty view", "resident MB"):
        if key in found[sizes[0]]:
            print(f"{key:<22}" + "".join(f"{found[n][key]:>22}" for n in sizes))


def main() -> None:
    """Measure each size in turn, in one folder that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES, type=numbers, help="of territories: 10,1000")
    parser.add_argument("--items", default=ITEMS, type=numbers, help="in each list: 100,1000")
    parser.add_argument("--members", default=MEMBERS, type=numbers, help="with a letter: 10,10000")
    options = parser.parse_args()
    results: dict[str, Any] = {"at": time.strftime("%FT%TZ", time.gmtime())}
    with tempfile.TemporaryDirectory(prefix="kikalu-bench-") as folder:
        prepare(folder)
        from django.test import override_settings  # noqa: PLC0415

        from bench import items, letters, matcher, place, seed  # noqa: PLC0415

        banc = place.open_place(PLACE)
        results["sizes"] = {}
        for number, size in enumerate(options.sizes):
            print(f"{size:,} territories…", flush=True)
            seed.fill(size)
            with override_settings(PAGE_CACHE_SECONDS=0):
                found: dict[str, Any] = {"flows": flows(FLOWS, banc.pages, banc.people)}
            found["provision ms"] = provisioning(number)
            rates = served(folder)
            found["home / empty view"] = round(rates["home"] / rates["empty view"], 3)
            found["rates"] = rates
            found["resident MB"] = rates["resident MB"]
            results["sizes"][str(size)] = found
        results["items"] = {}
        for size in options.items:
            print(f"{size:,} items in each list…", flush=True)
            items.fill(banc.territory, banc.people["inhabitant"], size)
            pages = banc.pages | {"last": min(FARTHEST, size // PER_PAGE)}
            with override_settings(PAGE_CACHE_SECONDS=0):
                results["items"][str(size)] = {"flows": flows(LISTS, pages, banc.people)}
        results["matcher"] = matcher.measure()
        results["letters"] = letters.measure(banc.territory, options.members)
    for subject in ("matcher", "letters"):
        for name, figure in results[subject].items():
            print(f"{subject}: {name:<40}{figure:>12,}")
    for title in ("sizes", "items"):
        if results[title]:
            report(title, results[title])
    kept = BENCH / "results" / f"{results['at'].replace(':', '')}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(results, indent=1))


def numbers(text: str) -> tuple[int, ...]:
    """Numbers with commas between them; none of an empty text."""
    return tuple(int(number) for number in text.split(",") if number)


if __name__ == "__main__":
    main()
