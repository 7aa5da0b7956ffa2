#!/bin/sh
# What tests need besides Python: chromium for the pages, PostgreSQL for the second run.
# Installed with root and apt; otherwise one line says what is missing, and those tests are skipped.
# `tools/test-needs.sh papers` brings LibreOffice too, which the slow tests of papers open them with.
set -eu
missing=""
chromium_there() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
postgres_there() {
    ls /usr/lib/postgresql/*/bin/initdb || command -v initdb ||
        { bindir=$(pg_config --bindir) && [ -x "$bindir/initdb" ]; }
}
papers="${1:-}"
look() {
    missing=""
    if [ "$papers" = papers ]; then
        command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer"
        command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
        fc-list 2>/dev/null | grep -q Tinos || missing="$missing fontconfig fonts-croscore"
    fi
    chromium_there >/dev/null 2>&1 || missing="$missing chromium"
    postgres_there >/dev/null 2>&1 || missing="$missing postgresql"
}
look
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Đang cài cho phép thử:$missing …"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
        tail -n 3 "$log"
    fi
    rm -f "$log"
    look
fi
[ -z "$missing" ] || echo "Thiếu:$missing — các phép thử cần đến sẽ bị bỏ qua và được đếm ở cuối."
