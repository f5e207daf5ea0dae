package main

import (
	"fmt"
	"math"
	"math/bits"
	"net/http"

	"github.com/anishathalye/porcupine"
)

type kind int

const (
	issued  kind = iota // 201
	already             // 409 ALREADY_ISSUED
	unknown             // no answer, or 5xx: happened at some time after the call, or never
	pause
	resume
	end
	raise
	found // the coupons that were there
)

// request is what was asked and what was answered; the model needs no more of either.
type request struct {
	kind kind
	line line
	// claims: of issued the one that it was given, of already all that would bear it out, of unknown those that it may
	// have been given, in the order in which they were first seen.
	claims []int
	// counted is false where other coupons of the user are not in the part that is judged.
	counted bool
	// scope of found: of these coupons those that are in present must be there, and no other.
	scope   []coupon
	present map[coupon]bool
}

// claim is a coupon as given to a request under an idempotency key.
type claim struct {
	coupon
	key string
}

type phase int

const (
	open phase = iota
	paused
	closed
)

// state of a campaign. A value that is never changed, and equal to another by ==.
type state struct {
	phase phase
	quota int64
	held  bitmap // which claims were given
}

// bitmap is immutable.
type bitmap string

func (b bitmap) has(bit int) bool { return b[bit/8]&(1<<(bit%8)) != 0 }

func (b bitmap) with(bit int) bitmap {
	bytes := []byte(b)
	bytes[bit/8] |= 1 << (bit % 8)
	return bitmap(bytes)
}

func (b bitmap) count() int64 {
	var count int
	for i := 0; i < len(b); i++ {
		count += bits.OnesCount8(b[i])
	}
	return int64(count)
}

// model of the campaign, one request after the other. It does not say which refusals are right, but for
// ALREADY_ISSUED: a reservation under way counts for the gate, and no answer shows it.
func (c *campaign) model() porcupine.Model {
	return porcupine.Model{
		Init: func() interface{} {
			return state{quota: c.quota, held: bitmap(make([]byte, len(c.claims)/8+1))}
		},
		Step: func(before, input, _ interface{}) (bool, interface{}) {
			return c.step(before.(state), input.(*request))
		},
	}
}

func (c *campaign) step(s state, r *request) (bool, state) {
	switch r.kind {
	case issued:
		if s.held.has(r.claims[0]) && r.line.Key != "" {
			return true, s // the same key again: the same answer
		}
		return c.issue(s, r.claims[0])
	case already:
		return c.holdsOne(s, r.claims) && (!r.counted || c.heldBy(s, r.line.User) >= c.perUser), s
	case unknown:
		return c.mayIssue(s, r.claims)
	case found:
		return c.allThere(s, r), s
	}
	if r.line.Status == http.StatusConflict { // it is so already
		return s.after(r) == s, s
	}
	return true, s.after(r)
}

// mayIssue gives the first coupon that the request may have been given. A request that never happened is one that
// comes when all of them are held.
func (c *campaign) mayIssue(s state, claims []int) (bool, state) {
	for _, each := range claims {
		if !c.there(s, c.claims[each].coupon) {
			return c.issue(s, each)
		}
	}
	return true, s
}

func (c *campaign) issue(s state, number int) (bool, state) {
	given := c.claims[number]
	switch {
	case s.phase != open:
		return false, s
	case given.Serial < 1 || given.Serial > s.quota || s.held.count() >= s.quota:
		return false, s
	case c.holdsOne(s, c.bySerial[given.Serial]):
		return false, s
	case c.heldBy(s, given.User) >= c.perUser:
		return false, s
	}
	s.held = s.held.with(number)
	return true, s
}

func (c *campaign) holdsOne(s state, claims []int) bool {
	for _, each := range claims {
		if s.held.has(each) {
			return true
		}
	}
	return false
}

func (c *campaign) heldBy(s state, user string) int {
	count := 0
	for _, each := range c.byUser[user] {
		if s.held.has(each) {
			count++
		}
	}
	return count
}

func (c *campaign) there(s state, what coupon) bool {
	return c.holdsOne(s, c.byCoupon[what])
}

func (c *campaign) allThere(s state, r *request) bool {
	for _, each := range r.scope {
		if c.there(s, each) != r.present[each] {
			return false
		}
	}
	return true
}

// after is the state once an administrator's call was done.
func (s state) after(r *request) state {
	switch {
	case s.phase == closed:
	case r.kind == pause:
		s.phase = paused
	case r.kind == resume:
		s.phase = open
	case r.kind == end:
		s.phase = closed
	case r.kind == raise:
		s.quota = limitOf(r.line.Quota)
	}
	return s
}

func limitOf(quota *int64) int64 {
	if quota == nil {
		return math.MaxInt64
	}
	return *quota
}

func (r *request) String() string {
	who := ""
	if r.line.User != "" {
		who = " " + r.line.User
	}
	if r.line.Key != "" {
		who += " (key " + r.line.Key + ")"
	}
	switch r.kind {
	case issued:
		return fmt.Sprintf("issue%s: 201 serial %d, coupon %s", who, r.line.Serial, r.line.ID)
	case already:
		return fmt.Sprintf("issue%s: 409 ALREADY_ISSUED serial %d, coupon %s", who, r.line.Serial, r.line.ID)
	case unknown:
		return fmt.Sprintf("issue%s: %d, unknown", who, r.line.Status)
	case found:
		var there []coupon
		for _, each := range r.scope {
			if r.present[each] {
				there = append(there, each)
			}
		}
		return fmt.Sprintf("coupons: of those in question there were %v", there)
	}
	return fmt.Sprintf("%s: %d", r.line.Op, r.line.Status)
}
