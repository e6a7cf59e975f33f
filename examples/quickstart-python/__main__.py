import pulumi
import pulumi_tencent_chat as tencentchat

config = pulumi.Config()

# An imported account. Without it, the groups have no owner.
owner_account = config.get("owner")

# Leaves nothing behind: it sweeps what a killed run created.
preview = tencentchat.EphemeralStack("preview", ttl="48h")

# The id is derived from the program's identity, resource name and type.
room = tencentchat.Group(
    "open",
    type=tencentchat.GroupTypeName.PUBLIC,
    name="Public",
    owner_account=owner_account,
    apply_join_option=tencentchat.ApplyJoinOption.NEED_PERMISSION,
    ttl=preview.ttl,
)
live = tencentchat.Group(
    "live",
    type=tencentchat.GroupTypeName.AV_CHAT_ROOM,
    name="Live",
    ttl=preview.ttl,
)

# Disbanding the group removes them.
tencentchat.GroupAttributes(
    "attributes",
    group_id=room.group_id,
    attributes={"theme": "dark"},
    opts=pulumi.ResourceOptions(deleted_with=room),
)

pulumi.export("groupIds", [room.group_id, live.group_id])
pulumi.export("members", tencentchat.get_group_members_output(group_id=room.group_id).members)
