package main

import (
	"fmt"
	"sort"
)

// part of a history that must be explained by itself: one user's requests, or those about one serial, and every call
// of an administrator. If everything can be explained, so can each part: it says less about the same coupons.
type part struct {
	name     string
	requests []*request
	coupons  []coupon
}

type partition map[string]*part

func (c *campaign) parts() []*part {
	found := partition{}
	for _, each := range c.coupons() {
		for _, mine := range []*part{found.user(each.User), found.serial(each.Serial)} {
			mine.coupons = append(mine.coupons, each)
		}
	}
	var common []*request
	for _, each := range c.requests {
		switch each.kind {
		case issued, already, unknown:
			c.distribute(each, found)
		default:
			common = append(common, each)
		}
	}
	return found.sorted(common)
}

func (p partition) user(name string) *part { return p.named("user " + name) }

func (p partition) serial(number int64) *part { return p.named(fmt.Sprint("serial ", number)) }

func (p partition) named(name string) *part {
	if p[name] == nil {
		p[name] = &part{name: name}
	}
	return p[name]
}

func (c *campaign) distribute(r *request, to partition) {
	to.user(r.line.User).add(*r)
	if r.kind != unknown {
		r := *r
		r.counted = false
		to.serial(r.line.Serial).add(r)
		return
	}
	bySerial := map[int64][]int{}
	for _, each := range r.claims {
		serial := c.claims[each].Serial
		bySerial[serial] = append(bySerial[serial], each)
	}
	for serial, claims := range bySerial {
		r := *r
		r.claims = claims
		to.serial(serial).add(r)
	}
}

func (p *part) add(r request) { p.requests = append(p.requests, &r) }

// sorted adds to each part what concerns all of them.
func (p partition) sorted(common []*request) []*part {
	var parts []*part
	for _, each := range p {
		for _, shared := range common {
			mine := *shared
			mine.scope = each.coupons
			each.add(mine)
		}
		requests := each.requests
		sort.SliceStable(requests, func(i, j int) bool { return *requests[i].line.Called < *requests[j].line.Called })
		parts = append(parts, each)
	}
	sort.Slice(parts, func(i, j int) bool { return parts[i].name < parts[j].name })
	return parts
}
