package io.firstserved.servers;

/**
 * An empty database of a test's own.
 *
 * @param name its name
 * @param jdbcUrl with the options the product uses as well
 * @param username may do everything in it
 * @param password of that user
 */
public record TestDatabase(String name, String jdbcUrl, String username, String password) {}
