package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

const mostShown = 5

// verdict on one campaign.
type verdict struct {
	campaign  *campaign
	parts     int
	broken    []*part
	undecided int
	whole     porcupine.CheckResult
}

// judge looks at each user and at each serial first, which is quick even where something is wrong, and at everything
// together if nothing was found.
func (c *campaign) judge(limit time.Duration) verdict {
	parts := c.parts()
	v := verdict{campaign: c, parts: len(parts), whole: porcupine.Unknown}
	deadline := time.Now().Add(limit)
	for _, each := range parts {
		switch c.check(each.requests, time.Until(deadline)) {
		case porcupine.Illegal:
			v.broken = append(v.broken, each)
		case porcupine.Unknown:
			v.undecided++
		}
	}
	if len(v.broken) == 0 {
		v.whole = c.check(c.requests, limit)
	}
	return v
}

func (c *campaign) check(requests []*request, limit time.Duration) porcupine.CheckResult {
	if limit <= 0 {
		return porcupine.Unknown
	}
	var operations []porcupine.Operation
	for _, each := range requests {
		operations = append(operations, each.operation())
	}
	return porcupine.CheckOperationsTimeout(c.model(), operations, limit)
}

func (v verdict) exit() int {
	switch {
	case len(v.broken) > 0 || v.whole == porcupine.Illegal:
		return exitViolated
	case v.undecided > 0:
		return exitUndecided
	}
	return exitLinearizable
}

func (v verdict) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %s\n", v.campaign.id, v.sentence())
	for number, each := range v.broken {
		if number == mostShown {
			fmt.Fprintf(&text, "  and %d more\n", len(v.broken)-mostShown)
			break
		}
		fmt.Fprintf(&text, "  no order explains %s:\n%s", each.name, v.campaign.tell(each.requests))
	}
	return text.String()
}

func (v verdict) sentence() string {
	counts := map[kind]int{}
	for _, each := range v.campaign.requests {
		counts[each.kind]++
	}
	seen := fmt.Sprintf("%d issued, %d already issued, %d unknown that matter, %d refused (not judged)",
		counts[issued], counts[already], counts[unknown], v.campaign.refused)
	switch {
	case len(v.broken) > 0:
		return fmt.Sprintf("VIOLATED in %d of %d parts; %s", len(v.broken), v.parts, seen)
	case v.whole == porcupine.Illegal:
		return "VIOLATED as a whole, though each user and each serial can be explained; " + seen
	case v.undecided > 0:
		return fmt.Sprintf("NOT DECIDED in time: %d of %d parts; %s", v.undecided, v.parts, seen)
	case v.whole == porcupine.Unknown:
		return fmt.Sprintf("linearizable in each of %d parts; as a whole not decided in time; %s", v.parts, seen)
	}
	return fmt.Sprintf("linearizable, in each of %d parts and as a whole; %s", v.parts, seen)
}

// tell lists requests with their milliseconds since the campaign's first one.
func (c *campaign) tell(requests []*request) string {
	var text strings.Builder
	begin := *c.requests[0].line.Called
	for _, each := range requests {
		operation := each.operation()
		until := "never"
		if operation.Return != never {
			until = fmt.Sprintf("%.1f", float64(operation.Return-begin)/1e6)
		}
		fmt.Fprintf(&text, "    %.1f to %s ms  %s\n", float64(operation.Call-begin)/1e6, until, each)
	}
	return text.String()
}
