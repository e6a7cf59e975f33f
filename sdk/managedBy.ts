import * as pulumi from "@pulumi/pulumi";

/**
 * `organization/project/stack/name`: who owns a resource. The program passes it on, since the engine tells a dynamic
 * provider neither the stack nor the name of a resource.
 */
export function managedBy(name: string): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
}
