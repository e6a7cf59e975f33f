import { CommandError, ConcurrentUpdateError, type Stack } from "@pulumi/pulumi/automation";
import { whenUnlocked } from "./locks";
import { openStack, pullRequestsWithStack } from "./stacks";
import { canSweep, expiryOf, isComplete, type State } from "./state";

/** Less than a job may take. */
const patience = 15 * 60_000;

const onOutput = (text: string) => process.stdout.write(text);

/** Creates or updates the environment. */
export async function deploy(pullRequest: string): Promise<void> {
  const stack = await openStack(pullRequest);
  // With a refresh, since people can disband or change rooms in the meantime.
  await whenUnlocked(stack, patience, () => stack.up({ refresh: true, onOutput }));
}

/** Shows what `deploy` would create. Needs no secret key: for pull requests from forks. */
export async function preview(pullRequest: string): Promise<void> {
  const stack = await openStack(pullRequest);
  await stack.preview({ onOutput });
}

/** Destroys the environment, and removes its stack. If the state is lost, an `up` finds what there is first. */
export async function destroy(pullRequest: string): Promise<void> {
  const stack = await openStack(pullRequest);
  await destroyStack(stack, await stateOf(stack), patience);
  await remove(stack);
}

/**
 * Destroys all environments whose time is over. Continues after a failure.
 *
 * @returns the exit code: 1 if an environment could not be destroyed
 */
export async function destroyExpired(now: number): Promise<number> {
  const failed: string[] = [];
  for (const pullRequest of await pullRequestsWithStack()) {
    try {
      await destroyIfExpired(pullRequest, now);
    } catch (error) {
      failed.push(pullRequest);
      console.error(`pr-${pullRequest}: ${reasonOf(error)}`);
    }
  }
  if (failed.length === 0) return 0;
  console.error(`Not destroyed: ${failed.map((each) => `pr-${each}`).join(", ")}. Fix the cause, then run it again.`);
  return 1;
}

async function destroyIfExpired(pullRequest: string, now: number): Promise<void> {
  const stack = await openStack(pullRequest);
  const state = await stateOf(stack);
  const expiry = expiryOf(state);
  if (expiry !== undefined && expiry > now) {
    console.log(`${stack.name}: expires at ${new Date(expiry).toISOString()}`);
    return;
  }
  try {
    await destroyStack(stack, state, 0);
    // Without a state, its first run was killed, or is about to begin: that one must find its stack.
    if (expiry !== undefined) await remove(stack);
  } catch (error) {
    if (!(error instanceof ConcurrentUpdateError)) throw error;
    console.log(`${stack.name}: another run is active, so it is left alone`);
  }
}

async function destroyStack(stack: Stack, state: State, waitMs: number): Promise<void> {
  if (!isComplete(state)) await complete(stack, waitMs);
  // Deletes the EphemeralStack last, which disbands rooms of this environment that are in no state.
  await whenUnlocked(stack, waitMs, () => stack.destroy({ onOutput }));
}

async function remove(stack: Stack): Promise<void> {
  await stack.workspace.removeStack(stack.name);
  console.log(`${stack.name}: destroyed`);
}

/**
 * Runs an interrupted `up` again, so that what it created is in the state: an account has no mark, so nothing else finds
 * it. If that fails, such as on a full app, the destroy still removes what the `up` has found.
 */
async function complete(stack: Stack, waitMs: number): Promise<void> {
  try {
    await whenUnlocked(stack, waitMs, () => stack.up({ onOutput }));
  } catch (error) {
    // Without an EphemeralStack, a destroy would find nothing, and forget the environment.
    if (error instanceof ConcurrentUpdateError || !canSweep(await stateOf(stack))) throw error;
    console.warn(`${stack.name}: the interrupted up could not be completed: ${reasonOf(error)}`);
  }
}

async function stateOf(stack: Stack): Promise<State> {
  return ((await stack.exportStack()).deployment as State | null) ?? {};
}

/** The CLI has already printed why a command failed. */
export function reasonOf(error: unknown): string {
  if (error instanceof ConcurrentUpdateError) return "another run is active. Run this again when it has ended";
  if (error instanceof CommandError) return "the Pulumi CLI failed, see its output above";
  return error instanceof Error ? error.message : String(error);
}
