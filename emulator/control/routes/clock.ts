import { boolean, InvalidField, integer, object, optional } from "../../api/shape";
import type { EmulatorClock } from "../../clock";
import { route } from "../route";

/** The year 9999, in milliseconds since 1970. */
const MAX_MS = 253_402_300_799_000;

/** The emulator's time. */
export const clockRoutes = [
  route(
    {
      method: "GET",
      path: "/clock",
      summary: "The time of the emulator.",
    },
    ({ emulator }) => timeOf(emulator.clock),
  ),
  route(
    {
      method: "POST",
      path: "/clock",
      summary: "Sets the time (now), moves it (advance, in milliseconds), stops it or lets it run (stopped).",
      body: object({
        now: optional(integer(0, MAX_MS)),
        advance: optional(integer(-MAX_MS, MAX_MS)),
        stopped: optional(boolean),
      }),
    },
    ({ emulator: { clock }, body }) => {
      if (body.now !== undefined && body.advance !== undefined) throw new InvalidField("give either now or advance");
      if (body.stopped === true) clock.stop();
      if (body.stopped === false) clock.start();
      if (body.now !== undefined) clock.set(body.now);
      if (body.advance !== undefined) clock.advance(body.advance);
      return timeOf(clock);
    },
  ),
];

function timeOf(clock: EmulatorClock): object {
  return { now: clock.now(), stopped: clock.isStopped };
}
