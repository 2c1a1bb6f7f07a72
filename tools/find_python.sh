#!/bin/sh
# Print the newest Python of at least 3.11 that can make virtual environments, or of exactly the
# version given as $1 (such as 3.11). Looks on the PATH and under a pyenv, activated or not.
want="$1"
ask='import ensurepip, sys, venv
v = sys.version_info
want = sys.argv[1]
if v < (3, 11) or v.releaselevel != "final" or (want and want != "%d.%d" % v[:2]): sys.exit(1)
print("%d %d %d %s" % (v[0], v[1], v[2], sys.executable))'

candidates() {
    IFS=:
    for folder in $PATH; do
        for name in python3 python3.11 python3.12 python3.13 python3.14 python3.15 python3.16 python; do
            [ -x "$folder/$name" ] && echo "$folder/$name"
        done
    done
    unset IFS
    for root in "$PYENV_ROOT" "$HOME/.pyenv"; do
        [ -n "$root" ] && ls -d "$root"/versions/*/bin/python 2>/dev/null
    done
}

candidates | sort -u | while IFS= read -r python; do
    "$python" -c "$ask" "$want" 2>/dev/null
done | sort -k1,1n -k2,2n -k3,3n -s | tail -n 1 | cut -d' ' -f4-
