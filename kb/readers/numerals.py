"""Numbers as the lists of Word write them."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)  # fmt: skip


def han(number: int) -> str:
    """十二, 二十, 一百零三; from ten thousand on, digits."""
    if not 0 <= number < 10000:
        return str(number)
    text = ""
    for unit, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _DIGITS[digit] + place
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def _legal(number: int) -> str:
    """壹拾贰: as on cheques, ten begins with one."""
    text = han(number)
    return (f"一{text}" if text.startswith("十") else text).translate(_LEGAL)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for figure, letters in _ROMAN:
        text += letters * (number // figure)
        number %= figure
    return text


def _letter(number: int) -> str:
    """a … z, aa … zz, as Word counts; then digits."""
    if not 0 < number <= 52:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _of(characters: str) -> Callable[[int], str]:
    """Numbers that are the characters of a row, as far as it goes."""
    return lambda n: characters[n - 1] if 0 < n <= len(characters) else str(n)


def _run(first: str, count: int) -> str:
    return "".join(map(chr, range(ord(first), ord(first) + count)))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(
        {ord("0") + i: ord("０") + i for i in range(10)}
    ),
    "decimalEnclosedCircle": _of(_run("①", 20)),
    "decimalEnclosedCircleChinese": _of(_run("①", 20)),
    "decimalEnclosedParen": _of(_run("⑴", 20)),
    "decimalEnclosedFullstop": _of(_run("⒈", 20)),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "japaneseCounting": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "ideographDigital": lambda n: "".join(_DIGITS[int(c)] for c in str(n)).replace("零", "〇"),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "none": lambda _: "",
}


def numeral(number: int, form: str) -> str:
    """A number in one of Word's forms (w:numFmt); in digits where the form is unknown."""
    return _FORMATS.get(form, str)(number)
