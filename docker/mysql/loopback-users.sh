# Sourced by member for servers that are plain processes of one machine (MYSQL_USERS): root over loopback, by whom
# whoever starts them makes the rest.

docker_process_sql <<SQL
CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
SQL
