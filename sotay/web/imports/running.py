"""Work on an upload: small ones while the person waits, long ones in a process of their own."""

import os
import subprocess
import sys
from threading import Thread

from django.conf import settings

from sotay.core import clock
from sotay.core.actor import Actor
from sotay.imports.choices import BatchState
from sotay.imports.operations import taken_up, work
from sotay.imports.queries import batch_of
from sotay.imports.waiting import waiting

NEAR = 256 * 1024
"""Bytes of an upload that is worked on at once; what is larger may be left and come back to."""


def run(actor: Actor, token: str, state: BatchState) -> None:
    """Begin the work; small uploads are done when this returns. Raises DomainError when it cannot begin."""
    batch = batch_of(actor, token)
    assert batch is not None  # the view has looked it up
    with taken_up(actor=actor, batch=batch, state=state) as descriptor:
        if waiting(token).size <= NEAR:
            work(actor=actor, batch=batch, at=clock.now(), today=clock.today())
        else:
            launch(token, descriptor)


def launch(token: str, descriptor: int) -> None:
    """A child that works on, whatever becomes of this request. It holds the lock for as long as it lives."""
    child = subprocess.Popen(  # noqa: S603 — our own command, a token of ours
        [sys.executable, "-m", "sotay.jobs.cli", "import-batch", token],
        pass_fds=(descriptor,),
        cwd=settings.BASE_DIR,
        env={**os.environ, "SOTAY_DEMO": "1" if settings.DEMO else ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=child.wait, daemon=True).start()
