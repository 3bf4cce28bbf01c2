"""What happens to agreements between two parties, and to the keys with which parties sign."""

from dataclasses import dataclass
from datetime import datetime

from unisono.domain.columns import column
from unisono.domain.facts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementProposed(Act):
    """A party proposed an agreement, or a new version of one."""

    agreement: str = column(about="Name of the agreement.", example="sales-production")
    agreement_version: int = column(about="Its version, from 1.", example="1", minimum=1)
    text: str = column(about="The whole agreement, in its TOML form.", example="purpose = ...")
    digest: str = column(about="SHA-256 of the text, which the signatures name.", example="9f86d081884c7d65")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(Act):
    """A party signed a version of an agreement; it is in force once both have."""

    agreement: str = column(about="Name of the agreement.", example="sales-production")
    agreement_version: int = column(about="Its version.", example="1", minimum=1)
    digest: str = column(about="SHA-256 of the text that is signed.", example="9f86d081884c7d65")
    signature: str = column(
        about="Ed25519 signature with the party's key, in hex; empty: signed by name.", example="", default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnded(Act):
    """A party left an agreement by its exit clause."""

    agreement: str = column(about="Name of the agreement.", example="sales-production")
    reason: str = column(about="Why.", example="the line was sold")
    ends_at: datetime = column(about="When it ends.", example="2027-03-31T22:00:00Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRegistered(Act):
    """A party made a key known with which it signs."""

    party: str = column(about="The party.", example="logistics")
    public_key: str = column(about="Ed25519 public key, in hex.", example="d75a980182b10ab7")
