package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strconv"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// exitAlreadyReported is the exit code of @pulumi/pulumi's runner after it has already reported the error to the user
// (cmd/run/index.ts).
const exitAlreadyReported = 32

// Run runs a Pulumi program to its end.
func (host *languageHost) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	options := request.GetInfo().GetOptions().AsMap()
	child, err := nodeCommand(ctx, request.GetInfo().GetProgramDirectory(), nodeArguments(options), "run",
		append(runnerArguments(request, host.engineAddress), request.GetArgs()...)...)
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	child.Env, err = programEnvironment(request, options)
	if err != nil {
		return nil, err
	}
	// The program writes directly to the pipes that the CLI reads, so no output is lost or delayed.
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	return runResponse(host.children.run(child))
}

func runnerArguments(request *pulumirpc.RunRequest, engineAddress string) []string {
	info := request.GetInfo()
	arguments := []string{
		"--monitor", request.GetMonitorAddress(),
		"--engine", engineAddress,
		"--organization", request.GetOrganization(),
		"--project", request.GetProject(),
		"--root-directory", info.GetRootDirectory(),
		"--stack", request.GetStack(),
		"--pwd", info.GetProgramDirectory(),
		"--parallel", strconv.Itoa(int(request.GetParallel())),
	}
	if request.GetDryRun() {
		arguments = append(arguments, "--dry-run")
	}
	return append(arguments, info.GetEntryPoint())
}

// nodeArguments returns runtime.options.nodeargs of Pulumi.yaml: one string of arguments for Node itself.
func nodeArguments(options map[string]any) []string {
	text, _ := options["nodeargs"].(string)
	return strings.Fields(text)
}

func programEnvironment(request *pulumirpc.RunRequest, options map[string]any) ([]string, error) {
	// Copies, since Go writes a missing map or list as null.
	config := map[string]string{}
	maps.Copy(config, request.GetConfig())
	configText, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, request.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	environment := append(os.Environ(),
		"PULUMI_CONFIG="+string(configText),
		"PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys),
		// TypeScript unless Pulumi.yaml sets `typescript: false`, like the official host.
		"PULUMI_NODEJS_TYPESCRIPT="+strconv.FormatBool(options["typescript"] != false),
	)
	if path, isSet := options["tsconfig"].(string); isSet {
		environment = append(environment, "PULUMI_NODEJS_TSCONFIG_PATH="+path)
	}
	return environment, nil
}

func runResponse(err error) (*pulumirpc.RunResponse, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case !errors.As(err, &exit):
		return nil, err
	case exit.ExitCode() == exitAlreadyReported:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program ended with %v", exit)}, nil
	}
}
