const { journey } = require("./journey.cjs");

void journey({
  chat: require("pulumi-tencent-chat/chat"),
  emulator: require("pulumi-tencent-chat/emulator"),
  provider: require("pulumi-tencent-chat/provider"),
  sdk: require("pulumi-tencent-chat"),
});
