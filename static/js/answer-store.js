/**
 * Where answers lie on this device until the server holds them: {attempt, item, chosen, text,
 * confidence, rev, saveUrl, owner}, one for each question of an attempt. `owner` is an opaque word for a student.
 */
export const ANSWER_DATABASE = "quiz-answers";

/** The device's own store; browsers that forbid it get one that lasts as long as the page. */
export async function openStore() {
  if (!globalThis.indexedDB) return new MemoryStore();
  try {
    return new DeviceStore(await openDatabase());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return new MemoryStore();
  }
}

function openDatabase() {
  const request = indexedDB.open(ANSWER_DATABASE, 1);
  request.onupgradeneeded = () => {
    const answers = request.result.createObjectStore("answers", { keyPath: ["attempt", "item"] });
    answers.createIndex("attempt", "attempt");
    request.result.createObjectStore("revisions");
  };
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class DeviceStore {
  constructor(database) {
    this.database = database;
    // Signing out deletes the database; an open connection would hold that up.
    database.onversionchange = () => database.close();
  }

  /** One transaction for the revision and the answer: two tabs cannot take the same number. */
  async put(answer, atLeast) {
    const transaction = this.database.transaction(["answers", "revisions"], "readwrite");
    const revisions = transaction.objectStore("revisions");
    const last = (await settled(revisions.get(answer.attempt))) ?? 0;
    const rev = Math.max(Date.now(), last + 1, atLeast + 1);
    revisions.put(rev, answer.attempt);
    transaction.objectStore("answers").put({ ...answer, rev });
    return rev;
  }

  async all(attempt) {
    const answers = this.database.transaction("answers").objectStore("answers");
    return settled(answers.index("attempt").getAll(attempt));
  }

  async everything() {
    return settled(this.database.transaction("answers").objectStore("answers").getAll());
  }

  /** Forget an answer, unless it was changed again while it was on its way. */
  async drop(answer) {
    const answers = this.database.transaction("answers", "readwrite").objectStore("answers");
    const key = [answer.attempt, answer.item];
    const kept = await settled(answers.get(key));
    if (kept && kept.rev <= answer.rev) await settled(answers.delete(key));
  }
}

class MemoryStore {
  answers = new Map();
  last = 0;

  async put(answer, atLeast) {
    const rev = Math.max(Date.now(), this.last + 1, atLeast + 1);
    this.last = rev;
    this.answers.set(answer.item, { ...answer, rev });
    return rev;
  }

  async all() {
    return this.everything();
  }

  async everything() {
    return [...this.answers.values()];
  }

  async drop(answer) {
    if (this.answers.get(answer.item)?.rev <= answer.rev) this.answers.delete(answer.item);
  }
}
