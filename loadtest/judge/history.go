package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
)

const longestLineBytes = 64 << 20

// coupon as an answer names it.
type coupon struct {
	User   string `json:"userId"`
	Serial int64  `json:"serial"`
	ID     string `json:"couponId"`
}

// line of a history: one request and its answer, or what was read at the end.
type line struct {
	coupon
	// Op is issue (or nothing), create, pause, resume, close, quota or coupons.
	Op       string `json:"op"`
	Campaign string `json:"campaignId"`
	// Key is the Idempotency-Key of an issue, if it had one.
	Key string `json:"key"`
	// Status is 0 where no answer came.
	Status int    `json:"status"`
	Reason string `json:"reason"`
	// Called and Returned are nanoseconds of one clock that is never set back.
	Called   *int64 `json:"called"`
	Returned *int64 `json:"returned"`
	// Quota of create and quota; none: unlimited.
	Quota        *int64 `json:"quota"`
	PerUserLimit int    `json:"perUserLimit"`
	// Coupons is everything that the campaign had given out, as coupons found it.
	Coupons []coupon `json:"coupons"`
}

func (l line) unknown() bool {
	return l.Status == 0 || l.Status >= http.StatusInternalServerError
}

func readFiles(names []string) ([]*campaign, error) {
	if len(names) == 0 {
		return nil, errors.New("no history given")
	}
	histories := map[string][]line{}
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		err = read(file, histories)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return campaignsOf(histories)
}

// read adds the lines of one file to those of their campaigns.
func read(from io.Reader, histories map[string][]line) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLineBytes)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var told line
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if err := told.check(); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		histories[told.Campaign] = append(histories[told.Campaign], told)
	}
	return lines.Err()
}

func (l line) check() error {
	switch {
	case l.Campaign == "":
		return errors.New("names no campaign")
	case l.Called == nil || l.Returned == nil:
		return errors.New("does not say when it was called and when it returned")
	case *l.Called > *l.Returned:
		return errors.New("returned before it was called")
	}
	return nil
}

func campaignsOf(histories map[string][]line) ([]*campaign, error) {
	if len(histories) == 0 {
		return nil, errors.New("nothing to judge: the history is empty")
	}
	var campaigns []*campaign
	for id, lines := range histories {
		found, err := newCampaign(id, lines)
		if err != nil {
			return nil, fmt.Errorf("campaign %s: %w", id, err)
		}
		campaigns = append(campaigns, found)
	}
	sort.Slice(campaigns, func(i, j int) bool { return campaigns[i].id < campaigns[j].id })
	return campaigns, nil
}
