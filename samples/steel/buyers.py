"""The sixty customers of the steel service centre: who they are, what they buy and how easy they are to serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a customer trades: money shares are of the list price or of its sales, days are days."""

    past_discount: float
    discount: float
    payment_days: int
    rush_share: float
    return_share: float
    claim_share: float
    freight_factor: float
    line_factor: float


QUIET = Manner(
    past_discount=0.025,
    discount=0.03,
    payment_days=21,
    rush_share=0.01,
    return_share=0.002,
    claim_share=0.002,
    freight_factor=0.5,
    line_factor=0.8,
)
ORDINARY = Manner(
    past_discount=0.1,
    discount=0.08,
    payment_days=35,
    rush_share=0.04,
    return_share=0.008,
    claim_share=0.006,
    freight_factor=0.9,
    line_factor=1.0,
)
NOISY = Manner(
    past_discount=0.225,
    discount=0.13,
    payment_days=110,
    rush_share=0.16,
    return_share=0.05,
    claim_share=0.045,
    freight_factor=2.3,
    line_factor=1.9,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """One customer with what the generator knows about it; `volume` 1 is an average customer."""

    name: str
    town: str
    country: str
    trade: str
    manner: Manner
    volume: float


TRADES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "construction": {"S355J2": 3, "S235JR": 3, "S350GD+Z": 2, "S355MC": 1},
        "machines": {"S355MC": 3, "S235JR": 2, "S700MC": 2, "S355J2": 2, "S690QL": 1},
        "automotive": {"DC04": 4, "DC01": 3, "S700MC": 2, "DX51D+Z": 1},
        "appliances": {"DC01": 3, "DX51D+Z": 3, "PE9002": 2, "DC04": 1},
        "shipyard": {"S355J2": 4, "S690QL": 2, "S235JR": 1, "S700MC": 1},
        "food": {"1.4301": 5, "DX51D+Z": 1},
        "farming": {"S250GD+ZM": 3, "S350GD+Z": 2, "DX51D+Z": 2, "S235JR": 1},
        "ventilation": {"DX51D+Z": 4, "1.4301": 1, "DX51D+AZ": 1},
        "roofing": {"PE7016": 3, "PE9002": 3, "DX51D+AZ": 3, "S350GD+Z": 1},
        "cranes": {"S690QL": 4, "S700MC": 2, "S355J2": 2},
        "trader": {"DX51D+Z": 3, "DC01": 3, "S235JR": 3, "S355MC": 2, "DX51D+AZ": 1, "DC04": 1},
    }
)
"""What each trade buys: weights by family."""

SHIP_HOURS: Mapping[str, int] = MappingProxyType(
    {"PL": 24, "DE": 36, "DK": 48, "LT": 36, "LV": 48, "EE": 60, "SE": 60, "FI": 72, "CZ": 36, "RO": 72}
)
"""Hours from the end of the work to the customer's door, by country."""

_TABLE = """
Kaszub Konstrukcje sp. z o.o.      | Kartuzy         | PL | construction | ordinary | 1.3
Warmia Maszyny Rolnicze S.A.       | Olsztyn         | PL | farming      | quiet    | 1.6
Dźwigi Pomorskie sp. z o.o.        | Gdynia          | PL | cranes       | quiet    | 1.5
Stalhurt Kujawy sp. z o.o.         | Włocławek       | PL | trader       | noisy    | 3.6
Blachdom Podlasie sp. z o.o.       | Białystok       | PL | roofing      | ordinary | 1.2
Wentpol Mazowsze sp. z o.o.        | Radom           | PL | ventilation  | ordinary | 1.0
Meblostal Wielkopolska sp. z o.o.  | Gniezno         | PL | appliances   | ordinary | 0.9
Karoseria Śląska S.A.              | Tychy           | PL | automotive   | noisy    | 3.0
Zbiorniki Noteć sp. z o.o.         | Nakło           | PL | food         | quiet    | 0.7
Mleczarnia Technika sp. j.         | Grajewo         | PL | food         | ordinary | 0.5
Hala System Żuławy sp. z o.o.      | Elbląg          | PL | construction | ordinary | 1.4
Prasownia Lubuska sp. z o.o.       | Żary            | PL | automotive   | ordinary | 1.1
Pralki Wrocław S.A.                | Wrocław         | PL | appliances   | quiet    | 1.5
Przyczepy Świętokrzyskie sp. z o.o.| Kielce          | PL | machines     | ordinary | 0.8
Stocznia Martwa Wisła S.A.         | Gdańsk          | PL | shipyard     | noisy    | 2.4
Dachmet Roztocze sp. z o.o.        | Zamość          | PL | roofing      | noisy    | 1.7
Silosy Mazury sp. z o.o.           | Ełk             | PL | farming      | ordinary | 0.9
Ogrodzenia Tuchola sp. z o.o.      | Tuchola         | PL | construction | ordinary | 0.4
Kotły Beskid sp. z o.o.            | Żywiec          | PL | machines     | ordinary | 0.6
Profile Warta sp. z o.o.           | Konin           | PL | trader       | ordinary | 1.0
Regały Łódzkie sp. z o.o.          | Pabianice       | PL | construction | quiet    | 1.0
Klimat Sopot sp. z o.o.            | Sopot           | PL | ventilation  | ordinary | 0.4
Weserbrücke Stahlbau GmbH          | Nienburg        | DE | construction | ordinary | 1.2
Uckermark Landtechnik GmbH         | Prenzlau        | DE | farming      | quiet    | 1.1
Haubitz & Söhne Blechwaren KG      | Chemnitz        | DE | appliances   | ordinary | 0.7
Spreetal Fahrzeugteile GmbH        | Guben           | DE | automotive   | noisy    | 2.6
Ostsee Krantechnik GmbH            | Stralsund       | DE | cranes       | quiet    | 1.2
Havelland Lüftungsbau GmbH         | Rathenow        | DE | ventilation  | ordinary | 0.8
Nordlicht Dachprofile GmbH         | Schwerin        | DE | roofing      | ordinary | 1.0
Elbtal Stahlhandel GmbH            | Riesa           | DE | trader       | noisy    | 2.8
Müritz Edelstahltechnik GmbH       | Waren           | DE | food         | ordinary | 0.6
Nordhavn Maskinfabrik A/S          | Aarhus          | DK | machines     | quiet    | 1.2
Limfjord Stålbyg ApS               | Aalborg         | DK | construction | ordinary | 0.8
Sydfyn Staldinventar A/S           | Svendborg       | DK | farming      | quiet    | 0.9
Ringkøbing Trailer A/S             | Ringkøbing      | DK | machines     | ordinary | 0.7
Vesterbro Ventilation ApS          | Odense          | DK | ventilation  | ordinary | 0.5
Mejeriteknik Thy A/S               | Thisted         | DK | food         | quiet    | 0.8
Kattegat Offshore Stål A/S         | Frederikshavn   | DK | shipyard     | ordinary | 1.1
Carpatica Construct SRL            | Brașov          | RO | construction | noisy    | 1.7
Dobrogea Metal Trading SRL         | Constanța       | RO | trader       | noisy    | 1.9
Someș Utilaje SA                   | Cluj-Napoca     | RO | machines     | ordinary | 0.6
Acoperișuri Bucovina SRL           | Suceava         | RO | roofing      | ordinary | 0.7
Caroserii Argeș SRL                | Pitești         | RO | automotive   | ordinary | 0.8
Nemuno Metalas UAB                 | Kaunas          | LT | trader       | ordinary | 0.9
Aukštaitijos Stogai UAB            | Panevėžys       | LT | roofing      | ordinary | 0.8
Klaipėdos Dokai UAB                | Klaipėda        | LT | shipyard     | ordinary | 0.9
Žemaitijos Technika UAB            | Telšiai         | LT | farming      | ordinary | 0.6
Liepājas Metālapstrāde SIA         | Liepāja         | LV | machines     | ordinary | 0.6
Daugava Jumti SIA                  | Jelgava         | LV | roofing      | noisy    | 0.8
Vidzemes Piena Iekārtas SIA        | Valmiera        | LV | food         | ordinary | 0.3
Emajõe Terasehitus OÜ              | Tartu           | EE | construction | ordinary | 0.7
Pärnu Ventilatsioon OÜ             | Pärnu           | EE | ventilation  | ordinary | 0.3
Kalmarsund Kranar AB               | Oskarshamn      | SE | cranes       | quiet    | 0.9
Blekinge Plåt & Profil AB          | Karlskrona      | SE | roofing      | ordinary | 0.7
Österlen Lantbruksteknik AB        | Simrishamn      | SE | farming      | ordinary | 0.6
Vättern Fordonsdelar AB            | Jönköping       | SE | automotive   | quiet    | 1.0
Saimaan Konepaja Oy                | Lappeenranta    | FI | machines     | ordinary | 0.5
Pohjan Ilmastointi Oy              | Oulu            | FI | ventilation  | ordinary | 0.3
Moravské Skříně s.r.o.             | Prostějov       | CZ | appliances   | ordinary | 0.8
Haná Strojírny a.s.                | Přerov          | CZ | machines     | noisy    | 1.0
"""

_MANNERS = {"quiet": QUIET, "ordinary": ORDINARY, "noisy": NOISY}


def _buyer(line: str) -> Buyer:
    name, town, country, trade, manner, volume = (cell.strip() for cell in line.split("|"))
    return Buyer(name=name, town=town, country=country, trade=trade, manner=_MANNERS[manner], volume=float(volume))


BUYERS: Mapping[str, Buyer] = MappingProxyType(
    {f"C{number:03d}": _buyer(line) for number, line in enumerate(_TABLE.strip().splitlines(), start=1)}
)
"""The customers by their number."""
