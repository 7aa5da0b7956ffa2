"""The contracts of `.importlinter` turn red on planted faults, in a copy of the tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.floors import ROOT, SOTAY

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _copy_of_the_tree(target: Path) -> Path:
    shutil.copytree(SOTAY, target / "sotay", ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    shutil.copy(ROOT / ".importlinter", target)
    return target


def _lint(tree: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "source", "contract"),
    [
        ("organisations/planted.py", "from sotay.meetings import apps", "lower floors"),
        ("accounts/planted.py", "from sotay.organisations import apps", "lower floors"),
        ("newcomer/__init__.py", "", "lower floors"),
        ("web/planted.py", "from sotay.members import models", "does not know tables"),
        ("journal/rules.py", "from django.db import models", "Rules and events think only"),
        ("members/choices.py", "from sotay.members import models", "Choices name closed sets"),
        ("members/models.py", "from sotay.members import queries", "Models define tables"),
        ("journal/queries.py", "from sotay.journal import operations", "Queries and indicators never write"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, place: str, source: str, contract: str) -> None:
    tree = _copy_of_the_tree(tmp_path)
    planted = tree / "sotay" / place
    planted.parent.mkdir(exist_ok=True)
    if source.startswith("from sotay."):  # the module named must exist
        _, package, _, name = source.split()
        module = tree / package.replace(".", "/") / name
        if not module.is_dir():
            module.with_suffix(".py").touch()
    before = planted.read_text("utf-8") if planted.exists() else ""
    planted.write_text(f"{source}\n{before}", "utf-8")
    said = _lint(tree)
    broken = [line for line in said.stdout.splitlines() if line.endswith("BROKEN")]
    assert said.returncode != 0
    assert any(contract in line for line in broken), said.stdout[-2000:]
