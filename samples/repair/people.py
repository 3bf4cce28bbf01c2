"""The customers of the repair shop."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A customer: what devices it brings, how many jobs, its discount, and how much trouble (0 none, 1 much)."""

    name: str
    families: tuple[str, ...]
    jobs: float
    discount: float
    trouble: float


_TABLE = """
Serviciul de Ambulanță Someș      | phone tablet laptop   | 5 | 0    | 0
Cafenelele Bulevard SRL           | espresso              | 6 | 0.03 | 0.05
Liceul Tehnologic Mănăștur        | laptop tablet         | 5 | 0.06 | 0.1
Asigurări Feleac SA               | phone laptop tablet   | 9 | 0.37 | 0.9
Clinica Dentară Zorilor           | laptop tablet         | 3 | 0    | 0
Curier Napoca Express SRL         | phone scooter         | 6 | 0.05 | 0.1
Trotinete Verzi SRL               | scooter               | 5 | 0.22 | 0.5
Biblioteca Județeană              | laptop                | 3 | 0.04 | 0
Hotel Cetățuia                    | espresso phone        | 3 | 0    | 0.05
Bistro Turda                      | espresso              | 2 | 0    | 0.1
Arena Jocuri SRL                  | console laptop        | 5 | 0.04 | 0.1
Garanție Plus SRL                 | phone console laptop  | 8 | 0.38 | 1
Arhitectura Pod SRL               | laptop                | 3 | 0    | 0
Notariat Unirii                   | laptop phone          | 2 | 0    | 0
Taxi Florești SRL                 | phone                 | 3 | 0.05 | 0.3
Cooperativa Apuseni               | phone laptop espresso | 3 | 0.04 | 0.1
Festivalul Someș                  | tablet phone          | 2 | 0.1  | 0.4
Patiseria Horea                   | espresso              | 2 | 0    | 0
Școala de Programare Cluj         | laptop                | 4 | 0.05 | 0.1
Clubul Retro                      | console               | 3 | 0    | 0.2
Magazinul online Revândut         | phone console tablet  | 7 | 0.24 | 0.6
Farmaciile Gheorgheni             | phone tablet          | 3 | 0    | 0
Studioul Foto Lumina              | laptop tablet         | 2 | 0    | 0
Teatrul Mic                       | laptop phone          | 1 | 0    | 0.1
Spălătoria Auto Mărăști           | phone                 | 1 | 0    | 0.3
Contabilitate Avram SRL           | laptop                | 2 | 0    | 0
Închirieri Trotinete Vest SRL     | scooter               | 4 | 0.15 | 0.4
Counter, students                 | phone laptop console  | 6 | 0.05 | 0.2
Counter, neighbourhood            | phone espresso tablet | 7 | 0    | 0.2
Counter, by post                  | phone console         | 4 | 0    | 0.4
"""


def _client(line: str) -> Client:
    name, families, jobs, discount, trouble = (cell.strip() for cell in line.split("|"))
    return Client(
        name=name,
        families=tuple(families.split()),
        jobs=float(jobs),
        discount=float(discount),
        trouble=float(trouble),
    )


CLIENTS: Mapping[str, Client] = MappingProxyType(
    {f"K{number:02d}": _client(line) for number, line in enumerate(_TABLE.strip().splitlines(), start=1)}
)
"""The customers by their number."""
