# Sourced once when the data folder is new, by the image's entry point or by docker/mysql/member: the users that may
# touch the schemas. The log is written by the command side alone; the query side audits it and can only read.
# Each of them looks for a group's primary (ADR 0093).

first_served_users() {
  cat <<SQL
CREATE USER IF NOT EXISTS 'first_served_command'@'%' IDENTIFIED BY '${COMMAND_DB_PASSWORD}';
GRANT ALL PRIVILEGES ON first_served_log.* TO 'first_served_command'@'%';
GRANT SELECT ON performance_schema.replication_group_members TO 'first_served_command'@'%';
GRANT SELECT ON performance_schema.replication_group_member_stats TO 'first_served_command'@'%';

CREATE USER IF NOT EXISTS 'first_served_query'@'%' IDENTIFIED BY '${QUERY_DB_PASSWORD}';
GRANT ALL PRIVILEGES ON first_served_query.* TO 'first_served_query'@'%';
GRANT SELECT ON performance_schema.replication_group_members TO 'first_served_query'@'%';
GRANT SELECT ON performance_schema.replication_group_member_stats TO 'first_served_query'@'%';

CREATE USER IF NOT EXISTS 'first_served_auditor'@'%' IDENTIFIED BY '${AUDITOR_DB_PASSWORD}';
GRANT SELECT ON first_served_log.* TO 'first_served_auditor'@'%';
GRANT SELECT ON performance_schema.replication_group_members TO 'first_served_auditor'@'%';
GRANT SELECT ON performance_schema.replication_group_member_stats TO 'first_served_auditor'@'%';

CREATE USER IF NOT EXISTS 'first_served_exporter'@'%' IDENTIFIED BY '${EXPORTER_DB_PASSWORD}' WITH MAX_USER_CONNECTIONS 3;
GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'first_served_exporter'@'%';
GRANT SELECT ON performance_schema.* TO 'first_served_exporter'@'%';
SQL
}

first_served_users | docker_process_sql
