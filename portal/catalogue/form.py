"""Whether a catalogue has the form of today."""

from sqlalchemy import Engine, inspect, select

from portal.catalogue.tables import SCHEMA_VERSION, about


def has_today_form(engine: Engine) -> bool:
    """Whether a catalogue has the tables of today; before its first update, and in one of an older form, it has not."""
    if not inspect(engine).has_table(about.name):
        return False
    with engine.connect() as connection:
        return connection.scalar(select(about.c.schema_version)) == SCHEMA_VERSION
