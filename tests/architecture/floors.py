"""The floors, read from `.importlinter`, the one list of them."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOTAY = ROOT / "sotay"


def read_floors() -> list[list[str]]:
    """The apps of each floor, the highest floor first."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    lines = config["importlinter:contract:floors"]["layers"].split("\n")
    return [[app.strip() for app in line.split("|")] for line in lines if line.strip()]


def heights() -> dict[str, int]:
    """The height of each app: core is 0, the faces are highest."""
    return {app: height for height, floor in enumerate(reversed(read_floors())) for app in floor}


def app_of(path: Path) -> str:
    """The app to which a file below sotay/ belongs."""
    return path.relative_to(SOTAY).parts[0]
