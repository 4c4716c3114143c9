/**
 * Shell scripts that replace programs which Dockerfiles run in Alpine and Debian images, because these images cannot download
 * anything. A package is a directory of the store: `files` is copied to `/`, `needs` has the names of other packages.
 */

export const store = '/usr/share/stand-in'

const common = `store=${store}
world=/etc/stand-in.world

each_needed() {
  for one in $(cat "$store/$1/needs" 2>/dev/null); do "$2" "$one"; done
}
install_one() {
  grep -qx "$1" $world 2>/dev/null && return
  each_needed "$1" install_one
  if [ -d "$store/$1/files" ]; then tar -C "$store/$1/files" -cf - . | tar -C / -xf -; fi
  echo "$1" >> $world
  echo "installing $1"
}
remove_one() {
  grep -qx "$1" $world 2>/dev/null || return 0
  each_needed "$1" remove_one
  if [ -d "$store/$1/files" ]; then
    (cd "$store/$1/files" && find . ! -type d) | (cd / && xargs rm -f)
  fi
  sed -i "/^$1\\$/d" $world
}
`

/** As on Alpine, \`add\` finds nothing before \`apk update\`, except with an option that updates. */
export const apk = `#!/bin/sh
set -e
${common}
index=/var/cache/apk/APKINDEX.stand-in.tar.gz
verb= packages= virtual= fresh=
while [ $# -gt 0 ]; do
  case $1 in
    -t | --virtual) virtual=$2; shift ;;
    --virtual=*) virtual=\${1#*=} ;;
    -X | --repository | -p | --root | --repositories-file) shift ;;
    --no-cache | --update | --update-cache | -U) fresh=1 ;;
    --*) ;;
    -*U*) fresh=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else packages="$packages \${1%%[<>=~@]*}"; fi ;;
  esac
  shift
done
case $verb in
  update) touch $index ;;
  upgrade | fix | cache | version | info) ;;
  add)
    missing=0
    for one in $packages; do
      if [ -d "$store/$one" ] && { [ -n "$fresh" ] || [ -e $index ]; }; then continue; fi
      [ $missing -gt 0 ] || echo 'ERROR: unable to select packages:' >&2
      printf '  %s (no such package):\\n    required by: world[%s]\\n' "$one" "$one" >&2
      missing=$((missing + 1))
    done
    [ $missing -eq 0 ] || exit $missing
    if [ -n "$virtual" ]; then
      mkdir -p "$store/$virtual"
      echo $packages > "$store/$virtual/needs"
      packages=$virtual
    fi
    for one in $packages; do install_one "$one"; done
    echo OK
    ;;
  del) for one in $packages; do remove_one "$one"; done; echo OK ;;
  *) echo "apk: unknown command '$verb'" >&2; exit 1 ;;
esac
`

/** As in Debian's images, it finds nothing before \`apt-get update\`. */
export const aptGet = `#!/bin/sh
set -e
${common}
lists=/var/lib/apt/lists
verb= packages=
while [ $# -gt 0 ]; do
  case $1 in
    -o | -c | -t | --option | --target-release) shift ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else packages="$packages \${1%%=*}"; fi ;;
  esac
  shift
done
case $verb in
  update) mkdir -p $lists; touch $lists/stand-in_Packages ;;
  upgrade | dist-upgrade | full-upgrade | autoremove | clean | autoclean) ;;
  install)
    for one in $packages; do
      if [ -d "$store/$one" ] && [ -e $lists/stand-in_Packages ]; then continue; fi
      echo "E: Unable to locate package $one" >&2
      exit 100
    done
    for one in $packages; do install_one "$one"; done
    ;;
  remove | purge) for one in $packages; do remove_one "$one"; done ;;
  *) echo "E: Invalid operation $verb" >&2; exit 100 ;;
esac
`

// Debian builds its BusyBox without these two options.
const longOptions = `for option; do
  shift
  case $option in
    --system) set -- "$@" -S ;;
    --disabled-password) set -- "$@" -D ;;
    --no-create-home) set -- "$@" -H ;;
    --home) set -- "$@" -h ;;
    --gecos) set -- "$@" -g ;;
    --shell) set -- "$@" -s ;;
    --ingroup) set -- "$@" -G ;;
    --uid) set -- "$@" -u ;;
    --gid) set -- "$@" -g ;;
    *) set -- "$@" "$option" ;;
  esac
done
next_id() {
  id=$2
  while cut -d: -f3 "$1" | grep -qx $id; do id=$((id + 1)); done
  echo $id
}
`

export const adduser = `#!/bin/sh
set -e
${longOptions}
home= gecos= shell=/bin/ash group= system= no_home= uid=
while getopts h:g:s:G:SDHu:k: option; do
  case $option in
    h) home=$OPTARG ;; g) gecos=$OPTARG ;; s) shell=$OPTARG ;; G) group=$OPTARG ;;
    S) system=1 ;; H) no_home=1 ;; u) uid=$OPTARG ;;
    D | k) ;;
    *) exit 1 ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -eq 2 ]; then exec addgroup "$1" "$2"; fi
name=$1
if grep -q "^$name:" /etc/passwd; then echo "adduser: user '$name' in use" >&2; exit 1; fi
[ -n "$uid" ] || uid=$(next_id /etc/passwd $([ -n "$system" ] && echo 100 || echo 1000))
if [ -n "$group" ]; then :
elif [ -n "$system" ]; then group=nogroup
else group=$name; addgroup -g "$uid" "$name" 2>/dev/null || addgroup "$name"
fi
gid=$(sed -n "s/^$group:[^:]*:\\([0-9]*\\):.*/\\1/p" /etc/group)
if [ -z "$gid" ]; then echo "adduser: unknown group $group" >&2; exit 1; fi
[ -n "$home" ] || home=/home/$name
[ -n "$gecos" ] || gecos="Linux User,,,"
if [ -n "$system" ] && [ "$shell" = /bin/ash ]; then shell=/sbin/nologin; fi
echo "$name:x:$uid:$gid:$gecos:$home:$shell" >> /etc/passwd
echo "$name:!::0:::::" >> /etc/shadow
if [ -z "$no_home" ]; then mkdir -p "$home"; chown "$uid:$gid" "$home"; fi
`

export const addgroup = `#!/bin/sh
set -e
${longOptions}
gid= system=
while getopts g:S option; do
  case $option in
    g) gid=$OPTARG ;; S) system=1 ;;
    *) exit 1 ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -eq 2 ]; then
  sed -i "s/^$2:\\([^:]*:[^:]*\\):\\(..*\\)/$2:\\1:\\2,$1/; s/^$2:\\([^:]*:[^:]*\\):\\$/$2:\\1:$1/" /etc/group
  exit
fi
if grep -q "^$1:" /etc/group; then echo "addgroup: group '$1' in use" >&2; exit 1; fi
[ -n "$gid" ] || gid=$(next_id /etc/group $([ -n "$system" ] && echo 100 || echo 1000))
if cut -d: -f3 /etc/group | grep -qx "$gid"; then echo "addgroup: gid '$gid' in use" >&2; exit 1; fi
echo "$1:x:$gid:" >> /etc/group
`

/** A script that runs a program with the libraries of another C library. */
export const through = (program: string, setting: string): string => `#!/bin/sh
export ${setting}
exec ${program} "$@"
`
