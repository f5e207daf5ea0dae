# shellcheck shell=bash
# Sourced by member, status and force-bootstrap: what a server of the group is asked, and who may start the group.
#
#   GROUP_SERVERS            host:port of each of the three, the same on every server
#   GROUP_SERVER             which of them this server is
#   REPLICATION_DB_PASSWORD  of first_served_replication, by whom the servers ask and copy each other; 1 to 32 characters
#   MYSQL_ROOT_PASSWORD      of root, who comes through the socket only
#   MYSQL_SOCKET             /var/run/mysqld/mysqld.sock if it is not set

IFS=, read -r -a servers <<<"${GROUP_SERVERS:?}"
socket=${MYSQL_SOCKET:-/var/run/mysqld/mysqld.sock}
replication_user=first_served_replication
# Who starts a group holds this lock on the own server meanwhile: the flag that the others look for.
lock=first_served_bootstrap
connect_limit_seconds=2
answer_limit_seconds=5
# For joining, leaving and starting a group. A server that joins waits a minute for the others itself.
group_limit_seconds=120

[ "${#servers[@]}" = 3 ] || { echo "GROUP_SERVERS does not name three servers: $GROUP_SERVERS" >&2; exit 2; }

# client SECONDS USER PASSWORD OPTION...: passwords stay out of the list of processes. In the process group of the server:
# if it were in one of its own, its end would wake a server that was stopped (SIGSTOP).
client() {
  timeout --foreground "$1" mysql --defaults-file=<(printf '[client]\nuser="%s"\npassword="%s"\n' "$2" "$3") \
    --batch --raw --skip-column-names "${@:4}"
}

as_root() { client "$group_limit_seconds" root "${MYSQL_ROOT_PASSWORD:?}" --socket="$socket" "$@"; }

# MySQL takes no longer one for a channel, and says so only when the group starts.
[ "${#REPLICATION_DB_PASSWORD}" -le 32 ] || { echo 'REPLICATION_DB_PASSWORD is longer than 32 characters' >&2; exit 2; }
join_sql="START GROUP_REPLICATION USER = '$replication_user', PASSWORD = '${REPLICATION_DB_PASSWORD:?}'"
look_sql="
  SELECT CONCAT_WS('|', @@server_uuid, COALESCE(@@group_replication_group_name, ''),
    CASE WHEN own IN ('OFFLINE', 'ERROR') THEN 'out'
      WHEN own = 'ONLINE' AND 2 * reachable > members THEN LOWER(role) ELSE 'between' END,
    IS_FREE_LOCK('$lock') IS NOT TRUE,
    EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = 'first_served_log'), COALESCE(seen, ''),
    REPLACE(GTID_SUBTRACT(CONCAT_WS(',', NULLIF(@@gtid_executed, ''), (SELECT NULLIF(received_transaction_set, '')
      FROM performance_schema.replication_connection_status WHERE channel_name = 'group_replication_applier')), ''),
      '\n', ''))
  FROM (SELECT COALESCE(MAX(IF(member_id = @@server_uuid, member_state, NULL)), 'OFFLINE') own,
      MAX(IF(member_id = @@server_uuid, member_role, NULL)) role,
      SUM(member_state <> 'UNREACHABLE') reachable, COUNT(*) members, GROUP_CONCAT(member_host, ':', member_port) seen
    FROM performance_schema.replication_group_members) AS view"

# By server, what the last look found; nothing of one that did not answer.
declare -A id group state flag schemas seen transactions

# look SERVER...: state is primary or secondary (a member that sees a majority), out (of any group) or between (on its
# way, or without a majority); flag is 1 while it starts a group; schemas is 1 if the applications' are there; seen are
# the members that it sees, alive or not; transactions are those that it has applied or only received.
look() {
  local server found
  for server in "$@"; do
    unset "id[$server]" "group[$server]" "state[$server]" "flag[$server]" "schemas[$server]" "seen[$server]" \
      "transactions[$server]"
    found=$(client "$answer_limit_seconds" "$replication_user" "$REPLICATION_DB_PASSWORD" --host="${server%:*}" \
      --port="${server##*:}" --connect-timeout="$connect_limit_seconds" --get-server-public-key \
      --execute="$look_sql") || continue
    IFS='|' read -r "id[$server]" "group[$server]" "state[$server]" "flag[$server]" "schemas[$server]" \
      "seen[$server]" "transactions[$server]" <<<"$found"
  done
}

answers() { [ -n "${state[$1]-}" ]; }
is_member() { [[ ${state[$1]-} =~ ^(primary|secondary)$ ]]; }
is_empty() { [ -z "${transactions[$1]}" ]; }
# contains A B: whether A's transactions contain all of B's.
contains() { [ "$(as_root --execute="SELECT GTID_SUBSET('${transactions[$2]}', '${transactions[$1]}')")" = 1 ]; }
# How many different texts are among its arguments.
distinct() { printf '%s\n' "$@" | sort -u | wc -l; }

# starter: the server that starts the group when nobody is in it. It has all transactions of the others, and of those
# that have the same the lowest id, so that all come to the same answer in whatever order they name each other. Fails
# with the reason if there is none, or if a server that may have more is not there.
starter() {
  local server other names=() used=no
  for server in "${servers[@]}"; do
    answers "$server" || { echo "$server does not answer"; return 1; }
    [ "${state[$server]}" = out ] || { echo "$server is on its way into a group, or in one without a majority"; return 1; }
    [ "${flag[$server]}" = 0 ] || [ "$server" = "$GROUP_SERVER" ] || { echo "$server is starting a group"; return 1; }
    is_empty "$server" || names+=("${group[$server]}")
    [ "${schemas[$server]}" = 0 ] || used=yes
  done
  [ "$(distinct "${id[@]}")" = 3 ] || { echo "GROUP_SERVERS leads to one server twice"; return 1; }
  [ "$(distinct "${names[@]}")" = 1 ] || { echo "the servers have data of different groups"; return 1; }
  for server in "${servers[@]}"; do
    [ $used = no ] || ! is_empty "$server" || { echo "$server is empty, and may have had what no other has"; return 1; }
  done
  for server in "${servers[@]}"; do
    for other in "${servers[@]}"; do
      contains "$server" "$other" || continue 2
      ! contains "$other" "$server" || [[ ! ${id[$other]} < ${id[$server]} ]] || continue 2
    done
    echo "$server"
    return
  done
  echo "each server has what another has not"
  return 1
}

# bootstrap NAME CHECK: starts a group of that name from this server. CHECK is called with the flag up and looks again:
# of two that raise their flags at the same time none sees the other's down, and who looks later finds a group.
bootstrap() {
  local raised=0 started=no from to process
  coproc session { as_root --unbuffered --force; }
  from=${session[0]} to=${session[1]} process=$session_PID
  echo "SELECT GET_LOCK('$lock', 0);" >&"$to"
  read -r -t "$answer_limit_seconds" raised <&"$from" || true
  if [ "$raised" = 1 ] && "$2"; then
    echo "STOP GROUP_REPLICATION; SET GLOBAL offline_mode = OFF; SET PERSIST group_replication_group_name = '$1';
      SET GLOBAL group_replication_bootstrap_group = ON;
      $join_sql;
      SET GLOBAL group_replication_bootstrap_group = OFF;
      SELECT COUNT(*) FROM performance_schema.replication_group_members
        WHERE member_id = @@server_uuid AND member_state IN ('RECOVERING', 'ONLINE');" >&"$to"
    read -r -t "$group_limit_seconds" started <&"$from" || true
  fi
  exec {to}>&-
  wait "$process" || true
  [ "$started" = 1 ]
}

new_name() { cat /proc/sys/kernel/random/uuid; }
