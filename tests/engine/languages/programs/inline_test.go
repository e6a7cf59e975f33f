// Runs the Pulumi program of this package as an inline program of the Automation API: that needs no language host. The arguments
// are the commands to run one after the other.
package main

import (
	"context"
	"flag"
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

const project = "quickstart-go"

func TestStack(t *testing.T) {
	ctx := context.Background()
	stack, err := auto.UpsertStackInlineSource(ctx, "dev", project, declare)
	if err == nil {
		err = stack.SetConfig(ctx, "owner", auto.ConfigValue{Value: "alice"})
	}
	for _, command := range flag.Args() {
		if err == nil {
			err = run(ctx, stack, command)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func run(ctx context.Context, stack auto.Stack, command string) error {
	switch command {
	case "preview":
		result, err := stack.Preview(ctx)
		fmt.Println(command, result.ChangeSummary)
		return err
	case "up":
		_, err := stack.Up(ctx)
		return err
	case "refresh":
		result, err := stack.Refresh(ctx)
		if err == nil {
			fmt.Println(command, *result.Summary.ResourceChanges)
		}
		return err
	default:
		_, err := stack.Destroy(ctx)
		return err
	}
}
