"""The tables. What is true stands in `Fact.body`; every other column is made from bodies and compared when it is read.

Instants are texts of one width (`2026-11-23T05:00:00.000000Z`) and quantities texts with exactly their digits, so that
a row is the same on SQLite and PostgreSQL and sorts as it should.
"""

from typing import ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BaseConstraint, Index, Q, UniqueConstraint


class Place(models.BigIntegerField):
    """A number that is the row's own place in the file on SQLite, which spares an index, and 64 bits elsewhere."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the type of the column."""
        return "integer" if connection.vendor == "sqlite" else "bigint"


class Fact(models.Model):
    """One fact; triggers refuse to change or delete it."""

    position = Place(primary_key=True)
    id = models.TextField()
    kind = models.TextField()
    version = models.IntegerField()
    commitment = models.TextField()
    happened_at = models.TextField()
    recorded_at = models.TextField()
    body = models.BinaryField()
    leaf = models.BinaryField()

    class Meta:
        """Facts of a kind, and of a commitment, are found in their order."""

        db_table = "fact"
        indexes: ClassVar[list[Index]] = [
            Index(fields=["kind", "position"], name="fact_of_kind"),
            Index(fields=["commitment", "position"], name="fact_of_commitment"),
        ]
        constraints: ClassVar[list[BaseConstraint]] = [UniqueConstraint(fields=["id"], name="fact_once")]


class FactLink(models.Model):
    """An object that a fact is about; triggers refuse to change or delete it. `id` is its place: see `rows.link_id`."""

    id = Place(primary_key=True)
    position = models.BigIntegerField()
    type = models.TextField()
    object = models.TextField()
    qualifier = models.TextField()
    quantity = models.TextField(null=True)  # noqa: DJ001 - no quantity is not an empty one
    unit = models.TextField()

    class Meta:
        """An object's facts are found in their order."""

        db_table = "fact_link"
        indexes: ClassVar[list[Index]] = [Index(fields=["object", "id"], name="link_of_object")]


class Head(models.Model):
    """The one row that says how many facts there are, and the RFC 6962 tree over them, ready to grow."""

    id = models.IntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()

    class Meta:
        """One row."""

        db_table = "head"


class Commitment(models.Model):
    """What is known of a commitment: made from facts, dropped and made anew by `rebuild`."""

    id = models.TextField(primary_key=True)
    requester = models.TextField()
    performer = models.TextField()
    subject = models.TextField()
    stage = models.TextField()
    is_open = models.BooleanField()
    due = models.TextField()
    position = models.BigIntegerField()
    body = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        """What is open, and what an order's commitments are, is found quickly."""

        db_table = "commitment"
        indexes: ClassVar[list[Index]] = [
            Index(fields=["id"], name="commitment_open", condition=Q(is_open=True)),
            Index(fields=["subject", "id"], name="commitment_of_subject"),
        ]


class Blob(models.Model):
    """A snapshot or a plan, named by its hash; triggers refuse to change or delete it."""

    pk = models.CompositePrimaryKey("kind", "hash")
    kind = models.TextField()
    hash = models.TextField()
    bytes = models.BinaryField()

    class Meta:
        """Found by the primary key."""

        db_table = "blob"


class SignedNote(models.Model):
    """Signatures under a checkpoint, as parties keep them in a file; triggers refuse to change or delete it."""

    id = models.BigAutoField(primary_key=True)
    text = models.TextField()
    digest = models.BinaryField()

    class Meta:
        """Read in the order in which they came."""

        db_table = "signed_note"
