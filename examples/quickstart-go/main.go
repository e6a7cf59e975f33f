package main

import (
	"github.com/pulumi-tencent-chat/pulumi-tencent-chat/sdk/go/tencentchat"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(declare)
}

func declare(ctx *pulumi.Context) error {
	// An imported account. Without it, the groups have no owner.
	var owner pulumi.StringPtrInput
	if account := config.Get(ctx, "owner"); account != "" {
		owner = pulumi.StringPtr(account)
	}

	// Leaves nothing behind: it sweeps what a killed run created.
	preview, err := tencentchat.NewEphemeralStack(ctx, "preview", &tencentchat.EphemeralStackArgs{
		Ttl: pulumi.String("48h"),
	})
	if err != nil {
		return err
	}

	// The id is derived from the program's identity, resource name and type.
	room, err := tencentchat.NewGroup(ctx, "open", &tencentchat.GroupArgs{
		Type:            tencentchat.GroupTypeNamePublic,
		Name:            pulumi.String("Public"),
		OwnerAccount:    owner,
		ApplyJoinOption: tencentchat.ApplyJoinOptionNeedPermission,
		Ttl:             preview.Ttl,
	})
	if err != nil {
		return err
	}
	live, err := tencentchat.NewGroup(ctx, "live", &tencentchat.GroupArgs{
		Type: tencentchat.GroupTypeNameAVChatRoom,
		Name: pulumi.String("Live"),
		Ttl:  preview.Ttl,
	})
	if err != nil {
		return err
	}

	// Disbanding the group removes them.
	_, err = tencentchat.NewGroupAttributes(ctx, "attributes", &tencentchat.GroupAttributesArgs{
		GroupId:    room.GroupId,
		Attributes: pulumi.StringMap{"theme": pulumi.String("dark")},
	}, pulumi.DeletedWith(room))
	if err != nil {
		return err
	}

	members := tencentchat.LookupGroupMembersOutput(ctx, tencentchat.LookupGroupMembersOutputArgs{GroupId: room.GroupId})
	ctx.Export("groupIds", pulumi.StringArray{room.GroupId, live.GroupId})
	ctx.Export("members", members.Members())
	return nil
}
