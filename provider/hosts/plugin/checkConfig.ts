import type { CheckFailure, Properties } from "../../handler";
import { NotConfigured, settingProblems } from "../../notConfigured";
import { settingSources } from "../../settingSources";
import { readSettings } from "../../settings";
import { nearest } from "../../validation/nearest";
import { isUnknown } from "../../validation/schema";
import { isDefaultProvider, lookupIn } from "./configuration";
import { plainOf, secret, type WireProperties } from "./properties/values";

/** What the engine itself puts among the arguments of a provider. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL", "parameterization", "__internal"];

/**
 * Validates the settings of a provider before any resource needs them. The failures name the setting in their text: the engine
 * would print the value of a property that they name.
 */
export function checkConfig(
  urn: string,
  news: WireProperties,
): { readonly inputs: Properties; readonly failures: readonly CheckFailure[] } {
  const args = plainOf(news);
  const failures = [...(isDefaultProvider(urn) ? [] : undeclared(args)), ...invalid(args, urn)];
  // Encrypted in the state, even if the program gives it as plain text.
  const { secretKey } = news;
  const inputs = secretKey === undefined ? news : { ...news, secretKey: secret(secretKey) };
  return { inputs, failures };
}

function undeclared(args: Properties): CheckFailure[] {
  const known = Object.keys(settingSources);
  return Object.keys(args)
    .filter((key) => !known.includes(key) && !engineKeys.includes(key))
    .map((key) => {
      const suggestion = nearest(key, known);
      const hint = suggestion === undefined ? "" : `did you mean ${suggestion}? `;
      return { property: "", reason: `${key} is not a property of this provider: ${hint}it has ${known.join(", ")}` };
    });
}

function invalid(args: Properties, urn: string): CheckFailure[] {
  try {
    readSettings(lookupIn(args, urn), (variable) => process.env[variable]);
    return [];
  } catch (error) {
    if (!(error instanceof NotConfigured)) throw error;
    const isGiven = (key: string) => isUnknown(args[key]);
    // Either of the two selects the service.
    const isKnownLater = (key: string) => isGiven(key) || (key === "region" && isGiven("endpoint"));
    return settingProblems(error)
      .filter(({ source }) => !isKnownLater(source.key))
      .map(({ text }) => ({ property: "", reason: text }));
  }
}
