// Command judge reads the history of answers of a drill and has Porcupine look for an order of the requests that
// explains every answer: one request after the other, each between its call and its return, on a campaign that keeps
// its promises. Exit status: 0 there is one; 2 there is none; 3 unreadable, or not decided in time.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

const (
	exitLinearizable = 0
	exitViolated     = 2
	exitUndecided    = 3
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(arguments []string, out, complaints io.Writer) int {
	flags := flag.NewFlagSet("judge", flag.ContinueOnError)
	flags.SetOutput(complaints)
	limit := flags.Duration("limit", 20*time.Second, "time for each campaign as a whole, and for all of its parts")
	flags.Usage = func() {
		fmt.Fprintln(complaints, "usage: judge [-limit DURATION] HISTORY.ndjson... (files of one history together)")
		flags.PrintDefaults()
	}
	if flags.Parse(arguments) != nil {
		return exitUndecided
	}
	campaigns, err := readFiles(flags.Args())
	if err != nil {
		fmt.Fprintln(complaints, "judge:", err)
		return exitUndecided
	}
	status := exitLinearizable
	for _, each := range campaigns {
		verdict := each.judge(*limit)
		fmt.Fprint(out, verdict)
		status = worse(status, verdict.exit())
	}
	return status
}

// worse: a violation outweighs what could not be decided.
func worse(one, other int) int {
	if one == exitViolated || other == exitViolated {
		return exitViolated
	}
	if one > other {
		return one
	}
	return other
}
