"""The products that a question names, and whether a text is about them.

A product has to match whole, by its own name or another one of the vocabulary: 粮农贷 is not 茶农贷.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_PRODUCT = re.compile(
    "[一-鿿]{2}(?:(?<![能可放借信还首续欠无要想再才好批办高低以前后多少每最])(?<![一每单各]户)贷(?![款前后中审记])"
    "|(?<![张办发刷持开])(?<![么以再来去人户]领)卡(?![片位点死住]))"
)


def products_in(normal: str) -> tuple[str, ...]:
    """The products that a text in normal form names, each by the last three characters."""
    return tuple(dict.fromkeys(_PRODUCT.findall(normal)))


def has_products(
    text: str, products: Iterable[str], others: Callable[[str], Iterable[str]]
) -> bool:
    """Does a text in normal form name all products, or one of the `others` that each is called?"""
    return all(
        any(re.search(re.escape(name) + "(?!款)", text) for name in (product, *others(product)))
        for product in products
    )


def last_named(text: str, sentence: str) -> str:
    """A sentence with what its text says before it, from the product that was named last; all of
    this as far as no product is named."""
    before = text[: max(0, text.find(sentence))]
    if products_in(sentence):
        return sentence
    places = [found.start() for found in _PRODUCT.finditer(before)]
    return before[places[-1] :] + sentence if places else before + sentence
