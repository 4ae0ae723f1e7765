"""How long does a long PDF take to read? A file as browsers print it, with an operation for each
character; in the sandbox, which ends a reader after eight seconds of processor time.

    python -m bench.pdf_pages [FILE.pdf …]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from kb.readers.pdf import read_pdf
from kb.readers.sandbox import Limits, Sandbox
from tests.readers.making import pdf

PAGES = (50, 135, 200)
LINES, CHARACTERS = 34, 36
_TEXT = (
    "龙溪农商银行按户建档，客户经理每人每天走访不少于十五户，走访信息当日录入系统，次日由支行行长抽查，"
    "不合格的退回重访并扣减绩效，月末由零售部汇总通报。"
)


def printed(pages: int) -> bytes:
    """A file of a number of pages, each character put on its own."""
    text = _TEXT * (LINES * CHARACTERS // len(_TEXT) + 1)
    lines = []
    for line in range(LINES):
        begin = line * CHARACTERS
        shown = (
            f"/F 12 Tf\n<{ord(char):04x}> Tj\n12.05 0 Td" for char in text[begin:][:CHARACTERS]
        )
        lines.append(f"BT\n1 0 0 1 80 {780 - 20 * line} Tm\n{chr(10).join(shown)}\nET")
    return pdf(*([["\n".join(lines)]] * pages))


def main() -> None:
    """Print pages, processor time of the reader, and whether the sandbox lets it end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args().files
    files = [(file.name, file.read_bytes()) for file in given] or [
        (f"{pages} 页.pdf", printed(pages)) for pages in PAGES
    ]
    print(f"limits of the sandbox: {Limits().processor} s processor, {Limits().wall:g} s wall")
    for name, data in files:
        begun = time.process_time()
        draft = read_pdf(data, name)
        took = time.process_time() - begun
        with Sandbox(Limits(wall=60)) as sandbox:
            allowed = len(sandbox.read(data, name).blocks) == len(draft.blocks)
        print(
            f"{name}: {took:5.2f} s processor time, {len(draft.blocks)} paragraphs, "
            f"sandbox {'ends well' if allowed else 'differs'}"
        )


if __name__ == "__main__":
    main()
