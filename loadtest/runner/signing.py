"""Keys for a node in JWT mode and for the driver, which signs a token for each of its users beforehand."""

from __future__ import annotations

import base64
import json
import pathlib
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass

from .product import Unusable

ISSUER = "first-served"
ALGORITHMS = ("HS256", "RS256", "ES256")
# Bounded: a driver's tokens are made and kept before the load. Beyond so many requests a second there are none left,
# and a load that gives coupons out ends; RSA takes a millisecond to sign, P-256 half a millisecond to check.
TOKENS_PER_SECOND = {"HS256": 20_000, "RS256": 9_000, "ES256": 5_000}
# Whoever is refused may ask again.
TOKENS_TO_REPEAT = {"HS256": 200_000, "RS256": 20_000, "ES256": 20_000}
_OPENSSL_KEY = {
    "RS256": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    "ES256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
}
P256_BYTES = 32


@dataclass(frozen=True)
class Signing:
    """What tokens are signed with, how a node is told, and the driver's arguments for it."""

    algorithm: str
    key: pathlib.Path
    environment: dict

    def arguments(self, seconds: float, repeat: bool) -> list:
        users = TOKENS_TO_REPEAT[self.algorithm] if repeat else round(TOKENS_PER_SECOND[self.algorithm] * seconds)
        found = ["--token-key", str(self.key), "--token-algorithm", self.algorithm, "--users", str(users)]
        return found if repeat else [*found, "--requests", str(users)]


def make(algorithm: str, folder: pathlib.Path) -> Signing:
    """A fresh key, in the folder."""
    key = folder / f"{algorithm}.key"
    key.touch(mode=0o600)
    environment = {
        "FIRST_SERVED_SECURITY_MODE": "jwt",
        "FIRST_SERVED_SECURITY_JWT_ISSUER": ISSUER,
        "FIRST_SERVED_SECURITY_JWT_SECRET": None,
        "FIRST_SERVED_SECURITY_JWT_JWK_SET_URI": None,
    }
    if algorithm == "HS256":
        key.write_text(secrets.token_hex(32))
        return Signing(algorithm, key, {**environment, "FIRST_SERVED_SECURITY_JWT_SECRET": key.read_text()})
    key.write_bytes(_openssl("genpkey", *_OPENSSL_KEY[algorithm]))
    published = folder / f"{algorithm}.jwks.json"
    published.write_text(json.dumps({"keys": [_public(algorithm, key)]}))
    return Signing(algorithm, key, {**environment, "FIRST_SERVED_SECURITY_JWT_JWK_SET_URI": published.as_uri()})


def _public(algorithm: str, key: pathlib.Path) -> dict:
    """The public half as a JSON Web Key."""
    if algorithm == "RS256":
        shown = _openssl("rsa", "-in", str(key), "-noout", "-modulus").decode()
        modulus = bytes.fromhex(re.fullmatch(r"Modulus=([0-9A-F]+)\s*", shown).group(1))
        return {"kty": "RSA", "n": _base64(modulus), "e": "AQAB"}
    # The point, uncompressed, is the end of the structure.
    point = _openssl("pkey", "-in", str(key), "-pubout", "-outform", "DER")[-2 * P256_BYTES:]
    return {"kty": "EC", "crv": "P-256", "x": _base64(point[:P256_BYTES]), "y": _base64(point[P256_BYTES:])}


def _base64(number: bytes) -> str:
    return base64.urlsafe_b64encode(number).decode().rstrip("=")


def _openssl(*arguments: str) -> bytes:
    if not shutil.which("openssl"):
        raise Unusable("openssl is needed for keys of RS256 and ES256: install it, or measure HS256 only")
    result = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
    if result.returncode != 0:
        raise Unusable(f"openssl {arguments[0]}: {result.stderr.decode(errors='replace').strip()}")
    return result.stdout
