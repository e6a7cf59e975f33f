import type { ResourceValidationPolicy } from "@pulumi/policy";
import { EphemeralStack } from "pulumi-tencent-chat";
import { validateInAnyLanguage } from "./anyLanguage";

export const lifetime: ResourceValidationPolicy = {
  name: "lifetime",
  description: "An EphemeralStack has a limited lifetime.",
  configSchema: {
    properties: {
      maximum: {
        type: "string",
        pattern: "^(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?$",
        default: "7d",
        description: "The longest ttl, such as 48h or 7d.",
      },
    },
  },
  validateResource: validateInAnyLanguage(EphemeralStack, ({ ttl }, args, report) => {
    const { maximum } = args.getConfig<{ readonly maximum: string }>();
    if (secondsIn(ttl) <= secondsIn(maximum)) return;
    report(`ttl is ${ttl}; the maximum is ${maximum}. Shorten it: pulumi up renews it while the stack is in use.`);
  }),
};

const secondsOf: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** The seconds of a valid duration, such as `48h` or `1h30m`: the provider has checked the one, and the schema the other. */
function secondsIn(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)([dhms])/g)];
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (secondsOf[unit] ?? 0), 0);
}
