"""Shows on the terminal which step long work is at."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from sotay.core.progress import Progress


@contextmanager
def shown() -> Iterator[Progress]:
    """Tells the steps on stderr: in place on a terminal, each once in a log. Parts are counted from the one
    that is being done, and only where there are several."""
    live, told = sys.stderr.isatty(), ""

    def tell(step: str, done: int, total: int) -> None:
        nonlocal told
        if live:
            count = f" {done + 1}/{total}" if done < total > 1 else ""
            click.echo(f"\r\033[K{step}{count} …", nl=False, err=True)
        elif step != told:
            count = f" ({total})" if done < total > 1 else ""
            click.echo(f"{step}{count} …", err=True)
        told = step

    try:
        yield tell
    finally:
        if live and told:
            click.echo("\r\033[K", nl=False, err=True)
