"""What zlib makes of something that is repeated very often, at the price of packing it once."""

import zlib


def repeated(first: bytes, again: bytes, times: int) -> bytes:
    """Something, followed by something else so many times, packed.

    Args:
        first: What it begins with.
        again: What follows. Packed on its own, it is the same bytes each time.
        times: How often.
    """
    packer, check = zlib.compressobj(), zlib.adler32(first)
    begun, block = (
        packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for part in (first, again)
    )
    for _ in range(times):
        check = zlib.adler32(again, check)
    return begun + block * times + _END + check.to_bytes(4)


_END = b"\x03\x00"
"""An empty last block (RFC 1951, 3.2.6); the checksum follows it."""
