"""Watches CPU, memory and meters while a load runs, on a thread of its own."""

from __future__ import annotations

import threading
import time

from . import processes

INTERVAL_SECONDS = 1.0
# A scrape costs the service some milliseconds; every other sample is often enough.
SCRAPE_EVERY = 2
GAUGES = (
    "coupon_relay_lag_events",
    "coupon_projection_lag_events",
    "coupon_projection_lag_seconds",
    "coupon_log_queue_depth",
    "coupon_gate_pending",
    "coupon_log_head",
)


class Sampler:
    """A context manager; afterwards `samples`, `cpu` and `peak_bytes` say what was seen."""

    def __init__(self, product, generator_pid):
        self._product = product
        self._generator_pid = generator_pid
        self._people = processes.participants(product.targets, product.query)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sampler", daemon=True)
        self._first_cpu = {}
        self._last_cpu = {}
        self.samples = []
        self.peak_bytes = {}

    def __enter__(self):
        self._begun = time.monotonic()
        self._sample(0)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._sample(SCRAPE_EVERY)

    @property
    def cpu_by_process(self) -> dict:
        return {key: self._last_cpu[key] - first for key, first in self._first_cpu.items()}

    @property
    def cpu(self) -> dict:
        """CPU seconds by component over the whole time watched."""
        total = {}
        for (name, _), seconds in self.cpu_by_process.items():
            total[name] = total.get(name, 0) + seconds
        return total

    def until(self, instant: float | None) -> list:
        """The samples up to an instant of the monotonic clock; None: all."""
        return [sample for sample in self.samples if instant is None or sample["at"] <= instant - self._begun]

    def _watch(self) -> None:
        turn = 1
        while not self._stop.wait(INTERVAL_SECONDS):
            self._sample(turn)
            turn += 1

    def _sample(self, turn: int) -> None:
        sample = {"at": time.monotonic() - self._begun, "cpu": {}, "bytes": {}}
        for name, pid in self._everybody():
            self._measure(sample, name, pid)
        if turn % SCRAPE_EVERY == 0:
            sample["meters"] = self._scrape()
        for name, used in sample["bytes"].items():
            self.peak_bytes[name] = max(used, self.peak_bytes.get(name, 0))
        self.samples.append(sample)

    def _everybody(self):
        yield from ((name, pid) for name, pids in self._people.items() for pid in pids)
        generator = self._generator_pid()
        if generator is not None:
            yield "load generator", generator

    def _measure(self, sample: dict, name: str, pid: int) -> None:
        cpu, memory = processes.cpu_seconds(pid), processes.resident_bytes(pid)
        if cpu is None or memory is None:
            return
        # A load generator begins at zero; everybody else was there before.
        before = self._last_cpu.get((name, pid), 0 if name == "load generator" else cpu)
        self._first_cpu.setdefault((name, pid), before)
        self._last_cpu[(name, pid)] = cpu
        sample["cpu"][name] = sample["cpu"].get(name, 0) + cpu - before
        sample["bytes"][name] = sample["bytes"].get(name, 0) + memory

    def _scrape(self) -> dict:
        meters = {}
        for side, base in (("command", self._product.targets[0]), ("query", self._product.query)):
            for name, labels, value in self._product.meters(base):
                if name in GAUGES:
                    meters[name] = max(value, meters.get(name, 0))
                elif name == "jvm_memory_used_bytes" and 'area="heap"' in labels:
                    meters[f"{side}_heap_bytes"] = meters.get(f"{side}_heap_bytes", 0) + value
                elif name == "jvm_gc_pause_seconds_sum":
                    meters[f"{side}_gc_seconds"] = meters.get(f"{side}_gc_seconds", 0) + value
        return meters
