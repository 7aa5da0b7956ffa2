"""Who listens to which meeting; one look at all meetings seven times a second, and at all who listen half as
often."""

import asyncio
import json
from collections.abc import Callable, Collection, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

EVERY = 0.15
"""Seconds between two looks: what changed is told within a second, however busy the machine."""
WHO_EACH = 2
"""Looks after which it is seen who listens: a session or a role taken away is noticed within a second."""


@dataclass(eq=False, slots=True)
class Listener:
    """One open answer. `version`: what it was told last; `news`: what it is to be told next. `standing`: by
    what its session was let in, as last seen; `doubted`: that is not so any more."""

    version: int
    session: str = ""
    standing: Hashable = None
    doubted: bool = False
    news: bytes = b""
    told: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """Looks at the meetings that somebody listens to, and tells the listeners what changed.

    `versions`: by public id, how often each meeting has changed; `state`: the words to tell of one, or None
    when it is gone; `standings`: by session that still holds, by what it is let in (None: not known now).
    All ask the database, in the one thread of the watch.
    """

    def __init__(
        self,
        versions: Callable[[Collection[str]], dict[str, int]],
        state: Callable[[str], str | None],
        standings: Callable[[Collection[str]], Mapping[str, Hashable] | None],
    ) -> None:
        self.versions, self.state, self.standings = versions, state, standings
        self.rooms: dict[str, set[Listener]] = {}
        self.asked: dict[str, asyncio.Future[str | None]] = {}
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="watch")
        self.task: asyncio.Task[None] | None = None

    async def words_of(self, public_id: str) -> str | None:
        """How the meeting stands now. Those who ask at the same moment get the same answer."""
        found = self.asked.get(public_id)
        if found is None:
            loop = asyncio.get_running_loop()
            found = self.asked[public_id] = loop.run_in_executor(self.pool, self.state, public_id)
            found.add_done_callback(lambda _: self.asked.pop(public_id, None))
        return await asyncio.shield(found)

    def join(self, public_id: str, version: int, session: str, standing: Hashable = None) -> Listener:
        """Listen to a meeting from this version on, as whoever opened this session. `standing`: by what it
        was let in, when that was before now."""
        listener = Listener(version, session, standing)
        self.rooms.setdefault(public_id, set()).add(listener)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._look())
        return listener

    def leave(self, public_id: str, listener: Listener) -> None:
        """Listen no longer."""
        room = self.rooms.get(public_id, set())
        room.discard(listener)
        if not room:
            self.rooms.pop(public_id, None)

    async def _look(self) -> None:
        """While anybody listens. A database that does not answer is asked again at the next look."""
        loop, looks = asyncio.get_running_loop(), 0
        while self.rooms:
            await asyncio.sleep(EVERY)
            looks += 1
            if looks % WHO_EACH == 0:
                await self._look_who()
            found = await loop.run_in_executor(self.pool, self.versions, tuple(self.rooms))
            for public_id, version in found.items():
                behind = [one for one in self.rooms.get(public_id, ()) if one.version != version]
                if behind:
                    words = await loop.run_in_executor(self.pool, self.state, public_id)
                    self._tell(behind, words)

    async def _look_who(self) -> None:
        """Doubt whoever's session has ended, or whose roles are not those of the last look."""
        listeners = [one for room in self.rooms.values() for one in room]
        sessions = {one.session for one in listeners}
        found = await asyncio.get_running_loop().run_in_executor(self.pool, self.standings, sessions)
        if found is None:
            return
        for one in listeners:
            now = found.get(one.session)
            if now is None or one.standing not in {None, now}:
                one.doubted = True
                one.told.set()
            one.standing = now

    @staticmethod
    def _tell(listeners: Collection[Listener], words: str | None) -> None:
        if words is None:
            return
        version = int(json.loads(words)["version"])
        event = event_of(words)
        for one in listeners:
            one.version, one.news = version, event
            one.told.set()


def event_of(words: str) -> bytes:
    """A server-sent event; the words are one line."""
    return b"data: " + words.encode() + b"\n\n"
