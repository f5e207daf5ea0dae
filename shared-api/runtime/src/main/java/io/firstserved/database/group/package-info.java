/**
 * Finds the primary of a MySQL group (Group Replication, single primary) from one URL that names
 * all its servers, and keeps connection pools on it. A URL with one server is left alone.
 *
 * <pre>
 *   GroupUrl ─▶ MySqlGroup ── asks ──▶ GroupServer × n ── MemberView, MemberQueues
 *                   │ majority of views: Votes
 *                   ▼
 *   PrimaryDataSource ◀── Hikari pools ◀── PrimaryPools
 *                   ▲                         ▲
 *                   └──── PrimaryWatch ───────┘  empties the pools when the primary changes
 *   QueueWatch, PrimaryWatch ─▶ WatchedGroup ─▶ GroupMeters, GroupState
 * </pre>
 */
@NullMarked
package io.firstserved.database.group;

import org.jspecify.annotations.NullMarked;
