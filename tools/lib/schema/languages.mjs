/**
 * Returns what the generators of SDKs need to know about each language.
 * @param {string} repository the address of the repository's page
 */
export function languages(repository) {
  return {
    nodejs: {
      // Not the package of this repository, which needs no plugin.
      packageName: "@pulumi-tencent-chat/plugin-sdk",
      packageDescription:
        "Tencent Cloud Chat for Pulumi, by the provider plugin. Programs in TypeScript can use pulumi-tencent-chat instead.",
      dependencies: { "@pulumi/pulumi": "^3.216.0" },
      respectSchemaVersion: true,
    },
    python: {
      packageName: "pulumi_tencent_chat",
      requires: { pulumi: ">=3.216.0,<4.0.0" },
      pyproject: { enabled: true },
      respectSchemaVersion: true,
    },
    go: {
      importBasePath: `${repository.replace("https://", "")}/sdk/go/tencentchat`,
      rootPackageName: "tencentchat",
      generateResourceContainerTypes: true,
      respectSchemaVersion: true,
    },
    java: {
      basePackage: "io.github.pulumi_tencent_chat",
      buildFiles: "gradle",
      dependencies: { "com.pulumi:pulumi": "1.20.0" },
    },
    csharp: {
      namespaces: { "tencent-chat": "TencentChat" },
      packageReferences: { Pulumi: "3.*" },
      respectSchemaVersion: true,
    },
  };
}
