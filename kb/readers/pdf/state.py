"""What the interpreter of a page keeps in mind, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.readers.pdf.drawing import Paths
from kb.readers.pdf.fonts import PdfFont
from kb.readers.pdf.geometry import Matrix

# Text render modes that fill and stroke: programs without a bold font use them.
STROKED = (2, 6)
# Those that draw outlines, in the colour of lines; those that draw nothing.
_OUTLINED, _INVISIBLE = (1, 2, 5, 6), (3, 7)
# The shade of outlines, whose colour is not followed.
_GREY = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A string that was shown: `place` is the matrix of its first character, `advance` its length
    in the unit of `size`, both before the matrix; `layered`: it belongs to a layer that is switched
    off."""

    text: str
    place: Matrix
    advance: float
    size: float
    spacing: float
    bold: bool
    vertical: bool
    shade: float
    watermark: bool
    layered: bool = False


@dataclass(slots=True)
class State:
    """The graphics state, as far as text depends on it."""

    space: Matrix
    font: PdfFont | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    shade: float = 0.0
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file says of the content between two marks: the text that it shows, whether it is a
    watermark, whether it belongs to a layer that is switched off."""

    text: str | None = None
    watermark: bool = False
    layered: bool = False

    def within(self, outer: Mark) -> Mark:
        """The same with what the mark around it says; of two texts that of the outer one."""
        text = self.text if outer.text is None else outer.text
        return Mark(text, self.watermark or outer.watermark, self.layered or outer.layered)


@dataclass(slots=True)
class Drawn:
    """What the operations of a page left behind; `shaded`: a run of colours was among it."""

    strings: list[Shown] = field(default_factory=list)
    pictures: list[Matrix] = field(default_factory=list)
    paths: Paths = field(default_factory=Paths)
    shaded: bool = False


def shade_of(state: State) -> float:
    """How light the text of a state is."""
    if state.mode in _INVISIBLE:
        return 1.0
    shade = 1 - (1 - state.shade) * state.alpha
    return min(shade, _GREY) if state.mode in _OUTLINED else shade


def lightness(numbers: Sequence[float]) -> float:
    """How light a colour of grey, red-green-blue or four inks is: 0 black, 1 white."""
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) == 3:
        red, green, blue = numbers
        return 0.3 * red + 0.59 * green + 0.11 * blue
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return max(0.0, 1 - black - (0.3 * cyan + 0.59 * magenta + 0.11 * yellow))
    return 0.0
