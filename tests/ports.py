"""Ports for the houses that tests start."""

import contextlib
import random
import socket

OWN = range(20_000, 32_000)
"""Below those that systems give to outgoing connections: a house that is down for a moment loses
none of these to a browser of another test."""


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    for port in random.sample(OWN, 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("a hundred ports were taken")
