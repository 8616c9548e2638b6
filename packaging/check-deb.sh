#!/bin/sh
# Install the package on a bare Debian 12 and use it there.
#
#   packaging/check-deb.sh DEB
#
# A chroot is made by debootstrap from this machine's own package source; its
# dependencies come from there too.  Says in words when it cannot run.
set -eu
deb=$1
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
	echo "check-deb：没有运行（要 root 和 debootstrap）"
	exit 0
fi
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
    'Codename: bookworm' | head -n 1)
[ -n "$mirror" ] || {
	echo "check-deb：没有运行（这台机器没有 bookworm 的软件源）"
	exit 0
}
top=$(mktemp -d /var/tmp/pinggu-chroot.XXXXXX)
trap 'umount "$top/proc" 2>/dev/null || :; rm -rf --one-file-system "$top"' EXIT

debootstrap --variant=minbase bookworm "$top" "$mirror" >"$top.log" 2>&1 || {
	tail -n 20 "$top.log" >&2
	exit 1
}
rm -f "$top.log"
# How this machine reaches its source: proxies, keys, addresses.
cp -R /etc/apt/apt.conf.d/. "$top/etc/apt/apt.conf.d/"
cp /etc/resolv.conf /etc/hosts "$top/etc/" 2>/dev/null || :
cp "$deb" "$top/tmp/pinggu.deb"

mount -t proc proc "$top/proc" || {
	echo "check-deb：没有运行（这里不能挂载 /proc）"
	exit 0
}

# dpkg asks for the dependencies that are missing, apt brings them.
chroot "$top" /bin/sh -eu <<'EOF'
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
apt-get update -q >/dev/null 2>&1
dpkg -i /tmp/pinggu.deb >/dev/null 2>&1 || :
apt-get install -q -y -f >/dev/null 2>&1
dpkg -s pinggu | grep -q '^Status: install ok installed$'
dpkg --verify pinggu
cp -R /usr/share/doc/pinggu/samples /tmp/samples
cd /
pinggu --version
for s in $(pinggu schemes | awk '{ print $1 }'); do
	pinggu lint "$s"
	pinggu report -s "$s" "/tmp/samples/$s" -o "/tmp/out-$s" || [ $? = 1 ]
	one=$(ls -d /tmp/samples/"$s"/*/ | head -n 1)
	pinggu check -q -s "$s" "$one" >/dev/null || [ $? = 1 ]
	pinggu self -q -s "$s" "$one" -o /tmp/self.pdf 2>/dev/null || [ $? = 1 ]
	test -s /tmp/self.pdf
	rm /tmp/self.pdf
done
test -f /usr/share/applications/pinggu.desktop
printf '1\n/tmp/samples/baoshan-2023\n\n' | /usr/lib/pinggu/pinggu-menu || [ $? = 1 ]
echo
dpkg -r pinggu >/dev/null
test ! -e /usr/share/pinggu
EOF
echo "check-deb：在全新的 Debian 12 上安装、运行、卸载，都正常"
