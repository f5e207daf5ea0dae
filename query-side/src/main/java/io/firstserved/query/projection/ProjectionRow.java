package io.firstserved.query.projection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** Which slot of a projection is live, for the queries that read it. */
@Entity
@Immutable
@Table(name = "projection")
class ProjectionRow {

  @Id String name = "";
  int liveSlot;
}
