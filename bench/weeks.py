"""Small weekly bulletins, made by number, for measures that need many files and corrections."""

from __future__ import annotations

import base64
import struct
import zlib
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2018, 7, 2)
PLACES = ("东山", "西水", "南塘", "北岭")
DEEDS = ("走访", "听证", "授信", "签约", "回访", "评议")


def week(number: int, *, correction: int = 0) -> bytes:
    """The HTML of week `number` as an article editor saves it; corrections differ in a lesson."""
    start = FIRST + timedelta(weeks=number)
    end = start + timedelta(days=4)
    days = f"{start.year}年{start.month}月{start.day}日--{end.year}年{end.month}月{end.day}日"
    place = PLACES[number % len(PLACES)]
    blocks = [
        _heading(f"全市跟班学习活动第{number + 1}期纪实"),
        _heading(f"({days})"),
        _paragraph(
            f"第{number + 1}周，{place}组深入支行跟班学习，白天走访、晚上交流，全周入户{number * 7 + 31}户。"
        ),
        _heading(f"一、{place}组学习情况"),
        image(number),
        *(
            _paragraph(
                f"{place}组第{number + 1}周{deed}{number * 3 + n + 5}户，其中{n + 2}户当天办结。"
            )
            for n, deed in enumerate(DEEDS)
        ),
        _heading(f"本周{place}组学习小结"),
        *(
            _paragraph(
                f"{mark}、第{number + 1}周的{deed}要抓细节。支行把{number * 11 + n + 20}户逐户过了一遍，"
                f"每户记下三件事，月底由行长带队复核{correction * 10 + n + 2}户，差一户扣一分，补齐再加回来。"
            )
            for n, (mark, deed) in enumerate(zip("一二三", DEEDS, strict=False))
        ),
    ]
    return (
        f'<html><head><meta charset="utf-8"></head><body>{"".join(blocks)}</body></html>'.encode()
    )


def png(number: int) -> bytes:
    """A small picture, another one for each number."""
    side = 16
    rows = b"".join(
        b"\0" + bytes((x * y * 7 + number) % 256 for x in range(side)) for y in range(side)
    )
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def image(number: int) -> str:
    """The picture as an article editor embeds it."""
    return f'<img src="data:image/png;base64,{base64.b64encode(png(number)).decode()}">'


def write_weeks(folder: Path, numbers: range, *, correction: int = 0) -> list[Path]:
    """Files of these weeks in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"第{number + 1:03d}周-{correction}.html" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_bytes(week(number, correction=correction))
    return paths


def _heading(text: str) -> str:
    return f'<h3 style="text-align: center;">{text}</h3>'


def _paragraph(text: str) -> str:
    return f"<h3>{text}</h3>"
