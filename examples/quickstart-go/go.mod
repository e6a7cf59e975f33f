module quickstart-go

go 1.25.0

require (
	github.com/pulumi-tencent-chat/pulumi-tencent-chat/sdk/go/tencentchat v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.259.0
)

replace github.com/pulumi-tencent-chat/pulumi-tencent-chat/sdk/go/tencentchat => ./sdks/tencent-chat
