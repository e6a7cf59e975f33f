/**
 * Groups in the style of Pulumi's documentation: `pulumi.dynamic.Resource` with a provider class, which Pulumi writes into the
 * state of every resource. It makes the minimum of calls: one per operation, without retries and without an owner mark.
 */
import * as pulumi from "@pulumi/pulumi";
import axios from "axios";
import { Api } from "tls-sig-api-v2/TLSSigAPIv2.js";

interface GroupProps {
  readonly groupId: string;
  readonly type: string;
  readonly name: string;
  readonly ownerAccount: string;
}

class GroupProvider implements pulumi.dynamic.ResourceProvider<GroupProps, GroupProps> {
  async create(inputs: GroupProps): Promise<pulumi.dynamic.CreateResult<GroupProps>> {
    await this.call("create_group", {
      GroupId: inputs.groupId,
      Type: inputs.type,
      Name: inputs.name,
      Owner_Account: inputs.ownerAccount,
    });
    return { id: inputs.groupId, outs: inputs };
  }

  async diff(_id: string, olds: GroupProps, news: GroupProps): Promise<pulumi.dynamic.DiffResult> {
    const replaces = [
      ...(olds.groupId !== news.groupId ? ["groupId"] : []),
      ...(olds.type !== news.type ? ["type"] : []),
    ];
    return {
      changes: replaces.length > 0 || olds.name !== news.name || olds.ownerAccount !== news.ownerAccount,
      replaces,
    };
  }

  async read(id: string, props?: GroupProps): Promise<pulumi.dynamic.ReadResult<GroupProps>> {
    const answer = await this.call("get_group_info", { GroupIdList: [id] });
    const [info] = answer.GroupInfo;
    if (info.ErrorCode === 10010) return { id: "" };
    const found = { groupId: id, type: info.Type, name: info.Name, ownerAccount: info.Owner_Account };
    return { id, props: { ...props, ...found } };
  }

  async update(id: string, olds: GroupProps, news: GroupProps): Promise<pulumi.dynamic.UpdateResult<GroupProps>> {
    if (olds.name !== news.name) await this.call("modify_group_base_info", { GroupId: id, Name: news.name });
    if (olds.ownerAccount !== news.ownerAccount)
      await this.call("change_group_owner", { GroupId: id, NewOwner_Account: news.ownerAccount });
    return { outs: news };
  }

  async delete(id: string): Promise<void> {
    await this.call("destroy_group", { GroupId: id });
  }

  private async call(api: string, body: object) {
    const sdkAppId = Number(process.env["TENCENT_CHAT_SDK_APP_ID"]);
    const admin = String(process.env["TENCENT_CHAT_ADMIN_USER_ID"]);
    const params = {
      sdkappid: sdkAppId,
      identifier: admin,
      usersig: new Api(sdkAppId, String(process.env["TENCENT_CHAT_SECRET_KEY"])).genUserSig(admin, 3600),
      random: Math.floor(Math.random() * 2 ** 32),
      contenttype: "json",
    };
    const url = `${process.env["TENCENT_CHAT_ENDPOINT"]}/v4/group_open_http_svc/${api}`;
    const { data } = await axios.post(url, body, { params });
    if (data.ErrorCode !== 0) throw new Error(`${api} answered ${data.ErrorCode}: ${data.ErrorInfo}`);
    return data;
  }
}

const provider = new GroupProvider();

class Group extends pulumi.dynamic.Resource {
  constructor(
    name: string,
    props: { [Key in keyof GroupProps]: pulumi.Input<string> },
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(provider, name, props, opts);
  }
}

for (let i = 0; i < Number(process.env["BENCH_GROUPS"]); i++) {
  const name = i === 0 && process.env["BENCH_CHANGED"] ? "Changed" : `Group ${i}`;
  new Group(`group-${i}`, { groupId: `bench-${i}`, type: "Public", name, ownerAccount: "alice" });
}
