import socket
import threading
import unittest

from runner.matrix import wire


class WireTest(unittest.TestCase):
    def test_reads_rows_with_long_values_and_nulls(self):
        long = b"x" * 300
        self.assertEqual(["ab", None, long.decode()], wire._row(b"\x02ab\xfb\xfc\x2c\x01" + long))

    def test_takes_both_parts_of_the_salt_from_the_greeting(self):
        greeting = b"\x0a11.4.5\0" + b"\1\0\0\0" + b"12345678" + b"\0" + b"\0" * 18 + b"abcdefghijkl\0"
        self.assertEqual(b"12345678abcdefghijkl", wire._salt(greeting))

    def test_hides_the_password_so_that_only_its_double_hash_opens_it(self):
        import hashlib

        salt = b"12345678abcdefghijkl"
        token = wire._native("secret", salt)
        stored = hashlib.sha1(hashlib.sha1(b"secret").digest()).digest()
        mask = hashlib.sha1(salt + stored).digest()
        once = bytes(a ^ b for a, b in zip(token, mask))  # noqa: B905 - Python 3.9
        self.assertEqual(stored, hashlib.sha1(once).digest())
        self.assertEqual(b"", wire._native("", salt))

    def test_speaks_to_redis_and_tells_its_errors(self):
        self.assertEqual("OK", self._redis(b"+OK\r\n", "FLUSHALL"))
        self.assertEqual(b"*1\r\n$8\r\nFLUSHALL\r\n", self.asked)
        with self.assertRaisesRegex(wire.Refused, "READONLY"):
            self._redis(b"-READONLY no writes\r\n", "SET", "a", "b")

    def _redis(self, answer, *words):
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=self._answer, args=(server, answer), daemon=True).start()
            return wire.redis(server.getsockname()[1], *words)

    def _answer(self, server, answer):
        connection, _ = server.accept()
        with connection:
            self.asked = connection.recv(1000)
            connection.sendall(answer)
