#!/bin/sh
# Install the package on a bare Debian 12 and use it there.
#
#   packaging/check-deb.sh DEB
#
# A chroot is made by debootstrap from this machine's own package source; what
# the package depends on comes from there too.  Where that cannot be done, says
# so in words and ends well.
set -eu
deb=$1
here=$(cd "$(dirname "$0")" && pwd)

not_run() {
	echo "check-deb：没有运行（$1）"
	exit 0
}

[ "$(id -u)" = 0 ] || not_run "要 root"
"$here/../tools/setup.sh" deb >/dev/null ||
    not_run "装不上 tools/setup.sh deb 所列的软件包"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
    'Origin: Debian' 'Codename: bookworm' | head -n 1)
[ -n "$mirror" ] || not_run "这台机器没有 bookworm 的软件源"

lintian --allow-root --fail-on error,warning "$deb"

top=$(mktemp -d /var/tmp/pinggu-chroot.XXXXXX)
log=$top.log
chmod 755 "$top"
finish() {
	umount "$top/proc" 2>/dev/null || :
	rm -rf --one-file-system "$top" "$log"
}
trap finish EXIT
trap 'exit 2' HUP INT TERM

debootstrap --variant=minbase bookworm "$top" "$mirror" >"$log" 2>&1 || {
	tail -n 20 "$log" >&2
	exit 1
}
mount -t proc proc "$top/proc" 2>/dev/null || not_run "这里不能挂载 /proc"
# How this machine reaches its source: proxies, keys, addresses.
cp -R /etc/apt/apt.conf.d/. "$top/etc/apt/apt.conf.d/"
cp /etc/resolv.conf /etc/hosts "$top/etc/" 2>/dev/null || :
cp "$deb" "$top/tmp/pinggu.deb"
cp "$here/check-deb-inside.sh" "$top/tmp/check.sh"
chroot "$top" env -i LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin sh /tmp/check.sh
echo "check-deb：在全新的 Debian 12 上安装、运行、卸载，都正常"
