import { attributesSubjects } from "./attributes";
import { counterSubjects } from "./counters";
import { groupSubjects } from "./group";
import { memberSubjects } from "./members";
import { restrictionSubjects } from "./restrictions";
import type { Subject } from "./subject";
import { topicSubjects } from "./topic";
import { userSubjects } from "./users";

/** Every resource of the matrix. A new one is an entry here. */
export const subjects: readonly Subject[] = [
  ...groupSubjects,
  ...attributesSubjects,
  ...counterSubjects,
  ...memberSubjects,
  ...restrictionSubjects,
  ...topicSubjects,
  ...userSubjects,
];
