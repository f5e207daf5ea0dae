package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// verifyProof verifies a tlog-proof whose extra data is the entry itself.
func verifyProof(file, vkey string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" ||
		!strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return falsity("no proof: %q", head)
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return falsity("the proof's entry: %v", err)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return falsity("the proof's index: %v", err)
	}
	tree, err := openCheckpoint([]byte(signed), vkey)
	if err != nil {
		return err
	}
	path := make(tlog.RecordProof, len(lines)-3)
	for n, line := range lines[3:] {
		if path[n], err = tlog.ParseHash(line); err != nil {
			return falsity("the proof's path: %v", err)
		}
	}
	if err := tlog.CheckRecord(path, tree.size, tree.root, index, tlog.RecordHash(entry)); err != nil {
		return falsity("the proof: %v", err)
	}
	fmt.Printf("proof: entry %d is in the signed log of %d entries\n", index, tree.size)
	return nil
}
