// After a student's sign-out: empty what this browser kept. The server asks for the same with
// Clear-Site-Data, which some tablets' browsers do not know. Only answers stay that another
// student of this tablet could not send yet; they are sent when that student comes in again.
import { ANSWER_DATABASE } from "./answer-store.js";
import { holdsAnybodysAnswers } from "./quiz-queue.js";

localStorage.clear();
sessionStorage.clear();

const mustStay = (await holdsAnybodysAnswers()) ? ANSWER_DATABASE : null;
const databases = (await indexedDB.databases?.()) ?? [];
for (const { name } of databases) {
  if (name !== mustStay) indexedDB.deleteDatabase(name);
}

const cacheNames = "caches" in window ? await caches.keys() : [];
await Promise.all(cacheNames.map((name) => caches.delete(name)));
