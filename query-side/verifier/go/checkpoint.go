package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A checkpoint is what was signed: tlog-checkpoint.
type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

// openCheckpoint verifies a signed note and reads it.
func openCheckpoint(signed []byte, vkey string) (checkpoint, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return checkpoint{}, fmt.Errorf("the key: %w", err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, falsity("the checkpoint's signature: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return checkpoint{}, falsity("no checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, falsity("the checkpoint's size: %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return checkpoint{}, falsity("the checkpoint's root: %v", err)
	}
	return checkpoint{lines[0], size, root}, nil
}

// verifyPrevious verifies that the log extends what it was before.
func verifyPrevious(log *log, file, vkey string, now checkpoint) error {
	signed, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, err := openCheckpoint(signed, vkey)
	if err != nil {
		return err
	}
	if before.size > now.size {
		return falsity("the log had %d entries and has %d", before.size, now.size)
	}
	if before.size > 0 {
		proof, err := log.consistency(before.size, now.size)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, now.size, now.root, before.size, before.root); err != nil {
			return falsity("the log of %d entries does not begin with the one of %d: %v", now.size, before.size, err)
		}
	}
	fmt.Printf("previous: the log extends the one of %d entries\n", before.size)
	return nil
}
