from django.db import migrations


def composite_key(table, name, columns, target, target_columns, on_update=""):
    """A foreign key over several columns, which models cannot declare, and its reverse."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
        f"REFERENCES {target} ({target_columns}) {on_update} DEFERRABLE INITIALLY IMMEDIATE",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    """The order of the levels, and the columns that one table repeats from another, held by the database."""

    dependencies = [("geo", "0001_initial")]

    operations = [
        composite_key(
            "geo_area", "geo_area_parent_one_up", "parent_id, parent_level", "geo_area", "id, level"
        ),
        composite_key(
            "geo_edition",
            "geo_edition_territory_level",
            "territory_id, territory_level",
            "geo_area",
            "id, level",
        ),
        composite_key("geo_boundary", "geo_boundary_area_level", "area_id, level", "geo_area", "id, level"),
        composite_key(
            "geo_boundary", "geo_boundary_edition_level", "edition_id, level", "geo_edition", "id, level"
        ),
        composite_key(
            "geo_boundarypart",
            "geo_boundarypart_repeats",
            "boundary_id, area_id, level, is_current",
            "geo_boundary",
            "id, area_id, level, is_current",
            on_update="ON UPDATE CASCADE",
        ),
    ]
