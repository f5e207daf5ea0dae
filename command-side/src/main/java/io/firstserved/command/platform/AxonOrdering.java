package io.firstserved.command.platform;

import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * Puts Axon's auto-configuration after Boot's. Axon 4.13.0 knows Boot 4's name of the JPA
 * configuration only; of the JDBC one it names Boot 3's, so it runs too early, sees no data source
 * and silently takes a transaction manager that does nothing. Nothing is declared here; the order
 * is the point, and {@code AxonWiringIT} tests it.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
    },
    beforeName = {
      "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
      "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
      "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration"
    })
class AxonOrdering {}
