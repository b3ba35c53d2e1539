"""How long things are kept, in days; the page of one's own data and `purge_expired` read it here.

Sources: decree 2021-1362 (what a host keeps apart for the judge), CNIL's guide of retention periods
(accounts that nobody uses: two years, then a notice).
"""

from . import env

YEAR = 365
RETENTION_DAYS = {
    "unconfirmed_reminder": 3,  # after signing up, until the address is proved
    "unconfirmed": 10,
    "inactive": env.number("KIKALU_INACTIVE_DAYS", 2 * YEAR),  # since the last sign-in
    "notice": 30,  # between the notice to who no longer comes and the erasure
    "closed": 30,  # a closed account may come back
    "contact_messages": YEAR,
    "notifications_seen": 90,
    "notifications": YEAR,
    "letters": YEAR,
    "demo_mail": 30,
    "legal_identity": 5 * YEAR,  # decree 2021-1362, article 2: since the account was closed
    "legal_account": YEAR,  # article 3: since the account was closed
    "legal_connection": YEAR,  # article 5: since the connection
}
