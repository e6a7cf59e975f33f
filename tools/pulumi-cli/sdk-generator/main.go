// Language hosts that only generate SDKs: what `pulumi package gen-sdk` starts under the name pulumi-language-<language>.
//
// The official distribution includes the real ones, which are not published as Go modules. Their generators are.
//
// The CLI reads the port from the first line of stdout. It kills this process at its own end.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

type generatorHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	generate generator
}

func main() {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	generate, known := generators[strings.TrimPrefix(name, "pulumi-language-")]
	if !known {
		fmt.Fprintf(os.Stderr, "%s must be started under the name of a language host, such as pulumi-language-go\n", name)
		os.Exit(1)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintf(os.Stderr, "The language host could not listen on the loopback interface: %v\n", err)
		os.Exit(1)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(math.MaxInt32), grpc.MaxSendMsgSize(math.MaxInt32))
	pulumirpc.RegisterLanguageRuntimeServer(server, &generatorHost{generate: generate})
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); err != nil {
		os.Exit(1)
	}
}

func (*generatorHost) Handshake(
	context.Context, *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (*generatorHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

func (host *generatorHost) GeneratePackage(
	_ context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	loader, err := schema.NewLoaderClient(request.LoaderTarget)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(request.Schema), &spec); err != nil {
		return nil, err
	}
	// The CLI has shown the diagnostics of the schema already.
	bound, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	files, err := host.generate(bound, loader, request)
	if err != nil {
		return nil, err
	}
	return &pulumirpc.GeneratePackageResponse{}, write(request.Directory, files)
}

func write(folder string, files map[string][]byte) error {
	for name, content := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
