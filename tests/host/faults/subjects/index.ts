import { groupSubjects } from "./group";
import type { Subject } from "./subject";

/** Every resource of the matrix. A new one is an entry here. */
export const subjects: readonly Subject[] = [...groupSubjects];
