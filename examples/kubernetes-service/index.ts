import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as tencentchat from "pulumi-tencent-chat";

// A service in Kubernetes and its chat room, in one stack: `pulumi up` creates both, `pulumi destroy` removes both.
const config = new pulumi.Config();

// With a folder, the manifests are written there and nothing is applied: for GitOps tools, and to try this without a cluster.
const manifests = config.get("manifests");
const cluster = new kubernetes.Provider("cluster", manifests === undefined ? {} : { renderYamlToDirectory: manifests });
const inCluster = { provider: cluster };

const room = new tencentchat.Group("orders", { type: "Public", name: "Orders", introduction: "Questions on orders" });

// The service reads the room's id. The engine deletes what depends on the room first: the service stops before its room is
// disbanded.
const settings = new kubernetes.core.v1.ConfigMap(
  "orders-chat",
  { metadata: { name: "orders-chat" }, data: { CHAT_ROOM_ID: room.groupId } },
  inCluster,
);

const labels = { app: "orders" };
const service = new kubernetes.apps.v1.Deployment(
  "orders",
  {
    metadata: { name: "orders" },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: "orders",
              image: config.get("image") ?? "nginx:1.29",
              envFrom: [{ configMapRef: { name: settings.metadata.name } }],
            },
          ],
        },
      },
    },
  },
  inCluster,
);

export const roomId = room.groupId;
export const deployment = service.metadata.name;
