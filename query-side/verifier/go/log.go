package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// A full tile has 8 KiB, a bundle at most 256 entries of 64 KiB.
	mostBytes = tileWidth * (2 + 1<<16)
)

// A log is one that is served as tlog-tiles says.
type log struct {
	url  string
	http *http.Client
}

func newLog(url string) *log {
	return &log{strings.TrimSuffix(url, "/"), &http.Client{Timeout: 10 * time.Second}}
}

func (l *log) get(path string) ([]byte, error) {
	return l.fetch(l.url + "/" + path)
}

func (l *log) fetch(url string) ([]byte, error) {
	answer, err := l.http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostBytes))
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s: %s", url, answer.Status, body)
	}
	return body, nil
}

// tilePath is the path of a tile, or of a bundle of entries, as tlog-tiles spells it.
func tilePath(kind string, number int64, width int) string {
	path := fmt.Sprintf("%03d", number%1000)
	for number >= 1000 {
		number /= 1000
		path = fmt.Sprintf("x%03d/%s", number%1000, path)
	}
	path = "tile/" + kind + "/" + path
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// verifyEntries computes the tree from every entry, and compares root and tiles with it. Nothing of
// the tiles is believed. Takes 64 bytes of memory an entry.
func (l *log) verifyEntries(signed checkpoint) error {
	var stored hashes
	for first := int64(0); first < signed.size; first += tileWidth {
		width := int(min(tileWidth, signed.size-first))
		bundle, err := l.get(tilePath("entries", first/tileWidth, width))
		if err != nil {
			return err
		}
		entries, err := split(bundle, width)
		if err != nil {
			return err
		}
		for n, entry := range entries {
			at := first + int64(n)
			if got := binary.BigEndian.Uint64(entry); got != uint64(at+1) {
				return falsity("entry %d is that of the event with index %d", at, got)
			}
			more, err := tlog.StoredHashes(at, entry, stored)
			if err != nil {
				return err
			}
			stored = append(stored, more...)
		}
	}
	root, err := tlog.TreeHash(signed.size, stored)
	if err != nil {
		return err
	}
	if err := l.verifyTiles(signed, stored, root == signed.root); err != nil {
		return err
	}
	if root != signed.root {
		return falsity("the entries do not lead to the signed root")
	}
	return nil
}

// verifyTiles compares all tiles with those of the entries.
func (l *log) verifyTiles(signed checkpoint, stored hashes, entriesHold bool) error {
	for _, tile := range tlog.NewTiles(tileHeight, 0, signed.size) {
		own, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return err
		}
		served, err := l.get(tilePath(fmt.Sprint(tile.L), tile.N, tile.W))
		if err != nil {
			return err
		}
		if bytes.Equal(own, served) {
			continue
		}
		if entriesHold || tile.L > 0 || len(own) != len(served) {
			return falsity("tile %d/%d is not that of the signed tree", tile.L, tile.N)
		}
		for n := 0; ; n += tlog.HashSize {
			if !bytes.Equal(own[n:n+tlog.HashSize], served[n:n+tlog.HashSize]) {
				return falsity("entry %d is not the one that the tree has", tile.N*tileWidth+int64(n/tlog.HashSize))
			}
		}
	}
	return nil
}

// hashes are those of a tree, in the order of package tlog.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(indexes))
	for n, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		read[n] = h[index]
	}
	return read, nil
}

// split takes a bundle apart.
func split(bundle []byte, width int) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) >= 2 {
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length || length < 8 {
			return nil, falsity("a bundle of entries is cut off")
		}
		entries = append(entries, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	if len(bundle) > 0 || len(entries) != width {
		return nil, falsity("a bundle has %d entries, not %d", len(entries), width)
	}
	return entries, nil
}

// consistency asks for the proof between two sizes.
func (l *log) consistency(from, to int64) (tlog.TreeProof, error) {
	site, id, found := strings.Cut(l.url, "/logs/")
	if !found {
		return nil, fmt.Errorf("%s is no URL of a log", l.url)
	}
	body, err := l.fetch(fmt.Sprintf("%s/api/v1/logs/%s/consistency?from=%d&to=%d", site, id, from, to))
	if err != nil {
		return nil, err
	}
	var answer struct{ Hashes []string }
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	proof := make(tlog.TreeProof, len(answer.Hashes))
	for n, encoded := range answer.Hashes {
		hash, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(hash) != tlog.HashSize {
			return nil, falsity("no hash: %q", encoded)
		}
		copy(proof[n][:], hash)
	}
	return proof, nil
}
