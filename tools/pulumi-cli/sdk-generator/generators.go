package main

import (
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

type generator func(
	bound *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest,
) (map[string][]byte, error)

// The name of the tool in the head of each generated file.
const tool = "pulumi"

// By language, as in the name of its host.
var generators = map[string]generator{
	"nodejs": func(bound *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest) (
		map[string][]byte, error,
	) {
		return nodejs.GeneratePackage(
			tool, bound, request.ExtraFiles, request.LocalDependencies, request.Local, loader)
	},
	"python": func(bound *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest) (
		map[string][]byte, error,
	) {
		return python.GeneratePackage(tool, bound, request.ExtraFiles, loader)
	},
	"go": func(bound *schema.Package, _ schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest) (
		map[string][]byte, error,
	) {
		return golang.GeneratePackage(tool, bound, request.LocalDependencies)
	},
}
