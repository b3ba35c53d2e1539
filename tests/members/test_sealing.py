"""What a copy of the database does not tell."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.test import Client

from members.models import User
from members.sealing import Unreadable, seal, unseal
from site_core.kernel.models import Territory
from tests.members.conftest import Door
from tests.members.test_second_factor import code_of, link_app

OLD, NEW = "an-old-secret-of-enough-characters", "a-new-secret-of-enough-characters-"


def test_a_sealed_text_opens_with_the_secret_or_a_former_one(settings: Any) -> None:
    settings.SECRET_KEY = OLD
    sealed = seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert unseal(sealed) == "JBSWY3DP"
    assert seal("JBSWY3DP") != sealed
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert unseal(sealed) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_a_seed_stored_before_is_read_as_it_is() -> None:
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_seeds_of_codes_are_not_in_the_database(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    sign_in(client, lucie.email)
    secret = link_app(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert kept.count("fernet:") == Authenticator.objects.count() == 2
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(codes).validate_code(RecoveryCodes(codes).get_unused_codes()[0])


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_lost_secret_opens_nothing_and_the_log_says_so(
    lucie: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = TOTP.activate(lucie, "JBSWY3DPEHPK3PXP")
    right = code_of("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = NEW
    assert validate_totp_code("JBSWY3DPEHPK3PXP", right)
    with caplog.at_level(logging.ERROR, "members.second_factor"):
        assert not app.validate_code(right)
    assert "no longer known" in caplog.text
