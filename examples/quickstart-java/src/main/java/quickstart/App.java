package quickstart;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import io.github.pulumi_tencent_chat.tencentchat.EphemeralStack;
import io.github.pulumi_tencent_chat.tencentchat.EphemeralStackArgs;
import io.github.pulumi_tencent_chat.tencentchat.Group;
import io.github.pulumi_tencent_chat.tencentchat.GroupArgs;
import io.github.pulumi_tencent_chat.tencentchat.GroupAttributes;
import io.github.pulumi_tencent_chat.tencentchat.GroupAttributesArgs;
import io.github.pulumi_tencent_chat.tencentchat.TencentchatFunctions;
import io.github.pulumi_tencent_chat.tencentchat.enums.ApplyJoinOption;
import io.github.pulumi_tencent_chat.tencentchat.enums.GroupTypeName;
import io.github.pulumi_tencent_chat.tencentchat.inputs.GetGroupMembersArgs;
import io.github.pulumi_tencent_chat.tencentchat.outputs.MemberInfo;
import java.util.Map;
import java.util.stream.Collectors;

public final class App {
    public static void main(String[] args) {
        Pulumi.run(App::declare);
    }

    private static void declare(Context ctx) {
        // An imported account. Without it, the groups have no owner.
        var owner = ctx.config().get("owner");

        // Leaves nothing behind: it sweeps what a killed run created.
        var preview = new EphemeralStack("preview", EphemeralStackArgs.builder().ttl("48h").build());

        // The id is derived from the program's identity, resource name and type.
        var openArgs = GroupArgs.builder()
            .type(GroupTypeName.Public)
            .name("Public")
            .applyJoinOption(ApplyJoinOption.NeedPermission)
            .ttl(preview.ttl());
        owner.ifPresent(openArgs::ownerAccount);
        var open = new Group("open", openArgs.build());
        var live = new Group("live", GroupArgs.builder()
            .type(GroupTypeName.AVChatRoom)
            .name("Live")
            .ttl(preview.ttl())
            .build());

        // Pulumi's Java SDK has no `deletedWith`: a destroy removes them, and then disbands the group.
        new GroupAttributes("attributes", GroupAttributesArgs.builder()
            .groupId(open.groupId())
            .attributes(Map.of("theme", "dark"))
            .build());

        var members = TencentchatFunctions.getGroupMembers(
            GetGroupMembersArgs.builder().groupId(open.groupId()).build());
        ctx.export("groupIds", Output.all(open.groupId(), live.groupId()));
        ctx.export("memberIds", members.applyValue(
            found -> found.members().stream().map(MemberInfo::userId).collect(Collectors.toList())));
    }
}
