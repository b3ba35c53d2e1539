"""Slips of the hand in the address of a well-known mail service: asked about, never refused."""

COMMON = (
    "bbox.fr",
    "free.fr",
    "gmail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "live.fr",
    "neuf.fr",
    "numericable.fr",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "protonmail.com",
    "sfr.fr",
    "wanadoo.fr",
    "yahoo.com",
    "yahoo.fr",
)
NOT_SLIPS = frozenset({*COMMON, "email.com", "live.be", "mail.com", "ymail.com"})
WITHOUT_MAIL = {"gmail.fr": "gmail.com"}


def meant(address: str) -> str:
    """The address that somebody may have meant, one letter away from what they typed; or empty."""
    local, _at, domain = address.rpartition("@")
    near = (known for known in COMMON if is_one_slip(domain, known))
    found = "" if domain in NOT_SLIPS else WITHOUT_MAIL.get(domain) or next(near, "")
    return f"{local}@{found}" if found else ""


def is_one_slip(typed: str, known: str) -> bool:
    """Whether one letter is missing, too much or another one, or two of them changed places."""
    short, long = sorted((typed, known), key=len)
    if len(short) != len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    wrong = [at for at in range(len(long)) if typed[at] != known[at]]
    first, *others = wrong or [0]
    after = first + 1
    is_swap = others == [after] and typed[first : first + 2] == known[after] + known[first]
    return is_swap or (bool(wrong) and not others)
