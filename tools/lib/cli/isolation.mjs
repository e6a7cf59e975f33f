import path from "node:path";

/** The variables that a process needs from its caller. All others, such as a login or a secret key, are removed. */
const INHERITED = ["PATH", "Path", "TMPDIR", "TEMP", "TMP", "SystemRoot", "ComSpec", "PATHEXT", "LANG", "LC_ALL"];

/**
 * Returns an environment that isolates a Pulumi CLI from its user: it stores everything below one folder.
 * @param {string} root
 * @param {string} passphrase
 * @returns {NodeJS.ProcessEnv}
 */
export function isolatedEnvironment(root, passphrase) {
  const inherited = INHERITED.filter((name) => process.env[name] !== undefined);
  return {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    HOME: path.join(root, "home"),
    USERPROFILE: path.join(root, "home"),
    PULUMI_HOME: path.join(root, "home", ".pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NO_COLOR: "1",
  };
}
