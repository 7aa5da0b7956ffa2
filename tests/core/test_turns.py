"""Writers of one process take turns, first come, first served (docs/adr/0010)."""

import threading
import time

from config.sqlite3.base import Turns


def test_one_at_a_time_in_the_order_they_came() -> None:
    turns, came = Turns(), []
    assert turns.take("a", 1)
    assert turns.take("a", 1), "held already"

    def wait(name: str) -> None:
        assert turns.take(name, 5)
        came.append(name)
        turns.give(name)

    threads = []
    for name in "bcde":
        threads.append(threading.Thread(target=wait, args=(name,)))
        threads[-1].start()
        while len(turns.waiting) < len(threads):
            time.sleep(0.001)
    turns.give("x")
    assert came == [], "nobody gives away another's turn"
    turns.give("a")
    for thread in threads:
        thread.join(5)
    assert came == ["b", "c", "d", "e"]
    assert turns.holder is None


def test_who_waited_too_long_stands_in_nobodys_way() -> None:
    turns = Turns()
    turns.take("a", 1)
    assert not turns.take("b", 0.01)
    turns.give("a")
    assert turns.holder is None
    assert turns.take("c", 0.01)
