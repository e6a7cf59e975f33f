import fc from "fast-check";
import { type App, type Attribute, type Declaration, type Group, types } from "./rules";
import type { StackModel, UpOptions } from "./stackModel";
import { Command, removeStep, type Step, upStep } from "./step";
import { names, stacks, type World } from "./world";

const stack = fc.constantFrom(...stacks);
const name = fc.constantFrom(...names);
const app = fc.constantFrom<App>(0, 0, 0, 0, 0, 0, 0, 1);
const place = fc.nat(7);
/** The ids that programs and strangers choose, the same for all: that is where they meet. */
const chosenId = fc.constantFrom("x", "x", "x", "y");
const type = fc.constantFrom(...types);
const text = fc.constantFrom("one", "two");

const declaration: fc.Arbitrary<Declaration> = fc.record({
  type,
  name: text,
  id: fc.option(chosenId, { nil: undefined, freq: 2 }),
  adopt: fc.constantFrom("owned", "owned", "never", "always"),
});

const options: fc.Arbitrary<UpOptions> = fc.record({
  app,
  replace: rarely(),
  markFails: rarely(),
  saved: rarely().map((lost) => !lost),
});

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(6).map((n) => n === 6);
}

const upCommand = fc
  .tuple(stack, name, declaration, options)
  .map(
    ([stack, name, declared, options]) =>
      new Command("up", { stack, name, declared, options }, () => upStep(stack, name, declared, options)),
  );

/** The program as it was, run again: most runs are like that. */
const againCommand = fc.tuple(stack, name, options, fc.option(text, { nil: undefined })).map(
  ([stack, name, options, renamed]) =>
    new Command("upAgain", { stack, name, options, renamed }, (model) => {
      const last = model.programs.get(stack)?.get(name);
      const declared = last && { ...last, name: renamed ?? last.name };
      return declared && upStep(stack, name, declared, options);
    }),
);

const onEntry = (kind: string, step: (stack: string, name: string, app: App) => Step) =>
  fc
    .tuple(stack, name, app)
    .map(
      ([stack, name, app]) =>
        new Command(kind, { stack, name, app }, (model) =>
          model.state(stack).has(name) ? step(stack, name, app) : undefined,
        ),
    );

const refreshCommand = onEntry("refresh", (stack, name, app) => ({
  stack,
  plan: (model) => model.refresh(stack, name, app),
  run: (world) => world.engine.refresh(world.host(app), stack, name),
}));

const removeCommand = onEntry("remove", removeStep);

const aliasCommand = fc.tuple(stack, name, name).map(
  ([stack, from, to]) =>
    new Command("alias", { stack, from, to }, (model) => {
      if (!model.state(stack).has(from) || model.programs.get(stack)?.has(to) || model.state(stack).has(to))
        return undefined;
      return {
        stack,
        plan: () => void model.rename(stack, from, to),
        run: (world) => {
          const state = new Map(world.engine.state(stack));
          const kept = state.get(from);
          state.delete(from);
          if (kept !== undefined) state.set(to, kept);
          world.engine.replaceState(stack, state);
          return undefined;
        },
      };
    }),
);

const loseCommand = stack.map(
  (stack) =>
    new Command("loseState", { stack }, () => ({
      stack,
      plan: (model) => void model.replaceState(stack, new Map()),
      run: (world) => void world.engine.replaceState(stack, new Map()),
    })),
);

/** A backup is taken now, and put back some steps later. */
const backupCommand = stack.map(
  (stack) =>
    new Command("backUp", { stack }, () => ({
      stack,
      plan: (model) => void model.backUp(stack),
      run: (world) => void world.backUp(stack),
    })),
);

const restoreCommand = stack.map(
  (stack) =>
    new Command("restore", { stack }, (model) =>
      model.backups.has(stack)
        ? { stack, plan: () => void model.restore(stack), run: (world) => void world.restore(stack) }
        : undefined,
    ),
);

/** Somebody else acts on a group, behind Pulumi's back. */
const onGroup = (kind: string, step: (group: Group, model: StackModel) => Pick<Step, "plan" | "run">) =>
  place.map(
    (place) =>
      new Command(kind, { place }, (model) => {
        const group = model.pick(place);
        return group && step(group, model);
      }),
  );

const disbandCommand = onGroup("disband", (group, model) => ({
  plan: () => void model.disband(group),
  run: (world) => void world.app(group.app).disband(group.id),
}));

const recreateCommand = onGroup("recreate", (group, model) => ({
  plan: () => {
    model.disband(group);
    model.make(group);
    return undefined;
  },
  run: (world) => void world.app(group.app).recreate(group.id),
}));

const editCommand = onGroup("edit", (group) => ({
  plan: () => {
    group.name = "edited";
    return undefined;
  },
  run: (world) => void world.app(group.app).edit(group.id, { name: "edited" }),
}));

const strangerCommand = fc.tuple(app, chosenId, type).map(
  ([app, id, type]) =>
    new Command("strangerCreates", { app, id, type }, (model) =>
      model.group(app, id)
        ? undefined
        : {
            plan: () => void model.make({ app, id, type, name: "theirs" }),
            run: (world) => void world.app(app).create({ groupId: id, type, name: "theirs" }),
          },
    ),
);

/** A client writes the attribute: nothing, what nobody signed, or any mark that was ever seen anywhere. */
const attackCommand = fc.tuple(place, fc.constantFrom("wipe", "forge", "truncate", "replay"), place).map(
  ([place, how, which]) =>
    new Command("attack", { place, how, which }, (model) => {
      const group = model.pick(place);
      const mark = model.marks[which % Math.max(1, model.marks.length)];
      if (group === undefined || (how === "replay" && mark === undefined)) return undefined;
      const attribute: Attribute = how === "wipe" ? undefined : how === "replay" ? mark : "garbage";
      return {
        plan: () => {
          group.attribute = attribute;
          return undefined;
        },
        run: (world) => void world.write(group.app, group.id, attribute, garbage(how, world, group)),
      };
    }),
);

function garbage(how: string, world: World, { app, id }: Group): string {
  const now = world.app(app).attributes(id)["pulumi"] ?? '{"v":1,"s":"acme/chat/prod","n":"room","h":""}';
  const [from, to] =
    how === "truncate" ? [now, now.slice(0, -9)] : [now, now.replace(/"h":".*"/, '"h":"AAAAAAAAAAAAAAAAAAAAAA"')];
  return from === to ? `${to} ` : to;
}

export const commands = fc.commands(
  [
    upCommand,
    upCommand,
    againCommand,
    againCommand,
    refreshCommand,
    refreshCommand,
    removeCommand,
    aliasCommand,
    aliasCommand,
    loseCommand,
    backupCommand,
    restoreCommand,
    disbandCommand,
    recreateCommand,
    editCommand,
    strangerCommand,
    attackCommand,
    attackCommand,
  ],
  { maxCommands: 24, size: "max" },
);
