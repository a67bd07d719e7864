#!/bin/sh
# Installs the system libraries Qt needs on Debian and Ubuntu, or prints the one line that does.
# Silent and quick where nothing is missing or the system is another one.
set -eu

command -v dpkg-query >/dev/null 2>&1 || exit 0

# libasound2 is called libasound2t64 since the move to 64-bit time.
sound=libasound2
if apt-cache show libasound2t64 >/dev/null 2>&1; then sound=libasound2t64; fi

wanted="python3-venv libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
libnss3 libnspr4 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxi6 libxrender1 libxkbfile1 libxshmfence1 libdrm2 libgbm1 libpulse0 $sound \
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-xkb1 libxcb-shape0 libxcb-randr0 libxcb-xinerama0"

missing=
for name in $wanted; do
    dpkg-query -W -f='${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries for Qt:$missing"
    said=$(mktemp)
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
        >"$said" 2>&1; then
        cat "$said"
        exit 1
    fi
    rm -f "$said"
else
    echo "Some system libraries for Qt are missing. This line installs them:"
    echo "  sudo apt-get install -y$missing"
fi
