package main

import (
	"errors"
	"fmt"
	"os/exec"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// InstallDependencies installs a program's dependencies with npm, as pulumi new and pulumi install ask for.
func (host *languageHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, stream pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	npm := command(stream.Context(), "npm", "install", "--no-audit", "--no-fund")
	npm.Dir = request.GetInfo().GetProgramDirectory()
	var sending sync.Mutex
	npm.Stdout = &streamWriter{&sending, func(text []byte) error {
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stdout: text})
	}}
	npm.Stderr = &streamWriter{&sending, func(text []byte) error {
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stderr: text})
	}}
	if err := host.children.run(npm); err != nil {
		return fmt.Errorf("npm install failed: %w", err)
	}
	return nil
}

// RunPlugin runs a policy pack to its end.
func (host *languageHost) RunPlugin(
	request *pulumirpc.RunPluginRequest, stream pulumirpc.LanguageRuntime_RunPluginServer,
) error {
	if request.GetKind() != "analyzer" {
		return status.Errorf(codes.Unimplemented,
			"a plugin of kind %s needs the language host of the official Pulumi CLI", request.GetKind())
	}
	info := request.GetInfo()
	// The runner reads tsconfig.json and package.json of the pack from its own folder, not from the program's.
	pack, err := nodeCommand(stream.Context(), info.GetProgramDirectory(), nodeArguments(info.GetOptions().AsMap()),
		"run-policy-pack", append(request.GetArgs(), info.GetEntryPoint())...)
	if err != nil {
		return err
	}
	pack.Env = request.GetEnv()
	var sending sync.Mutex
	pack.Stdout = &streamWriter{&sending, func(text []byte) error {
		return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: text}})
	}}
	pack.Stderr = &streamWriter{&sending, func(text []byte) error {
		return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: text}})
	}}
	var exit *exec.ExitError
	if err := host.children.run(pack); err != nil && !errors.As(err, &exit) {
		return err
	}
	return stream.Send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(pack.ProcessState.ExitCode())},
	})
}

// streamWriter passes the output of a process on to the engine. A stream must not be used by two writers at once.
type streamWriter struct {
	sending *sync.Mutex
	send    func([]byte) error
}

func (w *streamWriter) Write(text []byte) (int, error) {
	w.sending.Lock()
	defer w.sending.Unlock()
	return len(text), w.send(text)
}
