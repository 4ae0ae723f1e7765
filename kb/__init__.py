"""经验库: find and reuse what peer rural commercial banks have learned."""

__version__ = "0.2.0"
