"""The list of floors, the folders and the settings name the same apps."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.floors import SOTAY, heights


def test_every_app_has_a_floor() -> None:
    folders = {path.parent.name for path in SOTAY.glob("*/__init__.py")}
    assert folders == set(heights())


def test_every_app_but_core_is_installed() -> None:
    installed = {config.label for config in apps.get_app_configs() if config.name.startswith("sotay.")}
    assert installed == set(heights()) - {"core"}


def test_every_model_has_its_migration() -> None:
    loader = MigrationLoader(None)
    ours = {label for label in heights() if label in apps.app_configs}
    with translation.override(None):  # migrations hold names untranslated
        wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = wanted.changes(graph=loader.graph, trim_to_apps=ours)
    missing = {app: [str(o) for m in found for o in m.operations] for app, found in changes.items()}
    assert not missing, f"run manage.py makemigrations: {missing}"


def test_migrations_have_one_end_each() -> None:
    assert not MigrationLoader(None).detect_conflicts()
