"""A TCP proxy between a node and a server that can slow, swallow or cut what passes through it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import threading
import time

CHUNK_BYTES = 1 << 16
UP, DOWN = "to the server", "to the node"
# How often a stalled direction looks whether it may go on.
STALL_LOOK_SECONDS = 0.05


class Proxy:
    """Listens on a port of its own and passes everything on, until it is told otherwise. Any thread may tell it.

    - delay: seconds that each chunk takes, in each direction
    - stalled: directions in which nothing arrives; TCP keeps it, and brings it when the direction is open again
    - cut_at: at which stage connections break, each time with the probability `cut_share`: "connect" (refused),
      "greeting" (in the server's first words), "request" (half of it arrives), "answer" (the server has done what it was
      asked, nobody learns of it), "within-answer" (half of it arrives)
    """

    def __init__(self, port: int, server_port: int, seed: int = 0):
        self.port = port
        self._server_port = server_port
        self._random = random.Random(seed)
        self._writers = set()
        self._loop = asyncio.new_event_loop()
        self.heal()

    def heal(self) -> None:
        self.delay = 0.0
        self.stalled = frozenset()
        self.cut_at = None
        self.cut_share = 0.0

    def start(self) -> Proxy:
        listening = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(listening,), name=f"proxy-{self.port}", daemon=True)
        self._thread.start()
        if not listening.wait(10):
            raise OSError(f"no proxy on port {self.port}")
        return self

    def stop(self) -> None:
        """Breaks every connection there is and listens no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def cut_all(self) -> None:
        """Breaks every connection there is, as a firewall that forgets does, but says so (RST)."""
        self._loop.call_soon_threadsafe(lambda: [_reset(writer) for writer in list(self._writers)])

    def _run(self, listening: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        listening.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    async def _end(self) -> None:
        for writer in list(self._writers):
            _reset(writer)
        pending = asyncio.all_tasks() - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._strikes("connect"):
            return _reset(writer)
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            return _reset(writer)
        pair = (writer, server_writer)
        self._writers.update(pair)
        try:
            # asyncio itself would tell of a connection that the proxy's end has cancelled.
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(self._pump(reader, server_writer, UP, pair), self._pump(server_reader, writer, DOWN, pair))
        finally:
            self._writers.difference_update(pair)

    async def _pump(self, reader, writer, direction: str, pair: tuple) -> None:
        queue = asyncio.Queue()
        sender = asyncio.ensure_future(self._send(queue, writer, direction))
        try:
            broken = await self._pass_on(reader, queue, direction)
            await queue.put(None)
            await sender
            for end in pair:
                _reset(end) if broken else end.close()
        except OSError:
            sender.cancel()
            for end in pair:
                _reset(end)

    async def _pass_on(self, reader, queue: asyncio.Queue, direction: str) -> bool:
        """Until the sender ends its connection (false), or it is cut here (true)."""
        first = True
        while chunk := await reader.read(CHUNK_BYTES):
            left = self._left_of(chunk, direction, first)
            await queue.put((time.monotonic() + self.delay, chunk if left is None else left))
            if left is not None:
                return True
            first = False
        return False

    def _left_of(self, chunk: bytes, direction: str, first: bool) -> bytes | None:
        """What gets through before the connection is cut; None if it is not."""
        if direction == UP:
            return chunk[: len(chunk) // 2] if self._strikes("request") else None
        if first:
            return chunk[: len(chunk) // 2] if self._strikes("greeting") else None
        if self._strikes("answer"):
            return b""
        return chunk[: len(chunk) // 2] if self._strikes("within-answer") else None

    async def _send(self, queue: asyncio.Queue, writer, direction: str) -> None:
        while (item := await queue.get()) is not None:
            due, chunk = item
            while time.monotonic() < due or direction in self.stalled:
                await asyncio.sleep(max(due - time.monotonic(), 0) or STALL_LOOK_SECONDS)
            try:
                writer.write(chunk)
                await writer.drain()
            except OSError:
                return

    def _strikes(self, stage: str) -> bool:
        return stage == self.cut_at and self._random.random() < self.cut_share


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection by RST, as a process that was killed does: what was on its way is lost."""
    connection = writer.get_extra_info("socket")
    if connection is not None and connection.fileno() >= 0:
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        except OSError:
            pass
    writer.transport.abort()
