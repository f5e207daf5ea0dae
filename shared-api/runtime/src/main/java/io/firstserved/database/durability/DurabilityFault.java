package io.firstserved.database.durability;

/**
 * A setting of a server with which an acknowledged commit can be lost.
 *
 * @param server host and port
 * @param variable the setting's name, in lower case
 * @param sentence what is wrong and what to set
 */
public record DurabilityFault(String server, String variable, String sentence) {}
