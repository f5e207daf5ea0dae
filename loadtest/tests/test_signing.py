"""Keys that a node and the driver understand alike."""

import base64
import json
import pathlib
import shutil
import tempfile
import unittest

from runner import signing


class SigningTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_secret_is_told_to_the_node_and_no_key_set(self):
        signed = signing.make("HS256", self.folder)

        self.assertEqual(signed.key.read_text(), signed.environment["FIRST_SERVED_SECURITY_JWT_SECRET"])
        self.assertIsNone(signed.environment["FIRST_SERVED_SECURITY_JWT_JWK_SET_URI"])
        self.assertEqual("jwt", signed.environment["FIRST_SERVED_SECURITY_MODE"])
        self.assertEqual(0, signed.key.stat().st_mode & 0o077)

    @unittest.skipUnless(shutil.which("openssl"), "needs openssl")
    def test_a_key_set_is_public(self):
        for algorithm, numbers in (("RS256", {"n": 256, "e": 3}), ("ES256", {"x": 32, "y": 32})):
            signed = signing.make(algorithm, self.folder)

            published = self.folder / f"{algorithm}.jwks.json"
            self.assertEqual(published.as_uri(), signed.environment["FIRST_SERVED_SECURITY_JWT_JWK_SET_URI"])
            (key,) = json.loads(published.read_text())["keys"]
            for name, length in numbers.items():
                self.assertEqual(length, len(base64.urlsafe_b64decode(key[name] + "==")))
            self.assertNotIn("d", key)

    def test_who_is_given_a_coupon_has_a_token_of_his_own(self):
        signed = signing.make("HS256", self.folder)

        arguments = signed.arguments(10, repeat=False)

        self.assertEqual(["--users", "200000", "--requests", "200000"], arguments[-4:])
        self.assertNotIn("--requests", signed.arguments(10, repeat=True))


if __name__ == "__main__":
    unittest.main()
