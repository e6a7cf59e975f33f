/** A policy pack to copy and change: docs/guides/policies.md explains it. */
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("tencent-chat", { policies, enforcementLevel: "mandatory" });
