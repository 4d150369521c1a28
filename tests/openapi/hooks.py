"""Loaded by schemathesis: every request comes from an address of its own, as behind a proxy."""

import random

import schemathesis

addresses = random.Random(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Rate limits by client would hide what is behind them."""
    address = ".".join(str(addresses.randrange(1, 255)) for _ in range(4))
    case.headers["x-forwarded-for"] = address
