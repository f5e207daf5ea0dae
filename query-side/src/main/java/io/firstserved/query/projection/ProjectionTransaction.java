package io.firstserved.query.projection;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transaction in which read models are written.
 *
 * @param template runs it
 */
public record ProjectionTransaction(TransactionTemplate template) {}
