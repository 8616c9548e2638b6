#!/bin/sh
# What packaging/check-deb.sh does within its bare Debian, as root.
set -eu
samples=/usr/share/doc/pinggu/samples

# Run silently; show all when it fails, and say with which status.
quietly() {
	"$@" >/tmp/log 2>&1 || {
		echo "$?: $*" >&2
		cat /tmp/log >&2
		exit 1
	}
}

# Run the program as an ordinary user, who is in /; with findings or without.
clerk() {
	su clerk -s /bin/sh -c "cd / && $1" >/tmp/log 2>&1 || [ $? = 1 ] || {
		echo "$1" >&2
		cat /tmp/log >&2
		exit 1
	}
}

# dpkg says what is missing, apt brings it.
quietly apt-get update -q
if dpkg -i /tmp/pinggu.deb >/dev/null 2>&1; then
	echo "installed without fonts and libraries?" >&2
	exit 1
fi
quietly apt-get install -q -y -f
[ "$(dpkg-query -W -f '${db:Status-Status}' pinggu)" = installed ]
quietly dpkg --verify pinggu
quietly useradd -m clerk
cd /
pinggu --version

# Each scheme that is packaged is found, and all that is done with it is done.
n=0
for s in $(cd "$samples" && ls -d -- */ | tr -d /); do
	pinggu schemes | grep -q "^$s "
	quietly pinggu lint "$s"
	grep -q "^/usr/share/pinggu/rubrics/$s\(\.xlsx\)\{0,1\}：" /tmp/log
	clerk "pinggu report -s $s $samples/$s -o ~/$s"
	cat /tmp/log
	test -s "/home/clerk/$s/汇总表.xlsx"
	clerk "pinggu check -s $s $samples/$s"
	one=$(ls -d "$samples/$s"/*/ | head -n 1)
	clerk "pinggu self -s $s $one -o ~/$s.pdf"
	test -s "/home/clerk/$s.pdf"
	n=$((n + 1))
done
[ "$n" = "$(ls /usr/share/pinggu/rubrics | wc -l)" ]

# From the menu.  The samples are not the clerk's: the result goes home.
test -x "$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' /usr/share/applications/pinggu.desktop)"
rm -r /home/clerk/baoshan-2023
clerk "printf '1\n$samples/baoshan-2023\n\n' | /usr/lib/pinggu/pinggu-menu"
tail -n 4 /tmp/log
test -s /home/clerk/baoshan-2023-结果/汇总表.xlsx

# A program that was copied elsewhere still finds the installed folders.
cp /usr/bin/pinggu /tmp/copied
quietly /tmp/copied lint baoshan-2023

# The manual, as people read it.
quietly apt-get install -q -y --no-install-recommends man-db
for page in $(dpkg -L pinggu | sed -n 's,^/usr/share/man/man\(.\)/\(.*\)\..\.gz$,\1/\2,p'); do
	man "${page%/*}" "${page#*/}" > /tmp/page 2>/dev/null
	grep -q '。$' /tmp/page
	echo "man ${page%/*} ${page#*/}：$(wc -l < /tmp/page) lines"
done

# What is recommended can go; what is needed cannot.
quietly dpkg -r fonts-lxgw-wenkai
clerk "pinggu report -s baoshan-2023 $samples/baoshan-2023 -o ~/plain"
test -s /home/clerk/plain/汇总表.xlsx
if dpkg -r fonts-arphic-uming >/dev/null 2>&1; then
	echo "the font could be removed" >&2
	exit 1
fi

quietly dpkg -P pinggu
for d in /usr/share/pinggu /usr/share/doc/pinggu /usr/lib/pinggu /usr/bin/pinggu; do
	test ! -e "$d"
done
