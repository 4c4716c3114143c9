#!/bin/sh
# The first process of a PID and a mount namespace: `init.sh ROOT DIRECTORY COMMAND [ARGUMENT …]` runs the command in a root
# file system. When standard input closes, it ends the command with SIGTERM. It exits after the last process that the command
# has started, with the command's exit code; with 125 if one of them is still there after a minute.
set -eu

root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
# With everything below: a Docker engine looks for the cgroups and for devices there.
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
mkdir -p "$root/.host"
cd "$root"
# Not only chroot: containers have their root changed in the same way, which needs a root that is a mount.
pivot_root . .host
shift

# shellcheck disable=SC2016
exec chroot . /bin/sh -c '
umount --lazy /.host
rmdir /.host
cd "$1"
shift
exec 3<&0
"$@" </dev/null 3<&- &
command=$!
{ read -r line <&3 || kill -TERM "$command" || :; } 2>/dev/null &
watcher=$!
code=0
wait "$command" || code=$?
kill "$watcher" 2>/dev/null || :
rest=600
while set -- /proc/[0-9]*; [ $# -gt 1 ]; do
  if [ "$rest" -eq 0 ]; then
    for process; do
      [ "$process" = /proc/1 ] || printf "still running: %s\n" "$(tr "\0" " " <"$process/cmdline")" >&2
    done
    exit 125
  fi
  rest=$((rest - 1))
  sleep 0.1
done
exit "$code"
' init "$@"
