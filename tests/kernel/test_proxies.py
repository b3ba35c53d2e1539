"""Whose address a request carries."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from site_core.kernel.proxies import believe_proxies, client_address


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "found"),
    [
        ([], "192.0.2.7", "", "192.0.2.7"),
        ([], "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (["127.0.0.1"], "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (["127.0.0.1"], "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "<script>", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1:4711", "[2001:db8::1]:80", "2001:db8::1"),
        (["10.0.0.1"], "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ([], "", "198.51.100.1", ""),
    ],
)
def test_only_trusted_proxies_say_who_is_behind_them(
    settings: object, trusted: list[str], remote: str, forwarded: str, found: str
) -> None:
    settings.TRUSTED_PROXIES = trusted  # type: ignore[attr-defined]
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **extra)
    assert client_address(request) == found


@pytest.mark.parametrize(
    ("trusted", "remote", "is_secure"),
    [
        ([], "192.0.2.7", False),
        ([], "127.0.0.1", False),
        (["127.0.0.1"], "192.0.2.7", False),
        (["127.0.0.1"], "127.0.0.1", True),
        (["10.0.0.0/8"], "10.1.2.3:4711", True),
        (["10.0.0.0/8"], "", False),
    ],
)
def test_only_trusted_proxies_say_that_the_visitor_came_by_https(
    settings: object, trusted: list[str], remote: str, is_secure: bool
) -> None:
    settings.TRUSTED_PROXIES = trusted  # type: ignore[attr-defined]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_PROTO="https")
    seen: list[bool] = []

    def view(request: object) -> HttpResponse:
        seen.append(request.is_secure())  # type: ignore[attr-defined]
        return HttpResponse()

    believe_proxies(view)(request)
    assert seen == [is_secure]
