package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// told is one line of a history; a test names only what matters to it.
type told map[string]interface{}

func at(called, returned int, also told) told {
	all := told{"campaignId": "c", "called": called, "returned": returned}
	for name, value := range also {
		all[name] = value
	}
	return all
}

func created(quota int) told {
	return at(0, 1, told{"op": "create", "status": 201, "quota": quota})
}

func ask(called, returned int, user string, status int, also told) told {
	all := at(called, returned, also)
	all["userId"], all["status"] = user, status
	return all
}

func given(called, returned int, user string, serial int) told {
	return ask(called, returned, user, 201, told{"serial": serial, "couponId": id(user)})
}

func had(called, returned int, user string, serial int) told {
	return ask(called, returned, user, 409, told{"reason": "ALREADY_ISSUED", "serial": serial, "couponId": id(user)})
}

func unanswered(called, returned int, user string) told {
	return ask(called, returned, user, 0, nil)
}

func under(key string, line told) told {
	line["key"] = key
	return line
}

func done(called, returned int, op string) told {
	return at(called, returned, told{"op": op, "status": 200})
}

func id(user string) string { return "coupon-of-" + user }

func listed(called, returned int, coupons ...coupon) told {
	return at(called, returned, told{"op": "coupons", "coupons": coupons})
}

func of(user string, serial int64) coupon { return coupon{user, serial, id(user)} }

func judged(t *testing.T, lines ...told) (int, string) {
	t.Helper()
	var text strings.Builder
	for _, each := range lines {
		encoded, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(append(encoded, '\n'))
	}
	file := filepath.Join(t.TempDir(), "history.ndjson")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints strings.Builder
	status := run([]string{file}, &out, &complaints)
	return status, out.String() + complaints.String()
}

func TestHistories(t *testing.T) {
	cases := []struct {
		name   string
		status int
		lines  []told
	}{
		{"a good one", 0, []told{
			created(2), given(10, 20, "a", 1), given(10, 30, "b", 2), had(40, 50, "a", 1),
			ask(60, 70, "x", 410, told{"reason": "SOLD_OUT"}), listed(80, 90, of("a", 1), of("b", 2))}},
		{"more coupons than the quota", 2, []told{
			created(1), given(10, 20, "a", 1), given(30, 40, "b", 2)}},
		{"a serial given to two users", 2, []told{
			created(9), given(10, 20, "a", 1), given(10, 20, "b", 1)}},
		{"a serial with two coupons", 2, []told{
			created(9), given(10, 20, "a", 1), ask(30, 40, "a", 409, told{"reason": "ALREADY_ISSUED", "serial": 1, "couponId": "other"})}},
		{"two coupons for a user", 2, []told{
			created(9), given(10, 20, "a", 1), given(30, 40, "a", 2)}},
		{"two coupons for a user whose limit is two", 0, []told{
			at(0, 1, told{"op": "create", "status": 201, "quota": 9, "perUserLimit": 2}),
			given(10, 20, "a", 1), given(30, 40, "a", 2), had(50, 60, "a", 2)}},
		{"refused below a limit of two", 2, []told{
			at(0, 1, told{"op": "create", "status": 201, "quota": 9, "perUserLimit": 2}),
			given(10, 20, "a", 1), had(50, 60, "a", 1)}},

		{"a coupon that was answered and is not there", 2, []told{
			created(9), given(10, 20, "a", 1), given(10, 20, "b", 2), listed(80, 90, of("b", 2))}},
		{"a coupon that is there and that nobody asked for", 2, []told{
			created(9), given(10, 20, "a", 1), listed(80, 90, of("a", 1), of("b", 2))}},
		{"a coupon that was refused and is there", 2, []told{
			created(9), ask(10, 20, "a", 410, told{"reason": "SOLD_OUT"}), listed(80, 90, of("a", 1))}},
		{"a coupon for whoever got no answer", 0, []told{
			created(9), unanswered(10, 20, "a"), listed(80, 90, of("a", 1))}},
		{"no coupon for whoever got no answer", 0, []told{
			created(9), unanswered(10, 20, "a"), listed(80, 90)}},
		{"a coupon that came long after its call was given up", 0, []told{
			created(9), unanswered(10, 20, "a"), listed(30, 40), listed(80, 90, of("a", 1))}},
		{"a coupon that was there and went", 2, []told{
			created(9), unanswered(10, 20, "a"), listed(30, 40, of("a", 1)), listed(80, 90)}},

		{"already issued without a coupon", 2, []told{
			created(9), had(10, 20, "a", 1)}},
		{"already issued before the coupon was", 2, []told{
			created(9), had(10, 20, "a", 1), given(30, 40, "a", 1)}},
		{"already issued while it is being issued", 0, []told{
			created(9), had(10, 20, "a", 1), given(5, 40, "a", 1)}},
		{"already issued after no answer", 0, []told{
			created(9), unanswered(10, 20, "a"), had(30, 40, "a", 1)}},
		{"already issued, and a 503 only later", 2, []told{
			created(9), had(10, 20, "a", 1), ask(30, 40, "a", 503, nil)}},
		{"already issued with a coupon of no name", 2, []told{
			created(9), given(10, 20, "a", 1), ask(30, 40, "a", 409, told{"reason": "ALREADY_ISSUED"})}},

		{"the same key again", 0, []told{
			created(9), under("k", given(10, 20, "a", 1)), under("k", given(30, 40, "a", 1))}},
		{"the same key again, closed meanwhile", 0, []told{
			created(9), under("k", given(10, 20, "a", 1)), done(22, 24, "close"), under("k", given(30, 40, "a", 1))}},
		{"the same key after no answer", 0, []told{
			created(9), under("k", unanswered(10, 20, "a")), done(22, 24, "pause"), under("k", given(30, 40, "a", 1))}},
		{"the same coupon twice without a key", 2, []told{
			created(9), given(10, 20, "a", 1), given(30, 40, "a", 1)}},
		{"the same coupon under two keys", 2, []told{
			created(9), under("k", given(10, 20, "a", 1)), under("l", given(30, 40, "a", 1))}},

		{"issued after an acknowledged pause", 2, []told{
			created(9), done(10, 20, "pause"), given(30, 40, "a", 1)}},
		{"issued while the pause was under way", 0, []told{
			created(9), done(10, 30, "pause"), given(15, 20, "a", 1)}},
		{"issued after a resume", 0, []told{
			created(9), done(10, 20, "pause"), done(25, 30, "resume"), given(35, 40, "a", 1)}},
		{"issued between pause and resume", 2, []told{
			created(9), done(10, 20, "pause"), given(22, 24, "a", 1), done(25, 30, "resume")}},
		{"issued after an acknowledged close", 2, []told{
			created(9), done(10, 20, "close"), given(30, 40, "a", 1)}},
		{"issued after a pause that got no answer", 0, []told{
			created(9), at(10, 20, told{"op": "pause", "status": 0}), given(30, 40, "a", 1)}},
		{"issued after a pause without an answer that was seen at work", 0, []told{
			created(9), at(10, 20, told{"op": "pause", "status": 503}), ask(22, 24, "a", 403, told{"reason": "PAUSED"}),
			done(25, 26, "resume"), given(30, 40, "a", 1)}},
		{"issued after somebody was told that it is paused", 2, []told{
			created(9), at(10, 20, told{"op": "pause", "status": 0}),
			at(21, 22, told{"op": "pause", "status": 409, "reason": "ALREADY_PAUSED"}), given(30, 40, "a", 1)}},

		{"beyond the quota that was raised", 0, []told{
			created(1), given(10, 20, "a", 1), at(15, 40, told{"op": "quota", "status": 200, "quota": 2}), given(30, 35, "b", 2)}},
		{"beyond the quota before it was raised", 2, []told{
			created(1), given(10, 20, "a", 2), at(25, 40, told{"op": "quota", "status": 200, "quota": 2})}},

		{"an empty one", 3, nil},
		{"one without the campaign's beginning", 3, []told{given(10, 20, "a", 1)}},
		{"one without times", 3, []told{created(1), {"campaignId": "c", "userId": "a", "status": 201, "serial": 1}}},
		{"one that returned before it was called", 3, []told{created(1), given(20, 10, "a", 1)}},
		{"one with an answer that is none", 3, []told{created(1), ask(10, 20, "a", 200, nil)}},
	}
	for _, each := range cases {
		each := each
		t.Run(each.name, func(t *testing.T) {
			status, said := judged(t, each.lines...)
			if status != each.status {
				t.Errorf("exit status %d, expected %d:\n%s", status, each.status, said)
			}
		})
	}
}

func TestKeepsCampaignsApart(t *testing.T) {
	other := func(line told) told {
		line["campaignId"] = "d"
		return line
	}
	status, said := judged(t, created(9), other(created(9)), given(10, 20, "a", 1), other(given(10, 20, "b", 1)))
	if status != 0 {
		t.Error(said)
	}
}

// A real system, pretended: 64 buyers at once under their keys, one answer in ten lost, with a pause in the middle.
func pretended(seed int64, buyers int) []told {
	random := rand.New(rand.NewSource(seed))
	lines := []told{created(buyers)}
	var coupons []coupon
	now, paused := 100, buyers/2
	for number := 1; number <= buyers; number++ {
		if number == paused {
			lines = append(lines, done(now+400, now+500, "pause"), done(now+500, now+600, "resume"))
			now += 700
		}
		user := fmt.Sprint("u", number)
		called, returned := now-random.Intn(640), now+random.Intn(640)
		if random.Intn(10) == 0 {
			lines = append(lines, under(user, unanswered(called, returned, user)))
			called, returned = returned+100, returned+200+random.Intn(640)
		}
		lines = append(lines, under(user, given(called, returned, user, number)))
		coupons = append(coupons, of(user, int64(number)))
		now += 10
	}
	return append(lines, listed(1<<40, 1<<40+1, coupons...))
}

func TestDecidesALongHistoryAsAWhole(t *testing.T) {
	status, said := judged(t, pretended(7, 2000)...)
	if status != 0 || !strings.Contains(said, "as a whole;") {
		t.Error(status, said)
	}
}

func TestFindsTheOneWrongAnswerInALongHistory(t *testing.T) {
	for _, wrong := range []int{0, 3, 7, 100, 1500} {
		lines := pretended(8, 2000)
		for number, each := range lines {
			if number > wrong && each["status"] == 201 && each["op"] == nil {
				each["serial"] = each["serial"].(int)%2000 + 1
				break
			}
		}
		if status, said := judged(t, lines...); status != 2 {
			t.Error(wrong, status, said)
		}
	}
}
