"""The kinds of places of the official list, as they are read: values that never change."""

from typing import Final, NamedTuple, TypeAlias

_KINDS: Final = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}


class Commune(NamedTuple):
    """A current commune. `code` (INSEE) is its key; its name may be shared.

    `epci` is the SIREN of its intercommunality, empty outside any; `siren` is empty overseas
    where the list has none. `population` is the municipal one, None where nobody is counted.
    Degrees are WGS 84, None for more than half of the communes: nothing may need them.
    `former_codes` are the INSEE codes of communes that merged into it.
    """

    code: str
    name: str
    department: str
    region: str
    siren: str
    epci: str
    population: int | None
    postcodes: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    former_codes: tuple[str, ...]


class Intercommunality(NamedTuple):
    """An intercommunality with own taxation (EPCI), or the Métropole de Lyon.

    `kind` is CC, CA, CU, METRO or MET69; `members` are INSEE codes in ascending order and may
    lie in several departments.
    """

    siren: str
    name: str
    kind: str
    members: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with its kind spelled out, as people read it."""
        short, _, rest = self.name.partition(" ")
        return f"{_KINDS[short]} {rest}" if short in _KINDS else self.name


class Arrondissement(NamedTuple):
    """A municipal arrondissement of Paris, Lyon or Marseille: a part of `commune`, never one."""

    code: str
    name: str
    commune: str
    population: int
    postcodes: tuple[str, ...]
    latitude: float | None
    longitude: float | None


Place: TypeAlias = Commune | Intercommunality
