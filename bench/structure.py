"""The wings of the project as a drawing, and figures about the imports between them.

    python -m bench.structure [--arrows]

Floors, wings and imports are those that tests/test_architecture.py checks. --arrows also lists,
for each wing, the wings it imports from.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.test_architecture import FLOORS, MODULES, ours, wing


def main() -> None:
    """Print the drawing and the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--arrows", action="store_true", help="list what each wing imports from")
    given = parser.parse_args()
    modules = Counter(map(wing, MODULES))
    for line in drawing(modules):
        print(line)
    arrows = {
        (wing(module), wing(name))
        for module in MODULES
        for name in ours(module)
        if wing(module) != wing(name)
    }
    print()
    print(f"{len(MODULES)} modules in {len(modules)} wings on {len(FLOORS)} floors")
    print(f"{sum(len(set(ours(module))) for module in MODULES)} imports between modules")
    print(f"{len(arrows)} arrows between wings, all of them downwards")
    if given.arrows:
        for name in reversed([wing for floor in FLOORS for wing in floor.split()]):
            print(f"{name} → {', '.join(sorted(to for of, to in arrows if of == name)) or '–'}")


def drawing(modules: Counter[str]) -> list[str]:
    """One line for each floor, the highest first: its wings with the number of their modules."""
    rows = [
        "   ".join(f"{name} ({modules[name]})" for name in floor.split())
        for floor in reversed(FLOORS)
    ]
    width = max(map(len, rows)) + 4
    edge = "─" * width
    return [f"┌{edge}┐", *(f"│{row.center(width)}│" for row in rows), f"└{edge}┘"]


if __name__ == "__main__":
    main()
