#!/usr/bin/env bash
# boot.sh FOLDER HOST CGROUP NAMESPACE: runs one host until it is powered off or killed.
# In namespaces of mounts and processes of its own, so that nothing of it stays when it ends.
set -euo pipefail
folder=$1 host=$2 cgroup=$3 namespace=$4

if [ -z "${HOMEROOM_HOST_INSIDE:-}" ]; then
  echo $$ >"$cgroup/cgroup.procs"
  HOMEROOM_HOST_INSIDE=yes exec unshare --mount --pid --fork --kill-child --mount-proc -- "$BASH" "$0" "$@"
fi

# systemd wants the one hierarchy of control groups at its usual place; this machine's own may be another.
umount --recursive /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup

layers="lowerdir=$folder/downloads:$folder/root,upperdir=$folder/$host/upper,workdir=$folder/$host/work"
mount -t overlay overlay -o "$layers" "$folder/$host/merged"

# The kernel's settings of a host's own network are the host's.
export SYSTEMD_NSPAWN_LOCK=0 SYSTEMD_NSPAWN_API_VFS_WRITABLE=network

ended=133
while [ "$ended" -eq 133 ]; do # a reboot
  ended=0
  systemd-nspawn --quiet --boot --directory="$folder/$host/merged" --machine="$(basename "$cgroup")" \
    --hostname="$host" --register=no --keep-unit --network-namespace-path="/run/netns/$namespace" \
    --bind="$folder/share:/mnt/backups" --capability=CAP_NET_ADMIN,CAP_NET_RAW --resolv-conf=off --timezone=off \
    --link-journal=no || ended=$?
done
