"""The service under test, as its users see it: HTTP and the command line."""

from __future__ import annotations

import json
import math
import os
import pathlib
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A test names another, because this one builds what is older than its sources.
LAUNCHER = pathlib.Path(os.environ.get("FIRST_SERVED_LAUNCHER", ROOT / "first-served"))
REQUEST_LIMIT_SECONDS = 10
AUDIT_LIMIT_SECONDS = 900
PAGE = 500
CAMPAIGN_ADMIN = "campaign-admin"
LAG_METERS = ("coupon_relay_lag_events", "coupon_projection_lag_events")


class Unusable(Exception):
    """The run cannot begin or go on; the message says what to do."""


class Product:
    """One running system: its command side's nodes and its query side."""

    def __init__(self, targets: list, query: str, token: str | None = None, data: str | None = None):
        self.targets = targets
        self.query = query
        self._tokens = {CAMPAIGN_ADMIN: token} if token else {}
        self._data = ["--data", data] if data else []

    def require_ready(self) -> None:
        for target in self.targets:
            status, _ = call("GET", f"{target}/actuator/health/readiness")
            if status != 200:
                raise Unusable(
                    f"{target} is not ready ({status or 'no answer'}): start the system with "
                    "./first-served up --detach, or name another with --target."
                )

    def create_campaign(self, campaign: str, terms: dict) -> None:
        body = {"campaignId": campaign, "name": campaign, **terms}
        status, answer = call(
            "POST", f"{self.targets[0]}/api/v1/campaigns", body, {"Authorization": f"Bearer {self.token()}"}
        )
        if status != 201:
            raise Unusable(f"cannot create the campaign {campaign}: {status} {answer}")

    def token(self, role: str = CAMPAIGN_ADMIN) -> str:
        if role not in self._tokens:
            result = subprocess.run(
                [str(LAUNCHER), "token", "--role", role, *self._data],
                capture_output=True, text=True, check=False,
            )
            if result.returncode != 0:
                raise Unusable(f"no token: {result.stderr.strip()} Give one with --token.")
            self._tokens[role] = result.stdout.strip().splitlines()[-1]
        return self._tokens[role]

    def meters(self, base: str) -> list:
        """Prometheus lines of one side, as (name, labels, value); none where it does not answer."""
        status, text = call("GET", f"{base}/actuator/prometheus")
        return list(parse_meters(text)) if status == 200 else []

    def lag(self) -> float | None:
        """Events that the log has and the read model has not; None unless relay and projections both say."""
        found = [
            (name, value)
            for base in {self.targets[0], self.query}
            for name, _, value in self.meters(base)
            if name in LAG_METERS
        ]
        measured = {name for name, value in found if not math.isnan(value)}
        if len(measured) < len(LAG_METERS) or any(math.isnan(value) for _, value in found):
            return None
        return max(value for _, value in found)

    def wait_until_quiet(self, limit_seconds: float = 120) -> float | None:
        """Waits until relay and projections have caught up; seconds it took, None if they have not, or do not say."""
        begun = time.monotonic()
        while time.monotonic() - begun < limit_seconds:
            if self.lag() == 0:
                return time.monotonic() - begun
            time.sleep(0.5)
        return None

    def coupons(self, campaign: str) -> list:
        """All that the read model has of the campaign, page by page."""
        found, after = [], ""
        while after is not None:
            where = f"/api/v1/campaigns/{campaign}/coupons?limit={PAGE}" + (f"&after={after}" if after else "")
            status, text = call("GET", self.query + where)
            if status != 200:
                raise Unusable(f"cannot read the coupons of {campaign}: {status} {text}")
            page = json.loads(text)
            found += [{name: coupon[name] for name in ("userId", "serial", "couponId")} for coupon in page["items"]]
            after = page["next"]
        return found

    def audit(self, history: pathlib.Path | None = None) -> dict:
        """The product's own audit, over the whole log and, if given, what the users were told."""
        command = [str(LAUNCHER), "audit", *(["--history", str(history)] if history else []), "--json", *self._data]
        if not LAUNCHER.exists():
            return {"exit": 3, "says": "no ./first-served here to audit with"}
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=AUDIT_LIMIT_SECONDS
        )
        audit = {"exit": result.returncode, "says": result.stderr.strip()[-2000:]}
        try:
            audit["report"] = json.loads(result.stdout)
        except ValueError:
            # Without a report there was no audit, whatever the exit status: 2 is also wrong usage.
            audit.update(exit=3, says=(result.stdout + result.stderr).strip()[-2000:])
        return audit


def call(method: str, url: str, body: dict | None = None, headers: dict | None = None):
    """One HTTP call; (status, text), status 0 where no answer came."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=REQUEST_LIMIT_SECONDS) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")
    except OSError as unreachable:
        return 0, str(unreachable)


def parse_meters(text: str):
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        left, _, value = line.rpartition(" ")
        name, _, labels = left.partition("{")
        yield name, labels.rstrip("}"), float(value)
