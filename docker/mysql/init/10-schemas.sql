-- Tables are made by each application's own Flyway migrations.
CREATE DATABASE IF NOT EXISTS first_served_log;
CREATE DATABASE IF NOT EXISTS first_served_query;
