import * as sdk from "pulumi-tencent-chat";
import * as chat from "pulumi-tencent-chat/chat";
import * as emulator from "pulumi-tencent-chat/emulator";
import * as provider from "pulumi-tencent-chat/provider";
import { journey } from "./journey.cjs";

void journey({ chat, emulator, provider, sdk });
