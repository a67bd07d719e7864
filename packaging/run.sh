#!/bin/sh
# `make run`: opens the window; without a display it does the same job offscreen (the tour) and says so.
set -eu
bin=$1

if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    out=out/tour
    echo "No display here: walking the same job offscreen instead of opening the window."
    QT_QPA_PLATFORM=offscreen "$bin/retm-desktop" tour --out "$out"
    echo "Every step was seen. Pictures and report.json are in $out."
else
    exec "$bin/retm-desktop"
fi
