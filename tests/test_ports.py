"""Ports for the servers of tests."""

from __future__ import annotations

import socket

from tests.ports import deaf_port, free_ports


def test_ports_that_are_asked_for_together_differ() -> None:
    """nginx refused its sample when 80 and 443 were the same port: the kernel had given it twice."""
    ports = free_ports(200)
    assert len(set(ports)) == 200


def test_nobody_is_heard_at_a_deaf_port() -> None:
    with deaf_port() as port, socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
