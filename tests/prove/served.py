"""What the server of a proof runs: the product itself, with the fault of this run planted, and in each answer
the number of the process that gave it."""

import os
from typing import Any

from config.asgi import application as product
from sotay.web.front.bridge import Message, Receive, Scope, Send
from tests.prove.serving import PROCESS, plant

plant()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One request."""

    async def telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Any] = [*message["headers"], (PROCESS.lower().encode(), str(os.getpid()).encode())]
            message = {**message, "headers": headers}
        await send(message)

    await product(scope, receive, telling)
