"""Makes resources/sounds/new-order.wav: two soft bell tones, a fourth apart.

Run it as `python packaging/sounds.py`; what it writes is the same every time.
"""

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
"""Samples a second: enough for tones of a few kilohertz, and a small file."""
SECONDS = 1.5
TONES = ((0.0, 880.0), (0.22, 1174.66))
"""When each tone begins, in seconds, and its frequency in hertz: A5 and D6."""
PARTIALS = ((1.0, 1.0, 3.2), (2.0, 0.35, 5.0), (3.01, 0.14, 8.0), (4.2, 0.06, 12.0))
"""Of a struck bell: frequency by the tone's, loudness, and how fast it fades, a second."""
ATTACK = 0.006
"""Seconds until a tone is loud: without them a loudspeaker clicks."""
FADE = 0.12
"""Seconds in which the end fades to nothing."""
PEAK = 0.8
TARGET = Path(__file__).resolve().parent.parent / "resources" / "sounds" / "new-order.wav"


def samples() -> list[float]:
    """Return the chime, between -1 and 1."""
    count = round(RATE * SECONDS)
    made = [0.0] * count
    for begins, frequency in TONES:
        first = round(begins * RATE)
        for n in range(first, count):
            t = (n - first) / RATE
            attack = min(1.0, t / ATTACK)
            made[n] += attack * sum(
                loud * math.exp(-fades * t) * math.sin(2 * math.pi * frequency * times * t)
                for times, loud, fades in PARTIALS
            )
    end = round(FADE * RATE)
    for n in range(end):
        made[count - 1 - n] *= n / end
    most = max(abs(value) for value in made)
    return [PEAK * value / most for value in made]


def main() -> int:
    """Write the file."""
    frames = b"".join(struct.pack("<h", round(value * 32767)) for value in samples())
    TARGET.parent.mkdir(exist_ok=True)
    with wave.open(str(TARGET), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(frames)
    return 0


if __name__ == "__main__":
    sys.exit(main())
