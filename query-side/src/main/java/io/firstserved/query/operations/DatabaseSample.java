package io.firstserved.query.operations;

import io.firstserved.database.group.GroupState;
import java.util.List;

/**
 * How the databases' servers are doing.
 *
 * @param groups as they were seen last; none where each database is one server
 * @param faults settings with which the log's database can lose a coupon that was answered 201, a
 *     sentence each
 */
record DatabaseSample(List<GroupState> groups, List<String> faults) {}
