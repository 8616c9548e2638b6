#!/bin/sh
# Install what building and testing pinggu needs, or say how.
#
#   tools/setup.sh          what the program and `make demo` need
#   tools/setup.sh test     also what `make test` needs
#   tools/setup.sh deb      what `make deb` and `make check-deb` need
#   tools/setup.sh fuzz     what `make fuzz` needs
#
# Nothing happens when everything is there.  Installs by apt-get when run by
# root or where sudo needs no password; else prints the one line to run.
set -eu

build="gcc make pkg-config libc6-dev libsqlite3-dev libgmp-dev
nettle-dev libunistring-dev libxlsxwriter-dev libhpdf-dev libharfbuzz-dev
libfontconfig-dev libzip-dev libexpat1-dev libxml2-dev
libunibreak-dev libcmark-dev libdeflate-dev fonts-arphic-uming
fonts-wqy-microhei fonts-lxgw-wenkai"
judges="libcmocka-dev zlib1g-dev qpdf poppler-utils mupdf-tools
libreoffice-calc-nogui
python3 python3-openpyxl cppcheck clang-tidy mandoc locales
fonts-dejavu-core fonts-droid-fallback fonts-noto-cjk fonts-babelstone-han
fonts-freefont-otf pdfgrep dpkg-dev desktop-file-utils"

fuzzer="clang-14 libclang-rt-14-dev"

want=$build
case ${1:-} in
test)	want="$build $judges" ;;
deb)	want="$build dpkg-dev debootstrap lintian" ;;
fuzz)	want="$build $fuzzer" ;;
esac

missing=
for p in $want; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true)
	[ "$state" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
	as=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	as="sudo -n"
else
	echo "缺少一些软件包，请运行这一行，然后再试（please run this line, then try again）：" >&2
	echo "  sudo apt-get update && sudo $install" >&2
	exit 1
fi
echo "正在安装（installing）:$missing"
export DEBIAN_FRONTEND=noninteractive
$as apt-get update -q
# shellcheck disable=SC2086  # the list is meant to be split
$as env DEBIAN_FRONTEND=noninteractive $install
