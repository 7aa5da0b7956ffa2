"""Public ids: short, unguessable, safe in an address."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """Fourteen letters and digits without look-alikes: about 69 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(14))


def segment(number: int, width: int = 6) -> str:
    """A database id as a fixed-width base-36 path segment. Raises ValueError beyond 36**6."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    if len(text) > width:
        raise ValueError("too many organisations for one installation")
    return text.rjust(width, "0")


def child_segment(path: str, node: str, width: int = 6) -> str | None:
    """Where `path` lies seen from the node with segment `node`: the segment of the node's child it
    lies in, the node's own for the node itself, None when it does not lie at or below the node."""
    for start in range(0, len(path), width):
        if path[start : start + width] == node:
            return path[start + width : start + 2 * width] or node
    return None
