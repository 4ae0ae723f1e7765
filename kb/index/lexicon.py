"""The words of an index, arranged for looking up mistyped ones, once for each commit."""

from __future__ import annotations

import logging
import threading

from kb.errors import KbError
from kb.index.engines import Engine
from kb.text import MistypedWords

# A word must be in this many entries before it is offered.
LEAST_FREQUENCY = 2
_log = logging.getLogger(__name__)


class Lexicon:
    """The words of the index of one engine. Threads may share it.

    Arranging the words of tens of thousands of entries takes half a second, so the site has it done
    by a thread of its own; meanwhile `at_hand` are those of an earlier commit, or none.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._made: tuple[object, MistypedWords] | None = None
        self._thread: threading.Thread | None = None

    @property
    def at_hand(self) -> MistypedWords | None:
        """The words that were arranged last, None when none were yet."""
        made = self._made
        return made[1] if made else None

    def soon(self) -> None:
        """Have the words arranged by a thread, unless they are, or one is doing it."""
        if self._made is not None or self._thread is not None:
            return
        # Of two that begin at once, the second finds the words arranged.
        self._thread = threading.Thread(target=self._arrange, name="words", daemon=True)
        self._thread.start()

    def _arrange(self) -> None:
        try:
            self.words().prepare()
        except KbError as error:  # without an index the pages say so themselves
            _log.info("the words could not be arranged: %s", error)
        finally:
            self._thread = None

    def words(self) -> MistypedWords:
        """The words that stand in several entries, as of the last commit; EngineError when the
        index cannot serve."""
        commit = self._engine.status().commit
        with self._turn:
            if self._made is None or self._made[0] != commit:
                often = (word for word, n in self._engine.lexicon("words") if n >= LEAST_FREQUENCY)
                self._made = commit, MistypedWords(often)
            return self._made[1]
