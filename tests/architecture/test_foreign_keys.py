"""Every foreign key looks down: strings escape the import linter."""

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture.floors import heights


def _ours() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("sotay.")]


def _pointing(model: type[Model]) -> list[tuple[Field, type[Model]]]:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [(field, field.remote_field.model) for field in fields if field.remote_field]


def looks_up(source: str, target: str) -> bool:
    """Whether a key from one app to the other goes to a higher floor."""
    height = heights()
    return target in height and height[target] > height[source]


def test_every_foreign_key_points_to_the_same_or_a_lower_floor() -> None:
    faults = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model in _ours()
        for field, target in _pointing(model)
        if looks_up(model._meta.app_label, target._meta.app_label)
    ]
    assert not faults, "foreign keys that look up: " + "; ".join(faults)


def test_the_journal_has_no_foreign_keys() -> None:
    faults = [m._meta.label for m in _ours() if m._meta.app_label == "journal" and _pointing(m)]
    assert not faults, f"the journal names organisations and accounts by id: {faults}"


def test_a_planted_upward_key_is_found() -> None:
    assert looks_up("organisations", "meetings")
    assert not looks_up("meetings", "organisations")
    assert not looks_up("organisations", "contenttypes")
