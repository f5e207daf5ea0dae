// Command go verifies a First Served log with nothing but what it serves and the Go checksum
// database's own libraries (golang.org/x/mod/sumdb): no code of First Served is shared.
//
//	go run . [-vkey KEY] [-previous FILE] [-proof FILE] [-save FILE] URL
//
// URL is that of the log, such as http://localhost:8090/logs/0. Exit status 0: everything holds;
// 2: something does not; 3: something could not be read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

// errFalse marks what could be read and does not hold.
var errFalse = errors.New("NOT VERIFIED")

func falsity(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errFalse, fmt.Sprintf(format, args...))
}

func main() {
	vkey := flag.String("vkey", "", "the log's key, known from elsewhere; without it the one that the log names is believed")
	previous := flag.String("previous", "", "a checkpoint kept from before, which the log must extend")
	proof := flag.String("proof", "", "a coupon's proof, as GET /api/v1/coupons/{id}/proof answers")
	save := flag.String("save", "", "where to keep the checkpoint for next time")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(3)
	}
	err := run(newLog(flag.Arg(0)), *vkey, *previous, *proof, *save)
	switch {
	case err == nil:
	case errors.Is(err, errFalse):
		fmt.Println(err)
		os.Exit(2)
	default:
		fmt.Println("UNREADABLE:", err)
		os.Exit(3)
	}
}

func run(log *log, vkey, previous, proof, save string) error {
	if vkey == "" {
		published, err := log.get("vkey")
		if err != nil {
			return err
		}
		vkey = strings.TrimSpace(string(published))
		fmt.Println("key taken from the log itself: compare it with one from elsewhere:", vkey)
	}
	signed, err := log.get("checkpoint")
	if err != nil {
		return err
	}
	now, err := openCheckpoint(signed, vkey)
	if err != nil {
		return err
	}
	fmt.Printf("checkpoint: %s, %d entries, root %s\n", now.origin, now.size, now.root)
	if err := log.verifyEntries(now); err != nil {
		return err
	}
	fmt.Println("entries and tiles: they lead to the signed root")
	if previous != "" {
		if err := verifyPrevious(log, previous, vkey, now); err != nil {
			return err
		}
	}
	if proof != "" {
		if err := verifyProof(proof, vkey); err != nil {
			return err
		}
	}
	if save != "" {
		return os.WriteFile(save, signed, 0o644)
	}
	return nil
}
