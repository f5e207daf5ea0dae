"""Reads a Compose configuration as JSON and says which service lacks what every service must have."""

import json
import sys

# These end by themselves, or only translate a server's figures: Prometheus' `up` is their health check.
ENDS = {"event-topic", "k6", "mysql-group"}
EXPORTERS = {*(f"mysql-exporter-{n}" for n in (1, 2, 3)), "redis-exporter", "kafka-exporter", "node-exporter"}

faults = []
services = json.load(sys.stdin)["services"]
for name, service in sorted(services.items()):
    limits = service.get("deploy", {}).get("resources", {}).get("limits", {})
    if name not in ENDS and not ("memory" in limits and "cpus" in limits):
        faults.append(f"{name}: no CPU and memory limit")
    if name not in ENDS | EXPORTERS and "test" not in service.get("healthcheck", {}):
        faults.append(f"{name}: no health check")
    for port in service.get("ports", []):
        if port.get("host_ip") != "127.0.0.1":
            faults.append(f"{name}: port {port['target']} is published beyond 127.0.0.1")
if faults:
    sys.exit("\n".join(faults))
print(f"{len(services)} services")
