#!/usr/bin/env python3
"""Checks a proof bundle of First Served from the bundle alone.

    verify_bundle.py BUNDLE --key HEX [--previous BUNDLE] [--user ID --user-key HEX]

Exit status: 0 proven, 2 not proven, 3 cannot be read or is no bundle, 4 not trusted: sound, but no
key was given to trust. Needs Python 3.8 and nothing else, and shares no code with the service. The format is docs/reference/proof-bundle.md; section numbers refer to it.
"""
import argparse
import datetime
import hashlib
import json
import os
import re
import sys

FORMAT = "first-served-proof-bundle/1"


# Of a coupon after its issue; a bundle says that they happened, and no more.
LATER_KINDS = ("coupon-redeemed", "redemption-undone", "coupon-revoked", "coupon-expired")

PROVEN, NOT_PROVEN, UNREADABLE, NOT_TRUSTED = 0, 2, 3, 4


class Unproven(Exception):
    """What is wrong with the bundle, in one sentence."""


class Malformed(Exception):
    """Why it is no bundle, in one sentence."""


# What malformed input can make of the code below: no list where one is read, no number, too deep.
MALFORMED = (Malformed, ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError,
             RecursionError)


def require(holds, otherwise):
    if not holds:
        raise Unproven(otherwise)


def require_form(holds, otherwise):
    if not holds:
        raise Malformed(otherwise)


# -- Section 2: hashes ---------------------------------------------------------------------------

def number(value):
    return value.to_bytes(8, "big")


def text(value):
    raw = value.encode("utf-8")
    return len(raw).to_bytes(4, "big") + raw


def sha256(tag, *parts):
    return hashlib.sha256(bytes([tag]) + b"".join(parts)).digest()


def merkle_root(level):
    while len(level) > 1:
        pairs = [level[i:i + 2] for i in range(0, len(level), 2)]
        level = [sha256(0x01, *pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def unhex(value, length=32):
    require_form(isinstance(value, str) and re.fullmatch("[0-9a-f]{%d}" % (2 * length), value),
                 "not %d bytes of lower-case hex: %.80r" % (length, value))
    return bytes.fromhex(value)


# -- Section 5: Ed25519, as RFC 8032 section 6 writes it -------------------------------------------

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_OF_MINUS_1 % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(raw):
    y = int.from_bytes(raw, "little")
    x = recover_x(y & ((1 << 255) - 1), y >> 255)
    y &= (1 << 255) - 1
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signature_is_valid(public_key, message, signature):
    a, r = decompress(public_key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return ((left[0] * right[2] - right[0] * left[2]) % P == 0
            and (left[1] * right[2] - right[1] * left[2]) % P == 0)


# -- Section 4: the campaign's own rules -----------------------------------------------------------

def instant(value):
    """Nanoseconds since 1970 of an ISO-8601 instant in UTC."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", value)
    require_form(found, "not an instant: %.60r" % value)
    whole = datetime.datetime.fromisoformat(found.group(1) + "+00:00")
    seconds = (whole - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)).total_seconds()
    return int(seconds) * 10 ** 9 + int((found.group(2) or "0").ljust(9, "0"))


class Campaign:
    """What the campaign's events have said so far."""

    def __init__(self, identity):
        self.identity = identity
        self.terms = None
        self.quota = None
        self.paused_at = None
        self.closed_at = None
        self.serials = set()
        self.holders = {}
        self.later = 0

    def accept(self, index, kind, disclosed):
        if kind == "coupon-issued":
            self.issued(index, disclosed)
        elif kind.startswith("campaign-") or kind == "quota-raised":
            self.administered(index, kind, json.loads(disclosed))
        else:
            require(kind in LATER_KINDS, "index %d: an event of unknown type %.60r" % (index, kind))
            require(disclosed == "", "index %d: more is disclosed than may be" % index)
            require(self.terms, "index %d: an event before the campaign's creation" % index)
            self.later += 1

    def administered(self, index, kind, event):
        here = "index %d: " % index
        require(event["campaignId"] == self.identity, here + "an event of another campaign")
        require((kind == "campaign-created") == (self.terms is None),
                here + "the creation is not the first event, or not the only one")
        require(self.closed_at is None, here + "an event after the closing")
        if kind == "campaign-created":
            self.terms, self.quota = event, event["quota"]
        elif kind == "quota-raised":
            require(self.quota is not None and event["quota"] > self.quota,
                    here + "a quota that was not raised")
            self.quota = event["quota"]
        elif kind == "campaign-paused":
            self.paused_at = instant(event["at"])
        elif kind == "campaign-resumed":
            require(self.paused_at is not None, here + "resumed, but not paused")
            self.paused_at = None
        elif kind == "campaign-closed":
            self.closed_at = instant(event["at"])
        else:
            raise Unproven(here + "an event of unknown type " + kind)

    def issued(self, index, disclosed):
        here = "index %d: " % index
        require(self.terms, here + "an issue before the campaign's creation")
        serial, ordinal, reserved_at, holder = disclosed.split("\n")
        serial, ordinal, at = int(serial), int(ordinal), instant(reserved_at)
        unhex(holder)
        require(serial >= 1 and (self.quota is None or serial <= self.quota),
                here + "serial %d is not in 1 to %s" % (serial, self.quota))
        require(serial not in self.serials, here + "serial %d is given twice" % serial)
        self.serials.add(serial)
        held = self.holders.setdefault(holder, {})
        require(ordinal not in held and 1 <= ordinal <= self.terms["perUserLimit"],
                here + "more than %d for one user" % self.terms["perUserLimit"])
        held[ordinal] = serial
        opens, closes = self.terms["opensAt"], self.terms["closesAt"]
        require(opens is None or at >= instant(opens), here + "issued before the opening")
        require(closes is None or at < instant(closes), here + "issued after the closing")
        require(self.closed_at is None or at < self.closed_at, here + "issued after the closing")
        require(self.paused_at is None or at < self.paused_at, here + "issued while paused")


# -- Section 3: the lines --------------------------------------------------------------------------

def canonical(line):
    """Parses a line, and insists that it is spelled the one way the format allows."""
    try:
        value = json.loads(line)
    except ValueError:
        raise Malformed("not JSON: %r" % line[:60]) from None
    spelled = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    require_form(spelled == line, "not spelled canonically: %r" % line[:60])
    return value


class Sound:
    """A bundle that holds together.

    header, end: its first and last line; campaign: what its events say; leaves: their number;
    seals: those of its blocks, the first block's first.
    """

    def __init__(self, header, campaign, end, leaves, seals):
        self.header, self.campaign, self.end = header, campaign, end
        self.leaves, self.seals = leaves, seals


def verify(path, expected_key):
    """Checks a bundle; expected_key is the signer's, or None to take any."""
    digest, seals = hashlib.sha256(), []
    seal, last, block_count, leaf_count, previous_index = bytes(32), 0, 0, 0, 0
    header, campaign, scope, line = None, None, None, None
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            require_form(line.endswith("\n"), "the last line does not end")
            value = canonical(line[:-1])
            require_form(isinstance(value, dict), "a line is no object")
            if header is None:
                header = value
                require_form(list(value) == ["format", "campaign", "scopeKey", "sealedUpTo", "blocks",
                                             "exportedAt"], "not the header of a bundle")
                require_form(value["format"] == FORMAT, "not a bundle of format " + FORMAT)
                campaign = Campaign(value["campaign"])
                scope = sha256(0x12, unhex(value["scopeKey"]), text(value["campaign"]))
            elif block_count == header["blocks"]:
                break
            else:
                block_count += 1
                require(list(value) == ["block", "first", "last", "groups", "events"]
                        and value["block"] == block_count and value["first"] == last + 1
                        and value["last"] >= value["first"], "block %d is missing" % block_count)
                last = value["last"]
                parts = [seal, number(value["first"]), number(last), number(len(value["groups"]))]
                leaves, total, previous_scope = [], 0, b""
                for index, kind, disclosed, row_digest in value["events"]:
                    require(max(previous_index + 1, value["first"]) <= index <= last,
                            "index %d is out of order" % index)
                    previous_index = index
                    leaves.append(sha256(0x00, number(index), text(kind), text(disclosed),
                                         unhex(row_digest)))
                    campaign.accept(index, kind, disclosed)
                leaf_count += len(leaves)
                mine = (len(leaves), merkle_root(leaves)) if leaves else None
                for group_scope, count, root in value["groups"]:
                    group_scope, root = unhex(group_scope), unhex(root)
                    require(group_scope > previous_scope, "groups out of order")
                    previous_scope = group_scope
                    if group_scope == scope:
                        require(mine == (count, root),
                                "block %d: an event is altered or missing" % block_count)
                        mine = None
                    total += count
                    parts += [group_scope, number(count), root]
                require(mine is None, "block %d: events that were not sealed" % block_count)
                require(total == last - value["first"] + 1,
                        "block %d does not account for every index" % block_count)
                seal = sha256(0x02, *parts)
                seals.append(seal)
            digest.update(line.encode("utf-8"))
        else:
            require_form(header is not None, "it is empty")
            raise Unproven("the signature is missing")
        require(lines.readline() == "", "something follows the signature")
    require(header["sealedUpTo"] == last, "the header names another end than the blocks")
    require(campaign.terms, "the campaign's creation is missing")
    require(list(value) == ["head", "algorithm", "publicKey", "signature"]
            and value["algorithm"] == "Ed25519", "the signature is missing")
    require(unhex(value["head"]) == seal, "the seals lead to another head: something is altered")
    require(expected_key is None or value["publicKey"] == expected_key, "signed by another key")
    message = FORMAT.encode() + b"\n" + digest.digest() + seal
    require(signature_is_valid(unhex(value["publicKey"]), message, unhex(value["signature"], 64)),
            "the signature is not valid")
    return Sound(header, campaign, value, leaf_count, seals)


def require_extension(later, earlier):
    """Section 7: nothing of the earlier bundle's log is altered or missing in the later one's."""
    count = len(earlier.seals)
    require(later.end["publicKey"] == earlier.end["publicKey"],
            "the previous bundle is signed by another key")
    require(later.seals[:count] == earlier.seals,
            "this is not the previous bundle's log grown, but another or an older one")


def own_coupons(campaign, user, user_key):
    """Section 6: the serials this user holds, by the key that only the user was given."""
    commitment = sha256(0x10, unhex(user_key), text(campaign.identity), text(user)).hex()
    return sorted(campaign.holders.get(commitment, {}).values())


def options():
    parser = argparse.ArgumentParser(description="Check a proof bundle of First Served.")
    parser.add_argument("bundle")
    parser.add_argument("--key", help="the operator's public key, hex, from a source you trust")
    parser.add_argument("--previous", metavar="BUNDLE",
                        help="a bundle you were given before, that this one's log must continue")
    parser.add_argument("--user", help="your user id, to look for your own coupon")
    parser.add_argument("--user-key", help="your key, from your coupon's receipt")
    return parser.parse_args()


def checked(said):
    bundle = verify(said.bundle, said.key)
    if said.previous:
        require_extension(bundle, verify(said.previous, said.key))
    if said.user:
        mine = own_coupons(bundle.campaign, said.user, said.user_key or "")
        require(mine, "no coupon of user %s is in the bundle" % said.user)
        print("Your coupons: serial " + ", ".join(map(str, mine)))
    return bundle


def report(bundle, said):
    campaign, header = bundle.campaign, bundle.header
    print("%s: campaign %s" % ("PROVEN" if said.key else "NOT TRUSTED", campaign.identity))
    print("  issued %d of %s, at most %d per user, all inside the window" % (
        len(campaign.serials), campaign.quota if campaign.quota is not None else "unlimited",
        campaign.terms["perUserLimit"]))
    print("  %d users, %d events, none altered, none missing up to index %d" % (
        len(campaign.holders), bundle.leaves, header["sealedUpTo"]))
    print("  exported at %s, %d bytes, no witness but who kept an earlier bundle" % (
        header["exportedAt"], os.path.getsize(said.bundle)))
    if said.previous:
        print("  continues %s" % said.previous)
    print("  head %s" % bundle.end["head"])
    print("  signed by %s" % bundle.end["publicKey"])
    if not said.key:
        print("  Anybody can make such a bundle with a key of their own: name the key you trust by --key.")


def main():
    said = options()
    try:
        bundle = checked(said)
    except OSError as unreadable:
        print("CANNOT BE READ: %s" % unreadable)
        return UNREADABLE
    except Unproven as why:
        print("NOT PROVEN: %s" % why)
        return NOT_PROVEN
    except MALFORMED as malformed:
        print("NO BUNDLE: %s" % (str(malformed) or type(malformed).__name__))
        return UNREADABLE
    report(bundle, said)
    return PROVEN if said.key else NOT_TRUSTED


if __name__ == "__main__":
    sys.exit(main())
