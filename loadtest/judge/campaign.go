package main

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"sort"

	"github.com/anishathalye/porcupine"
)

// alreadySo are the reasons of refusals that say that the campaign is as it was to be.
var alreadySo = map[string]bool{"ALREADY_PAUSED": true, "NOT_PAUSED": true}

// never is when a request without a clear answer returns: it may happen at any time after its call.
const never = math.MaxInt64

// campaign as its history shows it.
type campaign struct {
	id      string
	quota   int64
	perUser int

	requests []*request
	refused  int // not judged

	claims   []claim
	byClaim  map[claim]int
	byUser   map[string][]int
	bySerial map[int64][]int
	byCoupon map[coupon][]int
	// seen: when the coupon was first named by somebody other than who was given it.
	seen map[coupon]int64
}

func newCampaign(id string, lines []line) (*campaign, error) {
	c := &campaign{
		id:       id,
		byClaim:  map[claim]int{},
		byUser:   map[string][]int{},
		bySerial: map[int64][]int{},
		byCoupon: map[coupon][]int{},
		seen:     map[coupon]int64{},
	}
	sort.SliceStable(lines, func(i, j int) bool { return *lines[i].Called < *lines[j].Called })
	for _, each := range lines {
		if err := c.add(each); err != nil {
			return nil, err
		}
	}
	if c.perUser == 0 {
		return nil, errors.New("its history does not say how it was created, so nobody knows its quota")
	}
	c.explainUnknown()
	c.completeEvidence()
	return c, nil
}

func (c *campaign) add(l line) error {
	switch l.Op {
	case "create":
		return c.create(l)
	case "", "issue":
		return c.addIssue(l)
	case "coupons":
		present := map[coupon]bool{}
		for _, each := range l.Coupons {
			c.sight(each, *l.Returned)
			present[each] = true
		}
		c.requests = append(c.requests, &request{kind: found, line: l, present: present})
		return nil
	}
	return c.addAdministration(l)
}

func (c *campaign) create(l line) error {
	if c.perUser != 0 {
		return errors.New("was created twice")
	}
	c.quota = limitOf(l.Quota)
	c.perUser = 1
	if l.PerUserLimit > 1 {
		c.perUser = l.PerUserLimit
	}
	return nil
}

func (c *campaign) addIssue(l line) error {
	switch {
	case l.Status == http.StatusCreated:
		c.requests = append(c.requests, &request{kind: issued, line: l, claims: []int{c.claim(l.coupon, l.Key)}})
	case l.Status == http.StatusConflict && l.Reason == "ALREADY_ISSUED":
		c.sight(l.coupon, *l.Returned)
		c.requests = append(c.requests, &request{kind: already, line: l, counted: true})
	case l.unknown():
		c.requests = append(c.requests, &request{kind: unknown, line: l})
	case l.Status >= 400:
		c.refused++
	default:
		return fmt.Errorf("user %s: status %d is no answer of the contract", l.User, l.Status)
	}
	return nil
}

func (c *campaign) addAdministration(l line) error {
	kinds := map[string]kind{"pause": pause, "resume": resume, "close": end, "quota": raise}
	which, known := kinds[l.Op]
	if !known {
		return fmt.Errorf("nobody knows the operation %q", l.Op)
	}
	if l.Status == http.StatusOK || l.unknown() || alreadySo[l.Reason] {
		c.requests = append(c.requests, &request{kind: which, line: l})
	}
	return nil
}

func (c *campaign) sight(what coupon, at int64) {
	if first, known := c.seen[what]; !known || at < first {
		c.seen[what] = at
	}
}

// claim is the number of the coupon as given under the key.
func (c *campaign) claim(what coupon, key string) int {
	wanted := claim{what, key}
	number, known := c.byClaim[wanted]
	if !known {
		number = len(c.claims)
		c.claims = append(c.claims, wanted)
		c.byClaim[wanted] = number
		c.byUser[what.User] = append(c.byUser[what.User], number)
		c.bySerial[what.Serial] = append(c.bySerial[what.Serial], number)
		c.byCoupon[what] = append(c.byCoupon[what], number)
	}
	return number
}

// explainUnknown says of each request without a clear answer which coupons it may have been given: under a key those
// that another request was given under it, else those of its user that were seen and that no answer gave. Requests
// that may have been given nothing that was ever seen are left out: they explain no answer and contradict none. Of
// those that differ in their call only, the earliest are kept, one for each coupon: the later can do no more.
func (c *campaign) explainUnknown() {
	given := c.given()
	orphans := c.orphans(given)
	type likes struct{ user, key string }
	left := map[likes]int{}
	var kept []*request
	for _, each := range c.requests {
		if each.kind == unknown {
			who := likes{each.line.User, each.line.Key}
			each.claims = c.candidates(each.line, given, orphans)
			if left[who] == len(each.claims) {
				continue
			}
			left[who]++
		}
		kept = append(kept, each)
	}
	c.requests = kept
}

func (c *campaign) candidates(l line, given map[claim]bool, orphans map[string][]coupon) []int {
	var claims []int
	for _, each := range c.byUser[l.User] {
		if l.Key != "" && c.claims[each].key == l.Key && given[c.claims[each]] {
			claims = append(claims, each)
		}
	}
	if claims == nil {
		for _, each := range orphans[l.User] {
			claims = append(claims, c.claim(each, l.Key))
		}
	}
	return claims
}

// given: what a 201 gave.
func (c *campaign) given() map[claim]bool {
	given := map[claim]bool{}
	for _, each := range c.claims {
		given[each] = true
	}
	return given
}

// orphans are coupons that were seen and that no 201 gave, by user, in the order in which they were seen.
func (c *campaign) orphans(given map[claim]bool) map[string][]coupon {
	told := map[coupon]bool{}
	for each := range given {
		told[each.coupon] = true
	}
	orphans := map[string][]coupon{}
	for each := range c.seen {
		if !told[each] {
			orphans[each.User] = append(orphans[each.User], each)
		}
	}
	for _, each := range orphans {
		mine := each
		sort.Slice(mine, func(i, j int) bool { return c.seen[mine[i]] < c.seen[mine[j]] })
	}
	return orphans
}

// completeEvidence fills in what the answers that only look need of all claims.
func (c *campaign) completeEvidence() {
	for _, each := range c.requests {
		switch each.kind {
		case already:
			each.claims = c.byCoupon[each.line.coupon]
		case found:
			each.scope = c.coupons()
		}
	}
}

// coupons that somebody was given, or that were seen.
func (c *campaign) coupons() []coupon {
	var all []coupon
	for each := range c.byCoupon {
		all = append(all, each)
	}
	for each := range c.seen {
		if c.byCoupon[each] == nil {
			all = append(all, each)
		}
	}
	return all
}

func (r *request) operation() porcupine.Operation {
	returned := *r.line.Returned
	if r.kind != found && r.line.unknown() {
		returned = never
	}
	return porcupine.Operation{Input: r, Call: *r.line.Called, Return: returned}
}
