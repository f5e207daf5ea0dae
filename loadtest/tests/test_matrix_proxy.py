import socket
import threading
import time
import unittest

from runner.matrix.proxy import DOWN, UP, Proxy


class ProxyTest(unittest.TestCase):
    def setUp(self):
        self.server = _Greeter()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.proxy = Proxy(port, self.server.port).start()

    def tearDown(self):
        self.proxy.stop()
        self.server.close()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.proxy.port), timeout=5)
        self.addCleanup(connection.close)
        return connection

    def greeted(self):
        connection = self.connect()
        self.assertEqual(b"hello\n", connection.recv(100))
        return connection

    def ask(self, connection, word=b"question"):
        connection.sendall(word)
        return connection.recv(100)

    def test_passes_everything_on(self):
        self.assertEqual(b"QUESTION", self.ask(self.greeted()))

    def test_is_slow_both_ways(self):
        connection = self.greeted()
        self.proxy.delay = 0.1
        begun = time.monotonic()
        self.assertEqual(b"QUESTION", self.ask(connection))
        self.assertGreaterEqual(time.monotonic() - begun, 0.2)

    def test_holds_requests_back_and_brings_them_in_order_when_the_way_is_open_again(self):
        connection = self.greeted()
        self.proxy.stalled = frozenset({UP})
        connection.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            self.ask(connection, b"one ")
        self.assertEqual(b"", self.server.received)
        connection.sendall(b"two")
        self.proxy.heal()
        connection.settimeout(5)
        answer = b""
        while len(answer) < 7:
            answer += connection.recv(100)
        self.assertEqual(b"ONE TWO", answer)

    def test_lets_the_server_do_what_nobody_learns_of(self):
        connection = self.greeted()
        self.proxy.stalled = frozenset({DOWN})
        connection.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            self.ask(connection)
        self.assertEqual(b"question", self.server.received)

    def test_cuts_after_the_server_has_done_it(self):
        connection = self.greeted()
        self.proxy.cut_share, self.proxy.cut_at = 1, "answer"
        self.assertEqual(b"", self._until_cut(connection))
        self.assertEqual(b"question", self.server.received)

    def test_cuts_within_the_request(self):
        connection = self.greeted()
        self.proxy.cut_share, self.proxy.cut_at = 1, "request"
        self._until_cut(connection)
        self.assertTrue(b"ques".startswith(self.server.received))

    def test_cuts_within_the_greeting_and_refuses_connections(self):
        self.proxy.cut_share = 1
        for stage, most in (("greeting", b"hel"), ("connect", b"")):
            self.proxy.cut_at = stage
            self.assertTrue(most.startswith(self._received_by_a_new_connection()))

    def test_cuts_all_connections_there_are(self):
        connection = self.greeted()
        self.proxy.cut_all()
        self.assertEqual(b"", self._received(connection))
        self.assertEqual(b"QUESTION", self.ask(self.greeted()))

    def _until_cut(self, connection):
        connection.sendall(b"question")
        return self._received(connection)

    def _received_by_a_new_connection(self):
        try:
            connection = self.connect()
        except ConnectionError:  # cut before this thread has learnt that it was accepted
            return b""
        return self._received(connection)

    @staticmethod
    def _received(connection):
        try:
            return connection.recv(100)
        except ConnectionError:
            return b""


class _Greeter:
    """Says hello, then everything in capitals."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.received = b""
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._socket.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            try:
                connection.sendall(b"hello\n")
                while word := connection.recv(100):
                    self.received += word
                    connection.sendall(word.upper())
            except OSError:
                pass
