#!/usr/bin/env python3
"""Forges a bundle as an operator with a key of their own could: every hash and the signature are right.

    forge_bundle.py BUNDLE KIND

Makes the bundle's last event one of KIND, seals everything anew, signs it, writes it in the
bundle's place and prints the public key.
"""
import hashlib
import json
import sys

import verify_bundle as v

SECRET = hashlib.sha512(b"a key of the forger's own").digest()
SCALAR = (int.from_bytes(SECRET[:32], "little") & (1 << 254) - 8) | 1 << 254


def compress(point):
    inverse = pow(point[2], v.P - 2, v.P)
    x, y = point[0] * inverse % v.P, point[1] * inverse % v.P
    return (y | (x & 1) << 255).to_bytes(32, "little")


PUBLIC_KEY = compress(v.multiply(SCALAR, v.BASE))


def modulo(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % v.L


def signed(message):
    """RFC 8032, section 5.1.6."""
    r = modulo(SECRET[32:], message)
    first = compress(v.multiply(r, v.BASE))
    s = (r + modulo(first, PUBLIC_KEY, message) * SCALAR) % v.L
    return first + s.to_bytes(32, "little")


def root(events):
    return v.merkle_root([v.sha256(0x00, v.number(index), v.text(kind), v.text(disclosed), bytes.fromhex(row))
                          for index, kind, disclosed, row in events]).hex()


def sealed_anew(header, blocks):
    scope = v.sha256(0x12, bytes.fromhex(header["scopeKey"]), v.text(header["campaign"])).hex()
    seal = bytes(32)
    for block in blocks:
        block["groups"] = [[name, count, root(block["events"]) if name == scope else digest]
                           for name, count, digest in block["groups"]]
        parts = [seal, v.number(block["first"]), v.number(block["last"]), v.number(len(block["groups"]))]
        for name, count, digest in block["groups"]:
            parts += [bytes.fromhex(name), v.number(count), bytes.fromhex(digest)]
        seal = v.sha256(0x02, *parts)
    return seal


def spelled(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def main():
    path, kind = sys.argv[1:]
    with open(path, encoding="utf-8") as lines:
        header, *blocks, end = [json.loads(line) for line in lines]
    next(block for block in reversed(blocks) if block["events"])["events"][-1][1:3] = [kind, ""]
    seal = sealed_anew(header, blocks)
    text = "".join(spelled(line) for line in [header, *blocks])
    message = v.FORMAT.encode() + b"\n" + hashlib.sha256(text.encode()).digest() + seal
    end.update(head=seal.hex(), publicKey=PUBLIC_KEY.hex(), signature=signed(message).hex())
    with open(path, "w", encoding="utf-8", newline="\n") as forged:
        forged.write(text + spelled(end))
    print(PUBLIC_KEY.hex())


if __name__ == "__main__":
    main()
