#!/usr/bin/env python3
"""Changes a sound bundle, one byte at a time, and prints each change the verifier does not notice.

    change_every_byte.py BUNDLE

Changes every byte of the header, of the signature line and of one block with events, and every
61st byte of the rest; also drops each line and swaps neighbours.
"""
import os
import sys
import tempfile

import verify_bundle

STEP = 61


def noticed(changed):
    handle, path = tempfile.mkstemp()
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(changed)
        verify_bundle.verify(path, None)
        return False
    except (verify_bundle.Unproven, *verify_bundle.MALFORMED):
        return True
    finally:
        os.remove(path)


def places(lines):
    begin, shown_block = 0, False
    for number, line in enumerate(lines):
        whole = number in (0, len(lines) - 1)
        if not whole and not shown_block and b"coupon-issued" in line:
            whole, shown_block = len(line) < 4000, True
        yield from range(begin, begin + len(line), 1 if whole else STEP)
        begin += len(line)


def main():
    with open(sys.argv[1], "rb") as bundle:
        sound = bundle.read()
    if noticed(sound):
        print("the bundle is not sound to begin with")
        return 1
    lines = sound.splitlines(keepends=True)
    for place in places(lines):
        changed = bytearray(sound)
        changed[place] ^= 1
        if not noticed(bytes(changed)):
            print("byte %d: %r" % (place, sound[max(0, place - 20):place + 20]))
    for number in range(len(lines)):
        if not noticed(b"".join(lines[:number] + lines[number + 1:])):
            print("line %d dropped" % number)
        if number and not noticed(b"".join(
                lines[:number - 1] + [lines[number], lines[number - 1]] + lines[number + 1:])):
            print("line %d swapped" % number)
    if not noticed(sound + b"\n") or not noticed(sound[:-1]):
        print("the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
