"""Triggers that refuse to change or delete what was recorded, and the one row of the head."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from unisono.domain.merkle import Frontier

KEPT = ("fact", "fact_link", "blob", "signed_note")
REFUSAL = "what was recorded is never changed; a correction is a new fact"

SQLITE = """
CREATE TRIGGER "{table}_{verb}" BEFORE {verb} ON "{table}" BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER "{table}_{verb}" BEFORE {verb} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def refuse_changes(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, in the words of the database."""
    is_server = editor.connection.vendor == "postgresql"
    if is_server:
        editor.execute(POSTGRESQL_FUNCTION.format(refusal=REFUSAL))
        # names sort as their bytes do, as on SQLite
        editor.execute('ALTER TABLE "commitment" ALTER COLUMN "id" TYPE text COLLATE "C"')
    for table in KEPT:
        for verb in ("UPDATE", "DELETE", *(("TRUNCATE",) if is_server else ())):
            words = POSTGRESQL if is_server else SQLITE
            editor.execute(words.format(table=table, verb=verb, refusal=REFUSAL))


def begin(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the head of a ledger without facts."""
    write_head = 'INSERT INTO "head" ("id", "size", "root", "frontier") VALUES (1, 0, %s, %s)'
    with editor.connection.cursor() as cursor:
        cursor.execute(write_head, [Frontier().root, Frontier().to_bytes()])


class Migration(migrations.Migration):
    """What was recorded stays."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ledger", "0001_tables")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(refuse_changes), migrations.RunPython(begin)]
