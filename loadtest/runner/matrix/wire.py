"""Just enough of MySQL's and Redis's protocols to break a server with its own commands."""

from __future__ import annotations

import hashlib
import socket
import struct

# LONG_PASSWORD, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH
CAPABILITIES = 0x1 | 0x200 | 0x2000 | 0x8000 | 0x80000
MAX_PACKET_BYTES = 1 << 24
UTF8MB4 = 45
ERROR, END, SWITCH = 0xFF, 0xFE, 0xFE
ANSWER_LIMIT_SECONDS = 60


class Refused(Exception):
    """The server answered with an error."""


class Sql:
    """One session of MySQL or MariaDB by mysql_native_password, without TLS."""

    def __init__(self, port: int, user: str, password: str, limit_seconds: float = ANSWER_LIMIT_SECONDS):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=limit_seconds)
        self._in = self._socket.makefile("rb")
        self._sequence = 0
        self._log_in(user, password)

    def run(self, statement: str) -> list:
        """The rows as texts (None for NULL); none where the statement gives none."""
        self._sequence = 0
        self._send(b"\x03" + statement.encode())
        first = self._receive()
        if first[0] == 0:
            return []
        columns = first[0]
        while self._receive()[0] != END:
            columns -= 1
        rows = []
        while True:
            packet = self._receive()
            if packet[0] == END and len(packet) < 9:
                return rows
            rows.append(_row(packet))

    def close(self) -> None:
        self._in.close()
        self._socket.close()

    def __enter__(self) -> Sql:
        return self

    def __exit__(self, *_):
        self.close()

    def _log_in(self, user: str, password: str) -> None:
        salt = _salt(self._receive())
        body = struct.pack("<IIB23x", CAPABILITIES, MAX_PACKET_BYTES, UTF8MB4) + user.encode() + b"\0"
        token = _native(password, salt)
        self._send(body + bytes([len(token)]) + token + b"mysql_native_password\0")
        answer = self._receive()
        if answer[0] == SWITCH:
            self._send(_native(password, answer.split(b"\0", 1)[1].rstrip(b"\0")))
            self._receive()

    def _send(self, body: bytes) -> None:
        self._socket.sendall(struct.pack("<I", len(body))[:3] + bytes([self._sequence]) + body)
        self._sequence = (self._sequence + 1) % 256

    def _receive(self) -> bytes:
        head = self._in.read(4)
        if len(head) < 4:
            raise ConnectionError("the database ended the session")
        self._sequence = (head[3] + 1) % 256
        body = self._in.read(int.from_bytes(head[:3], "little"))
        if body[0] == ERROR:
            raise Refused(f"{int.from_bytes(body[1:3], 'little')} {body[9:].decode(errors='replace')}")
        return body


def _salt(greeting: bytes) -> bytes:
    rest = greeting[greeting.index(b"\0", 1) + 1:]
    return rest[4:12] + rest[31:43]


def _native(password: str, salt: bytes) -> bytes:
    if not password:
        return b""
    once = hashlib.sha1(password.encode()).digest()
    mask = hashlib.sha1(salt + hashlib.sha1(once).digest()).digest()
    return bytes(a ^ b for a, b in zip(once, mask))  # noqa: B905 - Python 3.9


def _row(packet: bytes) -> list:
    values, at = [], 0
    while at < len(packet):
        if packet[at] == 0xFB:
            values.append(None)
            at += 1
            continue
        length, at = _length(packet, at)
        values.append(packet[at:at + length].decode(errors="replace"))
        at += length
    return values


def _length(packet: bytes, at: int) -> tuple:
    width = {0xFC: 2, 0xFD: 3, 0xFE: 8}.get(packet[at], 0)
    if width == 0:
        return packet[at], at + 1
    return int.from_bytes(packet[at + 1:at + 1 + width], "little"), at + 1 + width


def redis(port: int, *words: str, limit_seconds: float = 10):
    """Sends one command; its answer as a text, or as a list of texts."""
    with socket.create_connection(("127.0.0.1", port), timeout=limit_seconds) as connection:
        parts = [f"*{len(words)}\r\n"] + [f"${len(word.encode())}\r\n{word}\r\n" for word in words]
        connection.sendall("".join(parts).encode())
        return _reply(connection.makefile("rb"))


def _reply(lines):
    kind, rest = (line := lines.readline().decode().rstrip())[:1], line[1:]
    if kind == "-":
        raise Refused(rest)
    if kind == "$":
        return lines.read(int(rest) + 2)[:-2].decode(errors="replace")
    return [_reply(lines) for _ in range(int(rest))] if kind == "*" else rest
