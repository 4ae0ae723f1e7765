"""The process that reads files for another: `python -m kb.readers.worker`.

Requests come in and drafts go out through its standard streams (kb.readers.wire). While it reads it
gives itself limits of memory and processor time where the system has them, so that any
harm a file does to a reader ends with this process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kb.errors import SourceError, TooLargeSource
from kb.readers.read import read
from kb.readers.wire import Message, from_draft, from_error, receive, send

LINUX = sys.platform == "linux"
if LINUX:
    import resource


def main() -> None:
    """Serve until the input ends, or until the memory that a file took is not freed."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # it ends when its input ends
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    memory, processor = int(sys.argv[1]), int(sys.argv[2])
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is not an answer
    before = _address_space()
    while request := receive(requests):
        answer = _answer(request, before + memory, processor)
        del request
        last = _address_space() - before > memory // 4
        send(answers, Message(answer.body | {"last": last}, answer.parts))
        if last:
            return
        del answer


def _answer(request: Message, memory: int, processor: int) -> Message:
    name = request.body["name"]
    try:
        with _limits(memory, processor):
            draft = read(request.parts[0], name)
        return from_draft(draft)
    except SourceError as error:
        return from_error(error)
    except MemoryError:
        return from_error(TooLargeSource("文件过于庞大，读不完", where=name))


@contextmanager
def _limits(memory: int, processor: int) -> Iterator[None]:
    """Limit the bytes of address space and the seconds of processor time from now on.

    Reporting that memory ran out needs some memory: the limit ends with the block.
    """
    if not LINUX:
        yield
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime) + processor
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Bytes of address space this process has, 0 where that is unknown."""
    if not LINUX:
        return 0
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
