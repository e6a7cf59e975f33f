import * as pulumi from "@pulumi/pulumi";
import * as service from "@pulumi/pulumiservice";
import { environment } from "../src/environment";

// The same environment, for those who have Pulumi Deployments: instead of a nightly job, Pulumi Cloud destroys the stack
// when its time is over, and corrects drift. Needs a Pulumi access token. Not tried against Pulumi Cloud by this project.
const config = new pulumi.Config();
const hours = config.getNumber("hours") ?? 48;
const self = {
  organization: pulumi.getOrganization(),
  project: pulumi.getProject(),
  stack: pulumi.getStack(),
};

export const rooms = environment(self.stack.replace("pr-", ""), `${hours}h`);

// How Pulumi Cloud runs a command of this stack. The schedules need it.
const settings = new service.DeploymentSettings("settings", {
  ...self,
  sourceContext: {
    git: {
      repoUrl: config.require("repository"),
      // The branch of the pull request may be gone when the stack is destroyed.
      branch: "main",
      repoDir: "pulumi-cloud",
    },
  },
  operationContext: {
    // The provider runs from node_modules, in a destroy and a refresh as well.
    preRunCommands: ["cd .. && npm ci"],
    environmentVariables: {
      TENCENT_CHAT_SDK_APP_ID: config.require("sdkAppId"),
      TENCENT_CHAT_REGION: config.require("region"),
      TENCENT_CHAT_SECRET_KEY: config.requireSecret("secretKey"),
      TENCENT_CHAT_IDENTITY: `preview-environments/${self.stack}`,
    },
  },
});

// Every `up` gives it the full time again, like PREVIEW_TTL.
new service.TtlSchedule(
  "ttl",
  { ...self, timestamp: new Date(Date.now() + hours * 3_600_000).toISOString(), deleteAfterDestroy: true },
  { dependsOn: settings },
);

new service.DriftSchedule(
  "drift",
  { ...self, scheduleCron: "0 6 * * *", autoRemediate: true },
  { dependsOn: settings },
);
