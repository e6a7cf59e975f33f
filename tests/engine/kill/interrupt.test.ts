import { describeKills } from "./killed";

describeKills("interrupt");
