"""How fast python-hl7 (PyPI `hl7`) reads a folder of messages.

    pip install hl7==0.4.5
    python3 docs/bench/python_hl7_parse.py DIR [ROUNDS]

Prints the same figures as `cargo run --release -p hl7v2 --example parse_bench -- DIR`: one thread, every
file of the folder decoded once, the fastest round counts.
"""

import pathlib
import sys
import time

import hl7

FIELDS = [
    ("MSH", 9, 1), ("MSH", 10, 0), ("EVN", 6, 0), ("PID", 3, 0), ("PID", 5, 0), ("PID", 5, 1),
    ("PID", 7, 0), ("PID", 8, 0), ("PID", 18, 0), ("PV1", 2, 0), ("PV1", 3, 0), ("PV1", 19, 0),
    ("PV1", 44, 0), ("ZBE", 1, 0), ("ZBE", 2, 0),
]


def messages(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        if not path.is_file():
            continue
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("iso-8859-15")
        text = text.replace("\r\n", "\r").replace("\n", "\r")
        try:
            hl7.parse(text)
        except Exception:  # noqa: BLE001 - what it cannot read is not timed
            continue
        yield text


def read_fields(message):
    for name, number, component in FIELDS:
        try:
            field = message.segment(name)[number]
            str(field[0][component] if isinstance(field[0], hl7.Repetition) else field[0])
        except (KeyError, IndexError):
            pass


def walk(container):
    for part in container:
        if isinstance(part, hl7.Container):
            walk(part)


def best(rounds, texts, work):
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for text in texts:
            work(text)
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "../shared/data/hl7/fr-cpage-pam"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    texts = list(messages(folder))
    size = sum(len(text) for text in texts)
    print(f"{folder}: {len(texts)} messages, {size // len(texts)} bytes each, best of {rounds} rounds")
    tasks = [
        ("python-hl7 parse", hl7.parse),
        ("python-hl7 parse + 15 fields", lambda text: read_fields(hl7.parse(text))),
        ("python-hl7 parse + all fields", lambda text: walk(hl7.parse(text))),
    ]
    for name, work in tasks:
        seconds = best(rounds, texts, work)
        each = seconds / len(texts)
        print(f"{name:<34} {1 / each:>12.0f} {each * 1e9:>12.0f} {size / seconds / 1e6:>9.2f}")


if __name__ == "__main__":
    main()
