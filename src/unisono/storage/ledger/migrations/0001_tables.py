"""The tables of a ledger."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from unisono.storage.ledger.models import Place


class Migration(migrations.Migration):
    """All tables as they began."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("position", Place(primary_key=True, serialize=False)),
                ("id", models.TextField()),
                ("kind", models.TextField()),
                ("version", models.IntegerField()),
                ("commitment", models.TextField()),
                ("happened_at", models.TextField()),
                ("recorded_at", models.TextField()),
                ("body", models.BinaryField()),
                ("leaf", models.BinaryField()),
            ],
            options={
                "db_table": "fact",
                "indexes": [
                    models.Index(fields=["kind", "position"], name="fact_of_kind"),
                    models.Index(fields=["commitment", "position"], name="fact_of_commitment"),
                ],
                "constraints": [models.UniqueConstraint(fields=["id"], name="fact_once")],
            },
        ),
        migrations.CreateModel(
            name="FactLink",
            fields=[
                ("id", Place(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
                ("type", models.TextField()),
                ("object", models.TextField()),
                ("qualifier", models.TextField()),
                ("quantity", models.TextField(null=True)),
                ("unit", models.TextField()),
            ],
            options={
                "db_table": "fact_link",
                "indexes": [models.Index(fields=["object", "id"], name="link_of_object")],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("frontier", models.BinaryField()),
            ],
            options={"db_table": "head"},
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("requester", models.TextField()),
                ("performer", models.TextField()),
                ("subject", models.TextField()),
                ("stage", models.TextField()),
                ("is_open", models.BooleanField()),
                ("due", models.TextField()),
                ("position", models.BigIntegerField()),
                ("body", models.BinaryField()),
                ("digest", models.BinaryField()),
            ],
            options={
                "db_table": "commitment",
                "indexes": [
                    models.Index(fields=["id"], name="commitment_open", condition=models.Q(is_open=True)),
                    models.Index(fields=["subject", "id"], name="commitment_of_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Blob",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "hash", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField()),
                ("hash", models.TextField()),
                ("bytes", models.BinaryField()),
            ],
            options={"db_table": "blob"},
        ),
        migrations.CreateModel(
            name="SignedNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("digest", models.BinaryField()),
            ],
            options={"db_table": "signed_note"},
        ),
    ]
